//! FAQ entries that staff wrote, with every state they have had.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Staff, Store, StoreError, execute, setting, storable};
use crate::model::article::{Article, ArticleId, English};
use crate::model::id::UserId;

/// One state of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct FaqEntry {
    /// Its kind is [`ArticleKind::Faq`](crate::model::article::ArticleKind::Faq).
    pub article: Article,
    /// Counted from 1.
    pub version: i64,
    /// Taken away by this state.
    pub removed: bool,
    /// Who brought it into this state; `None`: imported on the command line.
    pub author: Option<Staff>,
    pub changed_ms: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FaqWrite {
    /// A new entry, or a new state of the one with that id; one that has been through `knowledge::faq_file::fitted` can be exported without loss.
    Save {
        article: Box<Article>,
        author: Option<Staff>,
    },
    Remove {
        id: ArticleId,
        author: Option<Staff>,
    },
    /// Back to the state before this one, as a new state; before the first there was none. Nothing, if another state holds by now.
    Undo {
        id: ArticleId,
        version: i64,
        author: Option<Staff>,
    },
}

/// What an article holds beside title and body.
#[derive(Default, Serialize, Deserialize)]
struct Details {
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    checked: Option<NaiveDate>,
    #[serde(default)]
    valid_until: Option<NaiveDate>,
    #[serde(default)]
    english: Option<(String, String, Vec<String>)>,
    #[serde(default)]
    plain: Option<String>,
}

impl Details {
    fn of(article: &Article) -> Self {
        let english = article.english.clone();
        Details {
            questions: article.questions.clone(),
            keywords: article.keywords.clone(),
            origin: article.origin.clone(),
            checked: article.checked,
            valid_until: article.valid_until,
            plain: article.plain.clone(),
            english: english.map(|english| (english.title, english.summary, english.questions)),
        }
    }

    fn article(self, id: ArticleId, title: String, body: String) -> Article {
        let english =
            self.english.map(|(title, summary, questions)| English { title, summary, questions });
        Article {
            origin: self.origin,
            checked: self.checked,
            valid_until: self.valid_until,
            questions: self.questions,
            keywords: self.keywords,
            english,
            plain: self.plain,
            ..Article::faq(id, title, body)
        }
    }
}

pub(super) async fn apply(
    db: &mut AnyConnection,
    write: &FaqWrite,
    now_ms: i64,
) -> Result<(), StoreError> {
    setting::desk_changed(db).await?;
    match write {
        FaqWrite::Save { article, author } => {
            add_version(db, article, author.as_ref(), false, now_ms).await
        }
        FaqWrite::Remove { id, author } => match newest(db, id).await? {
            Some(entry) if !entry.removed => {
                add_version(db, &entry.article, author.as_ref(), true, now_ms).await
            }
            _ => Ok(()),
        },
        FaqWrite::Undo { id, version, author } => match history(db, id).await?.as_slice() {
            [.., before, now] if now.version == *version => {
                add_version(db, &before.article, author.as_ref(), before.removed, now_ms).await
            }
            [first] if first.version == *version => {
                add_version(db, &first.article, author.as_ref(), true, now_ms).await
            }
            _ => Ok(()),
        },
    }
}

async fn add_version(
    db: &mut AnyConnection,
    article: &Article,
    author: Option<&Staff>,
    removed: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    let details = serde_json::to_string(&Details::of(article))
        .map_err(|error| StoreError::content("faq", error))?;
    let sql = "UPDATE faq SET newest = 0 WHERE id = $1 AND newest = 1";
    execute(db, sqlx::query(sql).bind(article.id.as_str())).await?;
    let sql = "INSERT INTO faq (id, version, newest, removed, title, body, details, author, author_name, changed_ms)
         SELECT $1, COALESCE(MAX(version), 0) + 1, 1, $2, $3, $4, $5, $6, $7, $8 FROM faq WHERE id = $9";
    let query = sqlx::query(sql)
        .bind(article.id.as_str())
        .bind(i64::from(removed))
        .bind(storable(&article.title))
        .bind(storable(&article.body))
        .bind(details)
        .bind(author.map(|author| author.id))
        .bind(author.map_or_else(String::new, |author| storable(&author.name)))
        .bind(now_ms)
        .bind(article.id.as_str());
    execute(db, query).await
}

type Row = (String, i64, i64, String, String, String, Option<UserId>, String, i64);

const NEWEST: &str =
    "SELECT id, version, removed, title, body, details, author, author_name, changed_ms
     FROM faq WHERE id = $1 AND newest = 1";
const LIVE: &str =
    "SELECT id, version, removed, title, body, details, author, author_name, changed_ms
     FROM faq WHERE newest = 1 AND removed = 0 ORDER BY id";
const HISTORY: &str =
    "SELECT id, version, removed, title, body, details, author, author_name, changed_ms
     FROM faq WHERE id = $1 ORDER BY version";

fn from_row(row: Row) -> Result<FaqEntry, StoreError> {
    let (id, version, removed, title, body, details, author, name, changed_ms) = row;
    let id = ArticleId::parse(&id).ok_or_else(|| StoreError::content("faq", "an id"))?;
    let details: Details =
        serde_json::from_str(&details).map_err(|error| StoreError::content("faq", error))?;
    Ok(FaqEntry {
        article: details.article(id, title, body),
        version,
        removed: removed != 0,
        author: author.map(|id| Staff { id, name }),
        changed_ms,
    })
}

async fn newest(db: &mut AnyConnection, id: &ArticleId) -> Result<Option<FaqEntry>, StoreError> {
    let row: Option<Row> = sqlx::query_as(NEWEST).bind(id.as_str()).fetch_optional(db).await?;
    row.map(from_row).transpose()
}

async fn history(db: &mut AnyConnection, id: &ArticleId) -> Result<Vec<FaqEntry>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(HISTORY).bind(id.as_str()).fetch_all(db).await?;
    rows.into_iter().map(from_row).collect()
}

impl Store {
    /// The entries that hold now, by id.
    pub async fn faq(&self) -> Result<Vec<FaqEntry>, StoreError> {
        let rows: Vec<Row> = self.all(sqlx::query_as(LIVE)).await?;
        rows.into_iter().map(from_row).collect()
    }

    /// Every state of an entry, oldest first; none: no such entry.
    pub async fn faq_history(&self, id: &ArticleId) -> Result<Vec<FaqEntry>, StoreError> {
        let rows: Vec<Row> = self.all(sqlx::query_as(HISTORY).bind(id.as_str())).await?;
        rows.into_iter().map(from_row).collect()
    }
}
