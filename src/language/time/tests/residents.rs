//! Days and times as residents write them, several of each kind, asked at different moments.

use super::{WEDNESDAY, check, check_all};

/// Monday 8 March 2027 at a quarter past ten; Easter is on the 28th.
const MONDAY: &str = "2027-03-08T10:15";
/// The last Thursday of the year, early in the morning.
const NEW_YEARS_EVE: &str = "2026-12-31T07:30";

#[test]
fn so_many_days_or_weeks_on_or_back() {
    check_all(
        WEDNESDAY,
        &[
            (
                "nästa tre dagarna|nästa 3 dagar|de nästa tre dagarna|the next three days|next 3 days",
                "2026-05-14..2026-05-16",
            ),
            (
                "de kommande fem dagarna|kommande 5 dagarna|under de kommande fem dagarna",
                "2026-05-14..2026-05-18~",
            ),
            (
                "de närmaste två dagarna|närmaste 2 dagarna|de två närmaste dagarna",
                "2026-05-14..2026-05-15~",
            ),
            (
                "de senaste två dagarna|senaste två dagar|de två senaste dagarna|the last two days|past 2 days",
                "2026-05-11..2026-05-12",
            ),
            (
                "de senaste två veckorna|senaste 2 veckor|de två senaste veckorna|the last two weeks",
                "2026-04-27..2026-05-10",
            ),
            ("nästa tre veckorna|nästa 3 veckor|the next three weeks", "2026-05-18..2026-06-07"),
            (
                "de kommande två veckorna|de närmaste två veckorna|de närmaste 14 dagarna",
                "2026-05-14..2026-05-27~",
            ),
            ("nästa två månaderna|nästa 2 månader|the next two months", "2026-06-01..2026-07-31"),
            ("de senaste två månaderna|senaste 2 månaderna", "2026-03-01..2026-04-30"),
            (
                "inom tio dagar|inom 10 dagar|inom de närmaste tio dagarna|within ten days",
                "2026-05-13..2026-05-23",
            ),
            ("inom två veckor|inom 14 dagar|within two weeks", "2026-05-13..2026-05-27"),
            ("inom en vecka|inom en veckas tid", "2026-05-13..2026-05-20"),
            ("inom en månad", "2026-05-13..2026-06-13"),
            ("inom en timme|inom 1 timme|within an hour", "2026-05-13 10:00-11:00"),
            ("inom två timmar", "2026-05-13 10:00-12:00"),
            (
                "de närmaste dagarna|de kommande dagarna|de senaste dagarna|närmaste veckorna",
                "unresolved",
            ),
        ],
    );
    check("de senaste tre dagarna", MONDAY, "2027-03-05..2027-03-07");
    check("nästa två veckor", MONDAY, "2027-03-15..2027-03-28");
    check("inom tre dagar", NEW_YEARS_EVE, "2026-12-31..2027-01-03");
}

#[test]
fn short_names() {
    check_all(
        WEDNESDAY,
        &[
            ("torsd|på torsd|öppet torsd?|torsd.|tors.", "2026-05-14"),
            ("tisd|på tisd", "2026-05-19"),
            ("onsd|öppet onsd", "2026-05-20"),
            ("öppet fred?|på fred", "2026-05-15"),
            ("lörd|på lörd|öppet lörd?", "2026-05-16"),
            ("sönd|på sönd", "2026-05-17"),
            ("månd|mån|öppet mån|mån?|öppet mån?|är det öppet mån.", "2026-05-18"),
            ("imån|imrg|i mrg|imorg|imorrn|imrgn|imorgo", "2026-05-14"),
            ("lörd em|lörd eftermiddag", "2026-05-16 12:00-18:00"),
            ("torsd kl 9|torsd 9.00", "@2026-05-14 09:00"),
            ("mån-tors|mån-torsd", "every [Mon, Tue, Wed, Thu]"),
            ("mån 18 maj|månd 18/5|mån den 18/5", "2026-05-18"),
        ],
    );
    for text in [
        "fem mån",
        "3 mån",
        "i mån av tid",
        "mån om miljön",
        "vi är mån om er",
        "i fred och ro",
        "fred på jorden",
        "lord",
        "krig och fred",
    ] {
        check(text, WEDNESDAY, "");
    }
}

