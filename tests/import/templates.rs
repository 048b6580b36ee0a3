//! The frames that municipalities' systems put around a page, as they come out of the systems: menus, banners, breadcrumbs, buttons, links.

/// What a page is about, before a frame is put around it.
pub struct Content<'a> {
    pub title: &'a str,
    pub trail: &'a [&'a str],
    /// HTML below the heading.
    pub html: &'a str,
    /// `14 mars 2026`.
    pub updated: &'a str,
}

/// Sentences that no article may have, whatever the frame.
pub const CLUTTER: [&str; 26] = [
    "använder kakor",
    "Godkänn alla",
    "Hoppa till",
    "Lyssna",
    "Dela sidan",
    "Facebook",
    "Skriv ut",
    "Du är här",
    "Till toppen",
    "Sidan uppdaterades",
    "Senast granskad",
    "Hjälpte informationen",
    "Relaterad information",
    "Andra har också läst",
    "Kommunalskatt och budget",
    "Förskola och skola",
    "Omsorg och hjälp",
    "Vattenläcka på Storgatan",
    "Org.nr",
    "Tillgänglighetsredogörelse",
    "Följ oss",
    "Logga in",
    "Sök på webbplatsen",
    "Prenumerera",
    "Öppnas i nytt fönster",
    "Sidansvarig",
];

/// A frame: its name, and a page in it.
pub type Template = (&'static str, fn(&Content<'_>) -> String);

pub const TEMPLATES: [Template; 7] = [
    ("sitevision", sitevision),
    ("optimizely", optimizely),
    ("wordpress", wordpress),
    ("umbraco", umbraco),
    ("tables", tables),
    ("divs", divs),
    ("broken", broken),
];

fn items(names: &[&str]) -> String {
    names.iter().map(|name| format!("<li><a href=\"/{}\">{name}</a></li>", name.len())).collect()
}

const MENU: [&str; 4] =
    ["Förskola och skola", "Omsorg och hjälp", "Bygga, bo och miljö", "Kommunalskatt och budget"];

fn trail(content: &Content<'_>, home: &str) -> String {
    let mut names = vec![home];
    names.extend(content.trail);
    items(&names) + &format!("<li aria-current=\"page\">{}</li>", content.title)
}

/// SiteVision: portlets with generated ids, env- classes, ReadSpeaker, the date in a portlet of its own.
fn sitevision(content: &Content<'_>) -> String {
    format!(
        r##"<!DOCTYPE html><html lang="sv"><head><meta charset="UTF-8"><title>{title} - Vinlunda kommun</title>
<meta name="dcterms.modified" content="2020-01-01"></head>
<body class="sv-responsive env-m-around--0"><div id="svid10_1"><a class="sv-skiplink" href="#main">Hoppa till huvudinnehållet</a>
<div class="sv-html-portlet sv-portlet" role="alert"><div class="vk-krisbanner"><p>Vattenläcka på Storgatan. Koka ditt vatten.</p></div></div>
<header id="svid12_2"><div class="sv-image-portlet"><a href="/"><img alt="Vinlunda kommuns logotyp" src="/l.png"></a></div>
<nav class="sv-template-portlet" aria-label="Huvudmeny"><ul>{menu}</ul></nav><form action="/sok"><label>Sök på webbplatsen <input name="q"></label><button>Sök</button></form></header>
<div class="sv-custom-module sv-se-soleil-breadcrumb"><ol>{trail}</ol></div>
<main id="main"><div class="sv-layout"><div id="svid10_5" class="sv-grid-main"><div class="rs_skip rsbtn"><a href="//app.readspeaker.com/">Lyssna</a></div>
<div class="sv-text-portlet sv-use-margins"><div class="sv-text-portlet-content"><h1 class="heading" id="h-1">{title}</h1></div></div>
<div class="sv-text-portlet sv-use-margins"><div id="Innehall"><!-- Innehåll --></div><div class="sv-text-portlet-content">{html}</div></div>
<div class="sv-text-portlet"><p class="normal">Sidan uppdaterades {updated}</p></div>
<div class="sv-custom-module sv-feedback"><p>Hjälpte informationen på sidan dig?</p><button>Ja</button><button>Nej</button></div>
</div><div class="sv-grid-aside"><div class="sv-related-portlet"><h2>Relaterad information</h2><ul>{menu}</ul></div></div></div></main>
<footer><h2>Vinlunda kommun</h2><p>Org.nr 212000-0000</p><a href="/t">Tillgänglighetsredogörelse</a></footer>
<div class="env-cookie-consent" role="dialog"><p>Vi använder kakor för att webbplatsen ska fungera.</p><button>Godkänn alla</button></div></div></body></html>"##,
        title = content.title,
        menu = items(&MENU),
        trail = trail(content, "Startsida"),
        html = content.html,
        updated = content.updated,
    )
}

