//! The same rules on other words: every weekday, date form, holiday and clock form is carried by them.

use super::{WEDNESDAY, check, check_all};

#[test]
fn weekdays_in_all_their_forms() {
    check_all(
        WEDNESDAY,
        &[
            (
                "på lördag|lördag|på lördan|på lörda|pa lordag|på loerdag|PÅ LÖRDAG|nu på lördag|lördagen|lör",
                "2026-05-16",
            ),
            ("på måndag|mondag|måndg|månda|mandag|på mån", "2026-05-18"),
            ("fredg|fredgaen|ferdag", "2026-05-15"),
            ("fredag om en vecka|fredag om åtta dar", "2026-05-22"),
            ("fredag om två veckor", "2026-05-29"),
            ("måndag v 44|måndag i vecka 44|mån v.44|v 44 på måndag|mondag v44", "2026-10-26"),
            ("nästa vecka på torsdag|torsdag i nästa vecka|nästa veckas torsdag", "2026-05-21"),
            ("nästa lördag", "2026-05-23 | 2026-05-16"),
            ("i söndags|förra veckans söndag", "2026-05-10"),
            ("i onsdags", "2026-05-06"),
            ("kommande tisdag", "2026-05-19"),
            ("tors å fre nästa vecka", "2026-05-21..2026-05-22"),
            ("mån och ons nästa vecka", "2026-05-18 | 2026-05-20"),
            ("torsdag och fredag|torsdag eller fredag|tors/fre", "2026-05-14..2026-05-15"),
            (
                "från måndag till onsdag|mellan måndag och onsdag|måndag–onsdag",
                "2026-05-18..2026-05-20",
            ),
            ("fredag till måndag", "2026-05-15..2026-05-18"),
            ("måndag, tisdag och onsdag", "2026-05-18..2026-05-20"),
            ("idag eller imorgon", "2026-05-13..2026-05-14"),
            ("idag till fredag", "2026-05-13..2026-05-15"),
        ],
    );
}

#[test]
fn weekdays_with_dates() {
    check_all(
        WEDNESDAY,
        &[
            (
                "måndag den 3 augusti|måndag 3 aug|måndagen den 3/8|mån 3/8|på måndag 3/8",
                "2026-08-03",
            ),
            ("2026‑08‑03|2026−08−03|２０２６-08-03|den 3∕8|den ３／８", "2026-08-03"),
            ("fredag den trettonde|fredagen den 13:e", "2026-11-13"),
            ("fredag den 8 maj", "2026-05-08"),
            ("tisdag den 3 augusti", "2026-08-03!"),
            ("sista fredagen i november|sista fredan i november", "2026-11-27"),
            ("första måndagen i maj", "2027-05-03"),
            ("andra tisdagen i juni", "2026-06-09"),
            ("sista fredagen i månaden", "2026-05-29"),
            ("sista vardagen i månaden", "2026-05-29"),
            ("första vardagen i juni", "2026-06-01"),
        ],
    );
    check("fredag den trettonde nu i veckan", "2026-11-09T08:00", "2026-11-13");
}

#[test]
fn dates_in_all_their_forms() {
    check_all(
        WEDNESDAY,
        &[
            ("den 15:e|den 15|15:e|den femtonde|på den 15:e", "2026-05-15"),
            ("den 5:e", "2026-06-05"),
            (
                "15/6|15 juni|den 15 juni|15:e juni|femtonde juni|den femtonde juni|15juni|den 15/6|15.6",
                "2026-06-15",
            ),
            (
                "15 juni 2027|15/6 2027|15/6-27|2027-06-15|270615|15.6.2027|15/6/2027|15/6-2027",
                "2027-06-15",
            ),
            ("1:a maj|första maj|1 maj|1/5", "2027-05-01"),
            ("tjugoförsta juli|tjugo första juli|21 juli", "2026-07-21"),
            (
                "den tjugonde till den tjugotredje juli|20–23 juli|20-23 juli|den 20 till 23 juli|20/7-23/7|20-23/7|från 20 juli till 23 juli",
                "2026-07-20..2026-07-23",
            ),
            (
                "mellan den 3 och 5 juni|mellan 3 och 5 juni|mellan den 3 juni och den 5 juni",
                "2026-06-03..2026-06-05",
            ),
            ("28 maj till 3 juni|28/5–3/6", "2026-05-28..2026-06-03"),
            ("den 3 och 5 juni", "2026-06-03 | 2026-06-05"),
            ("den 4 och 5 juni", "2026-06-04..2026-06-05"),
            ("den 31 april|31/4|30 februari|2026-02-30", "unresolved"),
            ("29 februari", "2028-02-29"),
            ("sista juni|den sista juni", "2026-06-30"),
            ("öppet 13/5", "2026-05-13"),
            ("var ni öppna 12/5", "2026-05-12"),
        ],
    );
    check("10 jan", "2026-12-20T10:00", "2027-01-10");
}