#[test]
fn today_by_parts() {
    for at in ["2026-05-13T06:40", "2026-05-13T07:59"] {
        check("ikväll", at, "2026-05-13 18:00-");
        check("idag på eftermiddagen", at, "2026-05-13 12:00-18:00");
        check("har ni öppet idag efter lunch?", at, "2026-05-13 13:00-");
        check("öppet i em", at, "2026-05-13 12:00-18:00");
        check("i kväll efter sex", at, "2026-05-13 18:00-");
    }
}

#[test]
fn lengths_with_halves_and_several_parts() {
    check_all(
        WEDNESDAY,
        &[
            (
                "om två och en halv timme|om 2 och en halv timme|om 2,5 timmar|om 2,5 timme|om två o en halv timme|in two and a half hours",
                "@2026-05-13 12:30",
            ),
            ("om tre och en halv timme|om 3,5 h|om 3.5 timmar", "@2026-05-13 13:30"),
            ("om ett par timmar|om ett par tre timmar|in a couple of hours", "@2026-05-13 12:00~"),
            ("om några timmar|om några veckor", "unresolved"),
            (
                "om en timme och en kvart|om 1 timme och 15 minuter|om en timme och 15 min|om en och en kvarts timme",
                "@2026-05-13 11:15",
            ),
            (
                "om två timmar och tjugo minuter|om 2 h 20 min|om 2 timmar 20 min",
                "@2026-05-13 12:20",
            ),
            ("om 1t|om 1 t|om en timma", "@2026-05-13 11:00"),
            (
                "om en vecka och två dagar|om 1 vecka och 2 dagar|en vecka och två dagar från idag|en vecka och två dagar från nu",
                "2026-05-22",
            ),
            ("om två veckor och en dag", "2026-05-28"),
            ("om en månad och en vecka", "2026-06-20"),
            ("om ett halvår|om ett halvt år", "2026-11-13"),
            ("för en vecka och två dagar sedan", "2026-05-04"),
            ("för tre dagar sedan|tre dagar sedan|3 dagar sen|tre dar sen", "2026-05-10"),
            ("en vecka sedan|för en vecka sen|7 dagar sedan", "2026-05-06"),
            ("två månader sedan|för två månader sen", "2026-03-13"),
            ("om tre veckor|tre veckor från idag|tre veckor framåt", "2026-06-03"),
            ("om 90 minuter|om en och en halv timme", "@2026-05-13 11:30"),
            (
                "om ca en halvtimme|om cirka 30 min|om typ en halvtimme|om drygt en halvtimme",
                "@2026-05-13 10:30",
            ),
        ],
    );
    check("om två timmar", "2026-12-31T23:00", "@2027-01-01 01:00");
    check("om ett par timmar", MONDAY, "@2027-03-08 12:15~");
}

