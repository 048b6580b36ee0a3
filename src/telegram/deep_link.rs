//! Links that open a chat with the bot at an article: `https://t.me/NAME?start=ARTICLE-ID`.

use crate::model::article::ArticleId;

/// The link; an article's id fits the payload as it is (to 64 of A–Z a–z 0–9 _ -).
pub fn url(username: &str, article: &ArticleId) -> String {
    format!("https://t.me/{username}?start={article}")
}