/// Optimizely (Episerver): a form of ASP.NET around all, blocks, a left menu, share buttons.
fn optimizely(content: &Content<'_>) -> String {
    format!(
        r##"<!doctype html><html lang="sv-SE"><head><meta charset="utf-8"/><title>{title} | Vinlunda kommun</title></head><body>
<form method="post" action="/x" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="AAA"/>
<div class="cookie-bar"><p>Webbplatsen använder kakor. <a href="/kakor">Om kakor</a></p><input type="button" value="Godkänn alla"/></div>
<div class="site-header"><div class="logo"><h1><a href="/">Vinlunda kommun</a></h1></div><div class="top-menu"><ul>{menu}</ul></div><a href="/login" class="login">Logga in</a></div>
<div class="page-wrapper"><div class="left-menu"><ul>{menu}</ul></div>
<div class="main-column" role="main"><div class="breadcrumbs">Du är här: <a href="/">Hem</a> / {trail}</div>
<div class="page-tools"><a class="listen" href="#">Lyssna</a></div>
<article><h1>{title}</h1><div class="block textblock">{html}</div></article>
<div class="page-info"><p>Senast granskad: 3 maj 2025</p><p>Sidan uppdaterades: {updated}</p><p>Sidansvarig: Anna Andersson</p></div>
<div class="social-share"><span>Dela sidan:</span><ul><li><a href="https://facebook.com">Facebook</a></li><li><a href="mailto:?subject=x">E-post</a></li></ul></div>
</div><div class="right-column"><h2>Andra har också läst</h2><ul>{menu}</ul></div></div>
<div class="site-footer"><div class="col"><h2>Följ oss</h2><a href="https://facebook.com">Facebook</a></div><div class="col">Org.nr 212000-0000</div></div>
</form></body></html>"##,
        title = content.title,
        menu = items(&MENU),
        trail = content
            .trail
            .iter()
            .map(|name| format!("<a href=\"/x\">{name}</a> / "))
            .collect::<String>()
            + content.title,
        html = content.html,
        updated = content.updated,
    )
}

/// WordPress: articles, entry-content, widgets, breadcrumbs and dates by a plug-in for search engines.
fn wordpress(content: &Content<'_>) -> String {
    format!(
        r##"<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{title} – Vinlunda kommun</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage","dateModified":"2026-03-14T08:00:00+01:00"}},{{"@type":"BreadcrumbList","itemListElement":[{trail}]}}]}}</script></head>
<body class="page-template-default menu-open"><a class="skip-link screen-reader-text" href="#content">Hoppa till innehåll</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">Vinlunda kommun</a></p><nav id="site-navigation" class="main-navigation"><ul class="menu">{menu}</ul></nav></header>
<div id="page" class="site"><div id="content" class="site-content"><div id="primary" class="content-area">
<article id="post-12" class="page type-page"><header class="entry-header"><h1 class="entry-title">{title}</h1></header>
<div class="entry-content">{html}
<div class="sharedaddy sd-sharing-enabled"><div class="sharing-buttons"><h3>Dela sidan:</h3><ul><li><a>Facebook</a></li></ul></div></div>
</div><footer class="entry-footer"><span>Publicerad 1 januari 2020</span></footer></article></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Relaterad information</h2><ul>{menu}</ul></section></aside></div>
<footer id="colophon" class="site-footer">Org.nr 212000-0000 <a href="#">Till toppen</a></footer></div>
<div id="cookie-law-info-bar" aria-live="polite">Vi använder kakor. <button>Godkänn alla</button></div></body></html>"##,
        title = content.title,
        menu = items(&MENU),
        trail = content
            .trail
            .iter()
            .map(|name| format!("{{\"@type\":\"ListItem\",\"name\":\"{name}\"}}"))
            .collect::<Vec<_>>()
            .join(","),
        html = content.html,
    )
}