#[test]
fn dates_with_dashes_and_points() {
    check_all(
        WEDNESDAY,
        &[
            ("25-04-2027|25-4-2027|25.04.2027|25/04/2027|25/4-2027", "2027-04-25"),
            ("03-03-2015|3-3-2015|3/3/2015|03/03/15|3.3.2015", "2015-03-03"),
            ("25-05|den 25-05|öppet 25-05?|25-5|25/05|25.05.2026", "2026-05-25"),
            ("31-12|31-12-2026|31-12-26|31.12.26", "2026-12-31"),
            ("15-06|den 15-06", "2026-06-15"),
            ("02 feb. 2016|2 feb. 2016|2 feb 2016|02 februari 2016|2. feb 2016", "2016-02-02"),
            ("3. juni|3. jun|3:e juni|03 juni|3e juni|den 3 juni.", "2026-06-03"),
            ("juni 3|juni 3, 2026|Jun 3|jun3|den 3. juni", "2026-06-03"),
            ("2026/06/03|2026.06.03|2026-6-3|26-06-03|260603", "2026-06-03"),
            ("25-05 klockan 16:00|25-05 kl 16|25-05 kl. 16.00", "@2026-05-25 16:00"),
            (
                "fre 22 maj 2026 15:00|Fre, maj 22, 2026 15:00|fredag 22 maj kl 15",
                "@2026-05-22 15:00",
            ),
            ("ons, jun 3|ons jun3|onsdag 3 jun.", "2026-06-03"),
            ("den 1:e juni|1:a juni|förste juni|den förste juni|1 juni", "2026-06-01"),
            ("18.-20. juni|18-20 juni|18 till 20 juni|18 juni - 20 juni", "2026-06-18..2026-06-20"),
            ("24 maj. Har ni öppet?", "2026-05-24"),
        ],
    );
    // What can be hours is hours.
    check_all(
        WEDNESDAY,
        &[
            ("öppet 08-12|öppet 8-12", "part 08:00-12:00"),
            ("kl 10-12", "part 10:00-12:00"),
            ("jobbar 22-06", ""),
        ],
    );
    for text in [
        "031-25-04",
        "art nr 25-04-17-9",
        "15-10=5",
        "sidorna 30-12-7",
        "version 25.04",
        "32-04",
        "25-13",
    ] {
        check(text, WEDNESDAY, "");
    }
    check("25-04", MONDAY, "2027-04-25");
    check("den 02-01", NEW_YEARS_EVE, "2027-01-02");
}

#[test]
fn weeks_by_short_names() {
    check_all(
        WEDNESDAY,
        &[
            ("denna v|denna v.|den här v|denna vecka|i denna vecka", "2026-05-11..2026-05-17"),
            ("förra v|förra v.|förra vecka|förra veckan|i förra v", "2026-05-04..2026-05-10"),
            (
                "nästa v|nästa v.|nästa vecka|kommande v|nästkommande vecka",
                "2026-05-18..2026-05-24",
            ),
            ("fredag nästa v|fre nästa v.|nästa v på fredag|fredag i nästa v", "2026-05-22"),
            ("måndag denna v|måndag denna veckan", "2026-05-11"),
            ("fredag förra v|fredag i förra vecka", "2026-05-08"),
            ("i början av veckan|i början på veckan", "2026-05-11..2026-05-12~"),
            ("i mitten av nästa vecka", "2026-05-20~"),
            ("i slutet av veckan|i slutet på veckan", "2026-05-14..2026-05-15~"),
            ("i slutet av nästa vecka|slutet på nästa v", "2026-05-21..2026-05-22~"),
            ("vecka 22|v 22|v.22|v22|vecka nr 22|veckan 22", "2026-05-25..2026-05-31"),
            ("förra helgen|förra helg", "2026-05-09..2026-05-10"),
            ("denna helg|denna helgen|den här helgen|nu till helgen", "2026-05-16..2026-05-17"),
        ],
    );
    check("nästa v", NEW_YEARS_EVE, "2027-01-04..2027-01-10");
    check("denna v", MONDAY, "2027-03-08..2027-03-14");
}

