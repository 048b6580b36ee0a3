use proptest::prelude::*;

use super::*;

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What Telegram shows of a piece; fails where its parser would.
fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut open: Option<&str> = None;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let (tag, after) = rest[at + 1..].split_once('>').expect("a tag ends");
        match (tag.strip_prefix('/'), open) {
            (Some(name), Some(opened)) => {
                assert_eq!(name, opened, "{html}");
                open = None;
            }
            (None, None) => {
                let name = tag.split(' ').next().unwrap();
                assert!(["b", "i", "a", "blockquote"].contains(&name), "{html}");
                open = Some(name);
            }
            _ => panic!("tags do not match: {html}"),
        }
        rest = after;
    }
    assert_eq!(open, None, "{html}");
    text.push_str(rest);
    assert!(!text.contains('>'), "{html}");
    let plain = text.replace("&lt;", "<").replace("&gt;", ">");
    assert!(!plain.replace("&amp;", "").contains('&'), "{html}");
    plain.replace("&amp;", "&")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn residents_and_editors_text_is_never_markup() {
    let rich = Rich::new()
        .bold("<b>Å & ä</b>")
        .plain(" </b><script> &lt; ")
        .link("karta \"<", "https://example.org/?q=\"><b>&x=1");
    assert_eq!(
        html(&rich, TEXT_MAX),
        ["<b>&lt;b&gt;Å &amp; ä&lt;/b&gt;</b> &lt;/b&gt;&lt;script&gt; &amp;lt; \
             <a href=\"https://example.org/?q=%22%3E%3Cb%3E&amp;x=1\">karta \"&lt;</a>"]
    );
}

#[test]
fn only_web_addresses_become_links() {
    for address in ["javascript:alert(1)", "tel:112", "tg://user?id=1", "kartan", ""] {
        let html = html_start(&Rich::new().link("här", address), TEXT_MAX);
        assert_eq!(html, format!("här {address}").trim_end(), "{address}");
    }
}

#[test]
fn long_texts_are_cut_where_it_hurts_least() {
    for (text, limit, pieces) in [
        ("Ett.\n\nTvå tre.\n\nFyra.", 15, &["Ett.\n\nTvå tre.", "Fyra."][..]),
        ("Ett två.\nTre fyra fem.", 15, &["Ett två.", "Tre fyra fem."]),
        ("Ett två. Tre fyra fem.", 15, &["Ett två.", "Tre fyra fem."]),
        ("ett två tre fyra fem", 15, &["ett två tre", "fyra fem"]),
        ("ett två tre fyr fem", 15, &["ett två tre fyr", "fem"]),
        ("abcdefghij", 4, &["abcd", "efgh", "ij"]),
        ("a😀😀😀", 4, &["a😀", "😀😀"]),
        ("abce\u{301}f", 4, &["abc", "e\u{301}f"]),
        ("  \n ", 4, &[]),
        ("", 4, &[]),
    ] {
        assert_eq!(html(&Rich::new().plain(text), limit), pieces, "{text}");
    }
}

#[test]
fn styles_are_closed_at_a_cut_and_opened_again() {
    let rich = Rich::new().bold("Titel").plain("\n").quote("Ett två tre. Fyra fem sex.");
    assert_eq!(
        html(&rich, 20),
        [
            "<b>Titel</b>\n<blockquote>Ett två tre.</blockquote>",
            "<blockquote>Fyra fem sex.</blockquote>",
        ]
    );
}

fn styles() -> impl Strategy<Value = Option<Style>> {
    prop_oneof![
        Just(None),
        Just(Some(Style::Bold)),
        Just(Some(Style::Italic)),
        Just(Some(Style::Quote)),
        Just(Some(Style::Link("https://example.org/a?b=c&d".to_owned()))),
    ]
}

proptest! {
    #[test]
    fn every_piece_fits_and_is_well_formed_and_nothing_is_lost(
        spans in prop::collection::vec((styles(), "(\\PC|[<>&\" \n.a]){0,60}"), 0..8),
        limit in 2..120_usize,
    ) {
        let mut rich = Rich::new();
        for (style, text) in &spans {
            rich = match style {
                Some(style) => rich.styled(style.clone(), text),
                None => rich.plain(text),
            };
        }
        let pieces: Vec<String> = html(&rich, limit).iter().map(|html| shown(html)).collect();
        for piece in &pieces {
            prop_assert!(units(piece) <= limit, "{piece}");
            prop_assert!(!piece.trim().is_empty());
        }
        prop_assert_eq!(squeezed(&pieces.concat()), squeezed(rich.visible()));
        if units(rich.visible().trim()) <= limit && !rich.is_empty() {
            prop_assert_eq!(pieces, [rich.visible().trim()]);
        }
    }
}

#[test]
fn a_phone_number_shows_what_is_dialled_behind_it() {
    let dialled = Style::Dialled("+46303703000".to_owned());
    for (style, expected) in
        [(dialled, "Ring 0303-70 30 00 (+46303703000)."), (Style::Phone, "Ring 0303-70 30 00.")]
    {
        let text = Rich::new().plain("Ring ").styled(style, "0303-70 30 00").plain(".");
        assert_eq!(html(&text, TEXT_MAX), [expected]);
    }
}