#[test]
fn weeks_months_and_seasons() {
    check_all(
        WEDNESDAY,
        &[
            ("v. 32|vecka 32|v32|V 32|v.32|under vecka 32", "2026-08-03..2026-08-09"),
            ("v 20", "2026-05-11..2026-05-17"),
            ("v 19", "2027-05-10..2027-05-16"),
            ("v 53", "2026-12-28..2027-01-03"),
            ("v 28-31|vecka 28 till 31|v.28–31", "2026-07-06..2026-08-02"),
            ("hela veckan|denna vecka|nu i veckan", "2026-05-11..2026-05-17"),
            ("resten av veckan", "2026-05-13..2026-05-17"),
            (
                "nästa vecka|under nästa vecka|nasta vecka|hela nästa vecka",
                "2026-05-18..2026-05-24",
            ),
            ("förra veckan", "2026-05-04..2026-05-10"),
            ("påskveckan|stilla veckan", "2027-03-22..2027-03-27"),
            ("första veckan i augusti", "2026-08-01..2026-08-07~"),
            ("sista veckan i juni", "2026-06-24..2026-06-30~"),
            ("efter nyår", "2027-01-02..2027-01-08~"),
            ("före midsommar", "2026-06-12..2026-06-18~"),
            ("fram till jul", "2026-05-13..2026-12-24~"),
            ("i augusti|under augusti|hela augusti", "2026-08-01..2026-08-31"),
            ("i mars", "2027-03-01..2027-03-31"),
            ("i maj", "2026-05-01..2026-05-31"),
            ("nästa månad", "2026-06-01..2026-06-30"),
            ("i jul|över jul|i julhelgen", "2026-12-24..2026-12-26"),
            ("över nyår|i nyår", "2026-12-31..2027-01-01"),
            ("påsken|i påsk|över påskhelgen", "2027-03-26..2027-03-29"),
            ("förra helgen", "2026-05-09..2026-05-10"),
        ],
    );
    check("v 53", "2027-01-02T10:00", "2026-12-28..2027-01-03");
    check("var ni öppna i helgen", WEDNESDAY, "2026-05-09..2026-05-10");
    check("i helgen", "2026-05-16T10:00", "2026-05-16..2026-05-17");
    check("v 8, har ni oppet hela veckan", "2027-02-11T22:00", "2027-02-22..2027-02-28");
}

#[test]
fn holidays_and_days_beside_them() {
    check_all(
        WEDNESDAY,
        &[
            ("julaftn|julafto|julaftonen|på julafton", "2026-12-24"),
            ("julafton 2027|julafton nästa år", "2027-12-24"),
            ("dagen efter midsommarafton|dan efter midsommarafton", "2026-06-20"),
            ("måndagen efter midsommar|måndag efter midsommar", "2026-06-22"),
            ("dagen före julafton|dagen innan julafton", "2026-12-23"),
            ("två dagar före julafton", "2026-12-22"),
            ("fredagen före jul", "2026-12-18"),
            ("veckan efter påsk", "2027-03-29..2027-04-04"),
            ("veckan före jul", "2026-12-14..2026-12-20"),
            ("klämdagen efter Kristi himmelsfärd", "2026-05-15"),
            (
                "långfredag t.o.m. annandag påsk|långfredagen till annandagen",
                "2027-03-26..2027-03-29",
            ),
            ("mellan jul och nyår", "2026-12-27..2026-12-30"),
            ("skärtorsdag|skärtorsdagen|skartorsdag", "2027-03-25"),
            ("nationaldagen|nationaldan|nationaldagen i år|natonaldagen", "2026-06-06"),
            ("trettondagsafton|trettondagsaftonen", "2027-01-05"),
            ("nyårsafton kl 12", "@2026-12-31 12:00"),
            ("i julas", "2025-12-24..2025-12-26"),
        ],
    );
    check(
        "Påsken – långfredag t.o.m. annandagen",
        "2026-03-25T16:00",
        "2026-04-03..2026-04-06; 2026-04-03..2026-04-06",
    );
    check("valborg", "2026-04-30T10:00", "2026-04-30");
    check("hade ni öppet på valborg", WEDNESDAY, "2026-04-30");
    check("va de stängt på valborg", WEDNESDAY, "2026-04-30");
}