#[test]
fn days_of_this_or_another_month() {
    check_all(
        WEDNESDAY,
        &[
            (
                "den 20 nästa månad|den 20:e nästa månad|20:e i nästa månad|den tjugonde nästa månad|nästa månad den 20",
                "2026-06-20",
            ),
            (
                "den 20 denna månad|den 20:e den här månaden|den 20 i denna månad|den 20 i månaden",
                "2026-05-20",
            ),
            ("den 2 förra månaden|den 2:a i förra månaden", "2026-04-02"),
            ("den 31 nästa månad", "unresolved"),
            (
                "sista fredagen denna månad|sista fredagen i denna månad|sista fredagen den här månaden|sista fredag i månaden",
                "2026-05-29",
            ),
            ("sista fredagen nästa månad|sista fredagen i nästa månad", "2026-06-26"),
            (
                "första måndagen nästa månad|första måndagen i nästa månad|första måndag i nästa månad",
                "2026-06-01",
            ),
            (
                "tredje onsdagen i förra månaden|tredje onsdagen förra månaden|tredje onsdag i förra månaden",
                "2026-04-15",
            ),
            ("första onsdagen i denna månad|första onsdagen denna månad", "2026-05-06"),
            ("sista arbetsdagen nästa månad|sista vardagen i nästa månad", "2026-06-30"),
            ("sista dagen i oktober|sista dag i oktober", "2026-10-31"),
            ("sista dagen i månaden|sista i månaden|den sista denna månad", "2026-05-31"),
            ("första dagen i nästa månad|den första i nästa månad", "2026-06-01"),
            ("tredje dagen i oktober|tredje dag i oktober", "2026-10-03"),
            ("första veckan i juni|första vecka i juni", "2026-06-01..2026-06-07~"),
            ("i början av nästa månad", "2026-06-01..2026-06-10~"),
            ("i slutet av månaden|i slutet på månaden", "2026-05-21..2026-05-31~"),
            ("förra månaden|förra månad", "2026-04-01..2026-04-30"),
            ("oktober 2026|i oktober 2026", "2026-10-01..2026-10-31"),
        ],
    );
    check("den 20 nästa månad", NEW_YEARS_EVE, "2027-01-20");
    check("sista fredagen i förra månaden", MONDAY, "2027-02-26");
    check("den 5 förra månaden", "2027-01-10T09:00", "2026-12-05");
}

#[test]
fn working_days_leave_out_weekends_and_holidays() {
    check_all(
        WEDNESDAY,
        &[
            // Thursday 14 May is Ascension Day.
            ("om en arbetsdag|om 1 vardag", "2026-05-15"),
            (
                "om två arbetsdagar|om 2 arbetsdagar|om två vardagar|två arbetsdagar från idag|in two working days",
                "2026-05-18",
            ),
            ("om tre arbetsdagar|om 3 bankdagar|om tre helgfria vardagar", "2026-05-19"),
            ("inom tre arbetsdagar|inom 3 vardagar", "2026-05-13..2026-05-19"),
            ("för två arbetsdagar sedan|två arbetsdagar sedan", "2026-05-11"),
            (
                "nästa arbetsdag|nästa vardag|närmaste arbetsdag|närmaste vardag|på nästa vardag",
                "2026-05-15",
            ),
            (
                "första arbetsdagen efter midsommar|första vardagen efter midsommar|vardagen efter midsommar",
                "2026-06-22",
            ),
            ("sista arbetsdagen före jul|sista vardagen innan jul", "2026-12-23"),
            ("två arbetsdagar efter midsommar", "2026-06-23"),
        ],
    );
    check("om två arbetsdagar", NEW_YEARS_EVE, "2027-01-05");
    check("nästa arbetsdag", NEW_YEARS_EVE, "2027-01-04");
    check("om fem arbetsdagar", MONDAY, "2027-03-15");
    check("om en arbetsdag", "2027-03-25T12:00", "2027-03-30");
}

#[test]
fn the_day_after_tomorrow_and_a_week_on() {
    check_all(
        WEDNESDAY,
        &[
            (
                "i över morgon|över morgon|i övermorgon|i överimorgon|överimorgon|i över morrn|övermorgon",
                "2026-05-15",
            ),
            ("i övermorgon kl 17|i över morgon klockan 17", "@2026-05-15 17:00"),
            ("i förrgår|förrgår|i för går", "2026-05-11"),
            (
                "fredag åtta dar|fredag åtta dagar|på fredag åtta dar|fredag om åtta dar|fredag vecka|på fredag vecka|fredag 8 dar",
                "2026-05-22",
            ),
            ("måndag åtta dar|måndag om en vecka|måndag vecka", "2026-05-25"),
            (
                "fredag fjorton dar|fredag fjorton dagar|fredag om fjorton dagar|fredag 14 dar",
                "2026-05-29",
            ),
            ("idag åtta dar|i dag åtta dar|idag om en vecka|idag om åtta dar", "2026-05-20"),
            ("imorgon åtta dar|imorgon om en vecka", "2026-05-21"),
            ("fredag vecka 22|fredag v 22", "2026-05-29"),
        ],
    );
    check("i över morgon", NEW_YEARS_EVE, "2027-01-02");
    check("måndag åtta dar", MONDAY, "2027-03-22");
}

