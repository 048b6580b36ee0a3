//! Contents of pages in HTML, and what each must come out as in every frame.

pub struct Case {
    pub title: &'static str,
    pub html: &'static str,
    pub body: &'static str,
}

pub const CASES: [Case; 6] = [
    Case {
        title: "Sophämtning",
        html: r##"<p class="preamble">Vi hämtar dina sopor var fjortonde&nbsp;dag.</p>
<h2>Avgifter</h2><p>Avgiften beror på kärlets storlek.</p>
<table class="table"><caption>Avgifter 2026</caption><thead><tr><th>Kärl</th><th>Pris per år</th></tr></thead>
<tbody><tr><td>190 liter</td><td>1&nbsp;250 kr</td></tr><tr><td>370 liter</td><td>2 100 kr</td></tr></tbody></table>
<h2>Så sorterar du</h2><ul><li>Matavfall i <strong>brun</strong> påse</li><li>Plast<ul><li>mjuk</li><li>hård</li></ul></li></ul>
<ol><li>Beställ kärl.</li><li>Ställ ut det före klockan&nbsp;6.</li></ol>"##,
        body: "Vi hämtar dina sopor var fjortonde dag.\n\n## Avgifter\n\nAvgiften beror på kärlets storlek.\n\nAvgifter 2026\n\n| Kärl | Pris per år |\n| --- | --- |\n| 190 liter | 1 250 kr |\n| 370 liter | 2 100 kr |\n\n## Så sorterar du\n\n- Matavfall i brun påse\n- Plast\n  - mjuk\n  - hård\n\n1. Beställ kärl.\n2. Ställ ut det före klockan 6.",
    },
    Case {
        title: "Bygglov",
        html: r##"<p>Du behöver bygglov för att bygga nytt. Läs om <a href="/bygga/attefall">attefallshus</a> innan du börjar.</p>
<p><a class="env-button" href="https://etjanster.vinlunda.example/oversikt/overview/12">Ansök om bygglov</a></p>
<h2>Vanliga frågor</h2>
<details><summary>Vad kostar det?</summary><p>Det kostar 5 000 kronor.</p></details>
<div class="accordion"><h3><button aria-expanded="false" aria-controls="p1">Hur lång tid tar det?</button></h3><div id="p1" hidden><p>Det tar högst tio veckor.</p></div></div>
<div class="sv-collapse"><button class="trigger" aria-expanded="false" aria-controls="p2">Vem bestämmer?</button><div id="p2" aria-hidden="true" style="display: none"><p>Byggnadsnämnden bestämmer.</p></div></div>
<h2>Kontakt</h2><div class="contact-card"><p>Bygglovsenheten<br>Storgatan 1<br>123 45 Vinlunda</p><p>Telefon: <a href="tel:+4601234500">0123-45 00</a></p><p><a href="mailto:bygg@vinlunda.example">Mejla bygglovsenheten</a></p></div>"##,
        body: "Du behöver bygglov för att bygga nytt. Läs om attefallshus innan du börjar.\n\nAnsök om bygglov → https://etjanster.vinlunda.example/oversikt/overview/12\n\n## Vanliga frågor\n\n### Vad kostar det?\n\nDet kostar 5 000 kronor.\n\n### Hur lång tid tar det?\n\nDet tar högst tio veckor.\n\n### Vem bestämmer?\n\nByggnadsnämnden bestämmer.\n\n## Kontakt\n\nBygglovsenheten\nStorgatan 1\n123 45 Vinlunda\n\nTelefon: 0123-45 00\n\nMejla bygglovsenheten (bygg@vinlunda.example)",
    },
    Case {
        title: "Simhallen",
        html: r##"<p>Simhallen har öppet varje dag. Hunden får inte följa med, men en ledarhund får det. Barn under åtta år badar med en vuxen som kan simma.</p><h2>Öppettider</h2>
<dl><dt>Måndag–fredag</dt><dd>6.30–20.00</dd><dt>Lördag</dt><dd>9.00–16.00</dd></dl>
<h2>Priser</h2><table><tr><td>Vuxen</td><td>65 kr</td></tr><tr><td>Barn</td><td>35 kr</td></tr></table>
<p>Läs mer</p><ul><li><a href="/simskola">Simskola för barn</a></li></ul>
<h2>Bra att veta</h2><p>Ta med hänglås &amp; handduk. Priset är 20&#8239;% lägre på morgonen.</p>"##,
        body: "Simhallen har öppet varje dag. Hunden får inte följa med, men en ledarhund får det. Barn under åtta år badar med en vuxen som kan simma.\n\n## Öppettider\n\n- Måndag–fredag: 6.30–20.00\n- Lördag: 9.00–16.00\n\n## Priser\n\n| Vuxen | 65 kr |\n| --- | --- |\n| Barn | 35 kr |\n\n## Bra att veta\n\nTa med hänglås & handduk. Priset är 20 % lägre på morgonen.",
    },
    Case {
        title: "Parkering",
        html: r##"<div class="ingress">Det finns parkering i hela centrum, och den är gratis i två timmar. <!-- redaktör: se över --></div>
<h2>Taxor</h2><table border="1"><tr><th rowspan="2">Zon</th><th colspan="2">Taxa</th></tr><tr><th>Dag</th><th>Natt</th></tr><tr><td>A</td><td>10 kr</td><td>0 kr</td></tr></table>
<h2>Tillstånd</h2><p>Du kan söka tillstånd om du har svårt att gå. <a href="/dokument/blankett-tillstand.pdf">Blankett för parkeringstillstånd <span class="visually-hidden">Öppnas i nytt fönster</span></a></p>
<h3>Du behöver</h3><ul><li><p>läkarintyg</p></li><li><p>foto</p></li></ul>
<figure><img src="/k.png" alt="karta"><figcaption>Karta över zonerna</figcaption></figure>
<aside class="fact-box"><h2>Fakta</h2><p>Centrum har 212 platser, varav 14 för rörelsehindrade.</p></aside>"##,
        body: "Det finns parkering i hela centrum, och den är gratis i två timmar.\n\n## Taxor\n\n| Zon | Taxa |  |\n| --- | --- | --- |\n| Zon | Dag | Natt |\n| A | 10 kr | 0 kr |\n\n## Tillstånd\n\nDu kan söka tillstånd om du har svårt att gå. Blankett för parkeringstillstånd\n\nBlankett för parkeringstillstånd → https://www.vinlunda.example/dokument/blankett-tillstand.pdf\n\n### Du behöver\n\n- läkarintyg\n- foto\n\nKarta över zonerna\n\n## Fakta\n\nCentrum har 212 platser, varav 14 för rörelsehindrade.",
    },
    Case {
        title: "Kort", html: "<p>Biblioteket är stängt.</p>", body: "Biblioteket är stängt."
    },
    Case {
        title: "E-tjänster",
        html: r##"<h2>Bygga</h2><ul class="link-list"><li><a href="https://etjanster.vinlunda.example/1">Ansök om rivningslov</a></li><li><a href="https://etjanster.vinlunda.example/2">Anmäl eldstad</a> (tar tio minuter)</li></ul>
<div class="tabs"><ul role="tablist"><li role="presentation"><button role="tab" aria-selected="true" aria-controls="t1">Privatperson</button></li></ul><div role="tabpanel" id="t1"><p>Du loggar in med e-legitimation.</p></div></div>
<p>Saknar du e-legitimation? Fyll i en blankett på kontaktcenter, eller be någon som du litar på om hjälp med det.</p>"##,
        body: "## Bygga\n\n- Ansök om rivningslov → https://etjanster.vinlunda.example/1\n- Anmäl eldstad (tar tio minuter) → https://etjanster.vinlunda.example/2\n\n### Privatperson\n\nDu loggar in med e-legitimation.\n\nSaknar du e-legitimation? Fyll i en blankett på kontaktcenter, eller be någon som du litar på om hjälp med det.",
    },
];