#[test]
fn counted_from_now() {
    check_all(
        WEDNESDAY,
        &[
            ("om tre dar|om 3 dagar", "2026-05-16"),
            ("om precis fjorton dagar", "2026-05-27"),
            ("för två veckor sen|för två veckor sedan|for tva veckor sen", "2026-04-29"),
            ("om tre timmar|om 3 h", "@2026-05-13 13:00"),
            ("om en och en halv timme", "@2026-05-13 11:30"),
            ("om 20 min", "@2026-05-13 10:20"),
            ("om några dagar|om ett par veckor", "unresolved"),
            ("imorn|i morrn|imorron|imorgn", "2026-05-14"),
        ],
    );
}

#[test]
fn clock_times_and_parts_of_days_join_their_day() {
    check_all(
        WEDNESDAY,
        &[
            ("imorgon bitti halv åtta|imorrn bitti vid halv atta", "@2026-05-14 07:30"),
            ("ikväll halv åtta", "@2026-05-13 19:30"),
            ("åtta på kvällen", "20:00"),
            ("10 på förmiddagen|tio på förmiddagen", "10:00"),
            ("på lördag åtta på kvällen", "@2026-05-16 20:00"),
            (
                "på lördag eftermiddag|lördag em|lördagseftermiddag|på eftermiddagen på lördag",
                "2026-05-16 12:00-18:00",
            ),
            ("lördagkväll|lördag kväll", "2026-05-16 18:00-"),
            ("halv ett", "12:30"),
            ("imorgonbitti", "2026-05-14 06:00-09:00"),
            ("sju imorgon bitti", "@2026-05-14 07:00"),
            ("den 15 juni 2027 16.15", "@2027-06-15 16:15"),
            ("måndagen efter helgen", "2026-05-18"),
            ("kvart i ett", "12:45"),
            ("tjugo i nio", "08:40"),
            ("7.45|07.45|0745", "07:45"),
            ("kl 7|vid sju|klockan sju", "19:00"),
            ("imorgon åtta|imorgon kl åtta|imorgon vid åttatiden", "@2026-05-14 08:00"),
            ("på torsdag mellan 8 och 9|torsdag 8–9", "2026-05-14 08:00-09:00"),
            ("på torsdag efter fem", "2026-05-14 17:00-"),
            ("mellan 7 och 9", "part 07:00-09:00"),
            ("8-16.30", "part 08:00-16:30"),
            ("nästa fredag kl 11", "2026-05-22 | 2026-05-15 11:00-"),
            ("fredag 5/6 kl 8.15", "@2026-06-05 08:15"),
            ("är det någon där på torsdag, tänkte komma fem i halv fem?", "@2026-05-14 16:25"),
            ("kan jag komma 16.15? tänkte på fredag", "@2026-05-15 16:15"),
        ],
    );
}

#[test]
fn what_is_so_every_week() {
    check_all(
        WEDNESDAY,
        &[
            ("på lördagar|lördagarna|varje lördag|på lordagar", "every [Sat]"),
            ("lördagar och söndagar|på helger|på helgerna", "every [Sat, Sun]"),
            ("på kvällarna|på kvällar|kvällstid", "every [] 18:00-"),
            (
                "på vardagar|vardagar|måndag till fredag|måndag-fredag",
                "every [Mon, Tue, Wed, Thu, Fri]",
            ),
            (
                "alla dagar|varje dag|någon dag i veckan",
                "every [Mon, Tue, Wed, Thu, Fri, Sat, Sun]",
            ),
            ("torsdagar efter fem", "every [Thu] 17:00-"),
        ],
    );
}