#[test]
fn a_weekday_that_contradicts_its_date() {
    check_all(
        WEDNESDAY,
        &[
            ("tisdag den 3 augusti|tisdag 3/8|tis 3 aug", "2026-08-03!"),
            ("fredag den 22 maj|fredag 22/5", "2026-05-22"),
            ("lördag 22 maj|på lördag den 22/5", "2026-05-22!"),
            ("lördag 22 maj kl 10", "@2026-05-22 10:00!"),
            ("söndag 2026-05-22", "2026-05-22!"),
            ("onsdag den 24 december", "2026-12-24!"),
        ],
    );
}

#[test]
fn holidays_named_shortly_or_by_what_they_are() {
    check_all(
        WEDNESDAY,
        &[
            (
                "julen|öppet julen?|hur har ni öppet julen|under julen|julens öppettider|öppettider julen",
                "2026-12-24..2026-12-26",
            ),
            (
                "nyårs|till nyårs|nyårets öppettider|nyårshelgens öppettider",
                "2026-12-31..2027-01-01",
            ),
            ("påskens öppettider|öppet påsken|hur är det i påsken", "2027-03-26..2027-03-29"),
            (
                "dan före röd dag|dagen före röd dag|dag före röd dag|dagen innan helgdag|dag före helgdag|dan innan röd dag",
                "2026-05-13~",
            ),
            ("dagen efter röd dag|dag efter helgdag", "2026-05-15~"),
            ("juldagarna", "2026-12-24..2026-12-26"),
            ("på juldagen", "2026-12-25"),
            ("midsommars", "2026-06-19..2026-06-21"),
        ],
    );
    check("dan före röd dag", "2026-12-15T09:00", "2026-12-24~");
    check("dan före röd dag", MONDAY, "2027-03-25~");
}

#[test]
fn a_question_about_what_has_been_means_the_past() {
    check("hade ni öppet halv nio?", "2026-05-13T10:15", "@2026-05-13 08:30");
    check("var ni öppna kl 9", WEDNESDAY, "@2026-05-13 09:00");
    check("var ni öppna klockan 16?", WEDNESDAY, "@2026-05-12 16:00");
    check("hade ni öppet igår kl 16", WEDNESDAY, "@2026-05-12 16:00");
    check("hade ni stängt i tisdags", WEDNESDAY, "2026-05-12");
    check("öppnade ni klockan åtta?", WEDNESDAY, "@2026-05-13 08:00");
    check("när stängde ni fredag", WEDNESDAY, "2026-05-08");
    check("hade ni kunnat ha öppet kl 17?", WEDNESDAY, "17:00");
    check("har ni öppet halv nio?", "2026-05-13T10:15", "08:30");
}