/// Umbraco: semantic elements, a grid, an alert inside main, the date in a time element.
fn umbraco(content: &Content<'_>) -> String {
    format!(
        r##"<!DOCTYPE html><html lang="sv"><head><title>{title} - vinlunda.se</title><meta charset=utf-8></head><body>
<div class="c-alert" role="region" aria-label="Krismeddelande"><p>Vattenläcka på Storgatan.</p></div>
<header class="c-header" role="banner"><nav>{menu}</nav></header>
<main class="o-main" role="main"><nav class="c-breadcrumb" aria-label="Brödsmulor"><ol>{trail}</ol></nav>
<section class="o-grid"><div class="o-grid__col"><h1>{title}</h1>{html}
<aside class="c-related"><h2>Relaterad information</h2><ul>{menu}</ul></aside>
<div class="c-meta"><p>Sidan uppdaterades: <time datetime="2026-03-14">i lördags</time></p></div>
<div class="c-print"><button type="button">Skriv ut</button></div></div></section>
<section class="c-newsletter"><form action="/n"><h2>Prenumerera</h2><input name=mail><button>Prenumerera</button></form></section></main>
<footer role="contentinfo"><p>Org.nr 212000-0000</p></footer></body></html>"##,
        title = content.title,
        menu = items(&MENU),
        trail = trail(content, "Start"),
        html = content.html,
    )
}

/// From before 2005: tables for layout, no classes.
fn tables(content: &Content<'_>) -> String {
    format!(
        r##"<HTML><HEAD><TITLE>{title} - Vinlunda kommun</TITLE></HEAD><BODY BGCOLOR="#ffffff">
<TABLE WIDTH="100%"><TR><TD COLSPAN=3><A HREF="/">Vinlunda kommun</A></TD></TR><TR>
<TD WIDTH=150><A HREF="/1">Förskola och skola</A><BR><A HREF="/2">Omsorg och hjälp</A><BR><A HREF="/3">Kommunalskatt och budget</A></TD>
<TD><H1>{title}</H1>{html}<P>Sidan uppdaterades {updated}</P></TD>
<TD WIDTH=120><B>Relaterad information</B><BR><A HREF="/4">Omsorg och hjälp</A></TD></TR>
<TR><TD COLSPAN=3>Org.nr 212000-0000</TD></TR></TABLE></BODY></HTML>"##,
        title = content.title,
        html = content.html,
        updated = content.updated,
    )
}

/// No element and no class says what anything is.
fn divs(content: &Content<'_>) -> String {
    format!(
        r##"<html><head><title>{title}</title></head><body><div class="a1"><div class="b1"><a href="/">Vinlunda</a></div><div class="b2"><ul>{menu}</ul></div></div>
<div class="a2"><div class="b3"><div class="b4"><h1>{title}</h1>{html}</div></div><div class="b5"><ul>{menu}</ul></div></div>
<div class="a3"><div class="b6">Org.nr 212000-0000</div><div class="b7"><a href="/t">Tillgänglighetsredogörelse</a></div></div></body></html>"##,
        title = content.title,
        menu = items(&MENU),
        html = content.html,
    )
}

/// Unclosed elements, crossed ones, a second h1, entities without their semicolon.
fn broken(content: &Content<'_>) -> String {
    format!(
        r##"<html lang=sv><head><title>{title} - Vinlunda kommun</title><body><h1 class=logo><a href="/">Vinlunda kommun</a></h1>
<div id=nav class=nav><ul>{menu}</div><div id=content><p class=breadcrumb>Du är här: <a href=/>Start</a> &gt <a href=/b>Bygga</a>
<h1>{title}</h1><b><i></b></i>{html}<p>Sidan uppdaterades {updated}<p><a href="#top">Till toppen</a></div><div id=footer>Org.nr 212000-0000"##,
        title = content.title,
        menu = items(&MENU),
        html = content.html,
        updated = content.updated,
    )
}