#[test]
fn clock_times_of_all_forms() {
    check_all(
        WEDNESDAY,
        &[
            (
                "kl 15|klockan 15|kl. 15|ca. kl. 15|cirka kl 15|omkring klockan 15|15:00:00|kl 15.00",
                "15:00",
            ),
            ("kl. 20 över 15|klockan 20 över 15|15:20|tjugo över tre|20 över 3", "15:20"),
            ("kvart över 15|kvart över tre|15.15|kl 15:15", "15:15"),
            ("kvart i 12|kvart i tolv", "11:45"),
            ("tio i halv nio|10 i halv 9", "08:20"),
            (
                "9:30 - 11:00|från 9:30 - 11:00|mellan 9:30 och 11:00|09.30–11.00|kl 9.30-11",
                "part 09:30-11:00",
            ),
            (
                "från 9:30 till 11:00 på fredag|fredag från 9:30 till 11:00|fredag 9.30-11",
                "2026-05-15 09:30-11:00",
            ),
            ("innan kl. 14|före klockan 14|innan kl 14.00", "part -14:00"),
            ("efter kl. 14|efter klockan 14", "part 14:00-"),
            ("imorgon före kl. 11|imorgon innan elva", "2026-05-14 -11:00"),
            ("imorgon efter kl 14", "2026-05-14 14:00-"),
            (
                "kl. 15:00 imorgon|15:00 imorgon|imorgon kl 15|imorgon klockan 15 exakt|imorgon kl. 15 prick",
                "@2026-05-14 15:00",
            ),
            ("lördag kl. 9|lördag klockan 9", "@2026-05-16 09:00"),
            ("ikväll kl 8", "@2026-05-13 20:00"),
            ("klockan åtta imorgon bitti", "@2026-05-14 08:00"),
        ],
    );
}

#[test]
fn an_unknown_word_in_the_place_of_a_day() {
    check_all(
        WEDNESDAY,
        &[
            ("har ni öppet blurpdag kl 11", "11:00?"),
            ("öppet på snorkdagen klockan 9|kl 9 på snorkdagen", "09:00?"),
            ("kan jag komma på knasdag efter fem", "part 17:00-?"),
            ("studiedagen kl 10, är det öppet då", "10:00?"),
            ("are you open on blursday at 11", "11:00?"),
            ("har ni öppet kl 11", "11:00"),
            ("har ni öppet redan kl 7", "19:00"),
            ("har ni öppet i receptionen kl 11", "11:00"),
            ("öppet fredag kl 11", "@2026-05-15 11:00"),
            ("går det bra vid middag kl 12", "12:00"),
            ("nästa riksdag kl 11", "11:00"),
        ],
    );
}

#[test]
fn the_rest_and_the_parts_of_what_is_named() {
    check_all(
        WEDNESDAY,
        &[
            ("resten av månaden", "2026-05-13..2026-05-31"),
            ("senare i veckan|senare denna vecka", "2026-05-14..2026-05-17"),
            ("tidigt i juli", "2026-07-01..2026-07-10~"),
            ("sent i juni", "2026-06-21..2026-06-30~"),
            ("i juni nästa år|juni nästa år|juni 2027", "2027-06-01..2027-06-30"),
            ("denna sommaren|den här sommaren|sommaren 2026", "2026-06-01..2026-08-31~"),
            ("förra sommaren|i somras", "2025-06-01..2025-08-31"),
            ("jul 2027|julen 2027", "2027-12-24..2027-12-26"),
            ("om en vecka på fredag|fredag om en vecka", "2026-05-22"),
            ("inte nästa vecka utan veckan efter", "2026-05-25..2026-05-31"),
            ("den 3 maj nästa år|3 maj, 2027", "2027-05-03"),
            ("den 29 februari nästa år", "unresolved"),
            ("öppet lör sön|lör sön|lör/sön|lör-sön", "2026-05-16..2026-05-17"),
            ("mån tis ons", "2026-05-18..2026-05-20"),
            ("från den 4 till den 22 denna månad", "2026-05-04..2026-05-22"),
            ("i slutet av året|nästa kvartal", "unresolved"),
        ],
    );
}

#[test]
fn a_weekday_and_a_number_that_do_not_meet_soon() {
    check_all(
        WEDNESDAY,
        &[
            ("fredag den 15|fredag 15:e|fredagen den 15:e", "2026-05-15"),
            ("fredagen den 8|fredag den 8:e", "2026-05-08"),
            ("lördag den 15", "2026-05-15!"),
            ("fredag den 13:e", "2026-11-13"),
            ("tisdag den 16", "2026-06-16"),
        ],
    );
}
