# Allt som assistenten säger på svenska. Texten efter = får ändras; det som står i klamrar, som { $phone }, ska stå kvar.

## Välkomst och småprat
welcome =
    Hej! Jag är { $municipality }s automatiska assistent. Fråga mig om kommunens strategiska plan, öppettider eller hur du når kontaktcenter.
    { $status }
who-am-i = Jag är en automatisk assistent, ingen människa. Jag citerar { $municipality }s egna texter och kan lämna över till personalen.
ability =
    Fråga mig om { $municipality }s strategiska plan och dess sju fokusområden, när kontaktcenter har öppet eller hur du når oss.
    Andra ärenden hjälper personalen dig med.
thanks = Tack själv! Skriv gärna igen om du undrar något mer.
bye = Ha det så bra! Skriv när du vill.
mood = Tack, jag är en automatisk assistent och alltid redo. Vad vill du veta om { $municipality }?
help =
    Skriv din fråga med egna ord, eller välj här:
    /fokusomraden – kommunens sju fokusområden
    /oppettider – när kontaktcenter har öppet
    /kontakt – telefon, e-post och adresser
    /personal – prata med en person
    /avsluta – avsluta samtalet med personalen
    /sprak – svenska eller English
    /integritet – vad som sparas om dig
    /radera – radera det som sparats

## Öppettider
open-now = Kontaktcenter har öppet nu, till { $closes }.
closed-now = Kontaktcenter har stängt nu. Vi öppnar { $opens }.
closed-now-reason = Kontaktcenter har stängt nu ({ $reason }). Vi öppnar { $opens }.
closed-for-good = Kontaktcenter har stängt, och jag vet inte när vi öppnar.
opens-next = Vi öppnar { $opens }.
opens-next-is-open = Vi har redan öppet, till { $closes }. Nästa gång öppnar vi { $opens }.
week-hours = Kontaktcenter har öppet { $week }. Övriga dagar är det stängt.
week-holidays = Vi har stängt på röda dagar, midsommarafton, julafton och nyårsafton.
day-open = { $day } har vi öppet { $intervals }.
day-open-reason = { $day } har vi öppet { $intervals } ({ $reason }).
day-closed = { $day } har vi stängt.
day-closed-reason = { $day } har vi stängt ({ $reason }).
day-was-open = { $day } hade vi öppet { $intervals }.
day-was-closed = { $day } hade vi stängt.
day-may-differ = Det är en vanlig arbetsdag hos oss, men tiderna kan avvika. Ring gärna innan du kommer.
both-days = Menar du en annan dag? Skriv datumet, till exempel 15 juni.
instant-open = Ja, { $moment } har vi öppet. Vi stänger { $closes }.
instant-closed = Nej, { $moment } har vi stängt. Närmast därefter öppnar vi { $opens }.
instant-was-open = Ja, { $moment } hade vi öppet.
instant-was-closed = Nej, { $moment } hade vi stängt.
day-is-another = Obs: { $day } { $month } är en { $weekday }.
range-heading = { $from }–{ $to }:
range-row = { $day }: { $intervals }
range-row-closed = { $day }: stängt
range-all-closed = Vi har stängt alla de dagarna. Vi öppnar { $opens }.
hours-unknown-day = Vilken dag menar du? Skriv till exempel ”på fredag” eller ”15 juni”.
hours-too-far = Så långt fram vet jag inte vilka dagar som är helgdagar.

## Kontakt
contact-heading = Så når du kontaktcenter:
phone = Telefon
email = E-post
visit = Besöksadress
post = Postadress
map = Hitta hit på kartan

## Svar
answer-lead = Så här står det om { $title }:
answer-whole = Hela texten:
answer-also = Det kan också handla om { $title }.
english-summary = På engelska (inofficiell sammanfattning): { $summary }
source-title = Källa: { $title }, { $origin }
source-origin = Källa: { $origin }
source-checked = kontrollerad { $checked }
source-updated = uppdaterad { $updated }
source-page = Läs mer på sidan
source-expired = planen siktar mot { $year } och kan ha ersatts
faq-dated = Svar från kontaktcenter, { $checked }
overview-lead = Den strategiska planen har sju fokusområden:
overview-row = { $title }
overview-more = Skriv ett områdes namn om du vill läsa vad planen säger.
read-all-heading = { $title }
page = Sida { $page } av { $pages }
faq-undated = Svar från kontaktcenter
faq-expired = svaret gällde till och med { $date } och kan ha ersatts
faq-also = Det kan också gälla frågan: { $title }

## När assistenten inte vet
choose-lead = Menar du något av det här?
choose-lead-one = Menar du det här?
choose-none = Är det något annat? Kontaktcenter svarar: ring { $phone } eller mejla { $email }.
unknown = Det har jag tyvärr inget svar på.
unknown-subject = Jag har tyvärr inget säkert svar om ”{ $subject }”.
unknown-authority = Det är inte kommunen utan { $authority } som svarar på frågor om { $matters }.
unknown-empty = Jag såg ingen fråga. Skriv den gärna med egna ord.
unknown-too-long = Det var ett långt meddelande, så jag har bara läst början. Skriv gärna frågan för sig.
unknown-ways = Säg det gärna på ett annat sätt, eller fråga personalen: ring { $phone } eller mejla { $email }.

## En människa
handover-open = Personalen hjälper dig. { $status } Ring { $phone } eller mejla { $email }.
handover-closed = Du kan lämna ett meddelande till personalen. { $status } Mejla { $email } eller ring { $phone } när vi har öppnat.
handover-public = Det du skriver till personalen blir allmän handling. Formella ansökningar tas inte emot här.

## Nödlägen
emergency-fire = Ring 112 nu. Rädda dig själv och andra, varna, stäng dörren om elden och gå ut.
emergency-illness = Ring 112 nu om det är akut. Gäller det inte livet, ring 1177 för råd om vård.
emergency-poisoning = Ring 112 nu och begär Giftinformation om någon mår dåligt.
emergency-crime = Ring 112 nu om brottet pågår. Är faran över, ring polisen på 114 14.
emergency-violence = Ring 112 nu om du är i fara. Kvinnofridslinjen 020-50 50 50 svarar dygnet runt och syns inte på räkningen.
emergency-suicide = Du är inte ensam. Ring 112 nu om du eller någon annan är i fara. På 90101 (Mind Självmordslinjen) kan du prata med någon dygnet runt, och 1177 ger råd om vård.
emergency-accident = Ring 112 nu.
emergency-environment = Ring 112 nu om något farligt läcker ut. Information vid större händelser finns på 113 13.
emergency-more = Jag är en automatisk assistent och kan inte larma åt dig.

## Knappar
button-read-all = Läs hela texten
button-next-page = Nästa sida
button-listen = Lyssna
button-helpful = Ja, det hjälpte
button-unhelpful = Nej, det hjälpte inte
button-focus-areas = Fokusområden
button-hours = Öppettider
button-contact = Kontakt
button-map = Karta
button-person = Prata med en person
button-swedish = Svenska
button-english = English

## Språk
language-choice = Vilket språk ska jag svara på?
language-chosen = Då svarar jag på svenska.

## Integritet
privacy =
    Dina frågor sparas i högst { $days } dagar så att svaren kan bli bättre. Personnummer och kortnummer maskeras innan något sparas.
    Skriver du till personalen sparas samtalet, och det blir allmän handling.
    Ansvarig är { $municipality }, { $email }. Skriv /radera om du vill att dina uppgifter tas bort.
privacy-remote = För att jag ska förstå din fråga bättre skickas den till en tjänst på en annan dator. Personnummer, kortnummer, telefonnummer och e-postadresser maskeras först.

## Statistik
stats-heading = Statistik { $from }–{ $to }
stats-date = { $day } { $month } { $year }
stats-nothing = Inga frågor de här dagarna.
stats-row = { $name }: { $value }
stats-share = { $part } av { $whole } ({ $percent } %)
stats-yes-no = ja { $yes }, nej { $no }
stats-questions = Frågor
stats-busiest = Flest på en dag
stats-on-day = { $value }, den { $date }
stats-answered = Besvarade
stats-unanswered = Utan svar
stats-outside = Utanför öppettiderna
stats-helpful = Hjälpte svaret?
stats-kinds = Vad frågorna fick för svar
stats-kind-answer = Citat ur texterna
stats-kind-overview = Fokusområdena
stats-kind-contact = Kontaktuppgifter
stats-kind-hours = Öppettider
stats-kind-handover = Hänvisning till personalen
stats-kind-smalltalk = Småprat
stats-kind-emergency = Nödläge
stats-kind-choose = ”Menar du …?”
stats-kind-unknown = ”Det vet jag inte”
stats-articles = Mest citerade texter
stats-cases = Ärenden
stats-opened = Öppnade
stats-closed = Avslutade
stats-still-open = Fortfarande öppna
stats-waiting = Väntar på ett första svar
stats-first-answer = Tid till första svar
stats-first-answer-open = Bara öppettid räknad
stats-wait = hälften inom { $median }, nio av tio inom { $ninetieth }
stats-minutes = { $minutes } min
stats-hours = { $hours } tim { $minutes } min
stats-helped = Blev ärendet löst?
stats-note = Besvarade är alla frågor utom de som fick ”det vet jag inte”. Frågor som har raderats räknas inte.
chart-title = Frågor om dagen, { $from }–{ $to }
chart-title-weeks = Frågor i veckan, { $from }–{ $to }
chart-legend = { $name } ({ $count })
chart-days = Dag
chart-weeks = Veckan från
chart-day = { $day }/{ $month }

## Terminalen
terminal-hint = Skriv en fråga, siffran för ett val eller /hjalp. Ctrl-D avslutar.
terminal-no-choice = Det valet finns inte. Skriv en av siffrorna ovanför, eller din fråga.
terminal-no-command = Det kommandot finns inte. Skriv /hjalp så ser du dem som finns.
terminal-nothing-stored = Här i terminalen sparas ingenting. I Telegram gäller det här:
terminal-interrupted = Tryck Ctrl-C en gång till eller Ctrl-D för att avsluta.

## Dagar
weekday-1 = måndag
weekday-2 = tisdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lördag
weekday-7 = söndag
month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date-long = { $weekday } { $day } { $month }
date-year = { $weekday } { $day } { $month } { $year }
today = i dag
tomorrow = i morgon
yesterday = i går
at-time = kl. { $time }
day-at-time = { $day } kl. { $time }
interval = { $from }–{ $to }

## I Telegram
attachment = Tack, men jag kan bara läsa text. Skriv gärna din fråga med ord.
rated-helpful = Tack! Bra att det hjälpte.
rated-unhelpful = Tack för att du sade till. Personalen hjälper dig gärna.
old-button = Knappen är gammal. Skriv din fråga igen.
nothing-to-end = Du har inget samtal med personalen just nu.
erase-ask = Vill du radera det jag har sparat om dig? Det är { $questions } frågor och { $replies } noteringar om svar.
erase-nothing = Jag har inget sparat om dig.
erased = Raderat: { $questions } frågor, { $replies } noteringar om svar och ditt språkval.
erase-in-group = Skriv /radera till mig enskilt: @{ $username }
erase-cases = Samtal med personalen är allmänna handlingar och finns kvar ({ $cases }).
button-erase = Ja, radera
apology = Något gick fel hos mig, och jag kunde inte svara. Försök igen, eller ring { $phone }.
id = Chatten har id { $chat }. Ditt id är { $user }.
voice-missing = Jag kan inte läsa upp texten just nu.
knowledge-broken =
    Den ändrade kunskapen har fel, så jag svarar med den gamla tills de är rättade:
    { $faults }

## Ett ärende hos personalen
consent-ask =
    Innan du skriver till personalen:
    Det du skriver och svaren du får sparas som ett ärende och blir allmän handling. Samtalet finns kvar tills { $municipality } tar bort det enligt sina regler. Dina frågor till mig sparas i högst { $days } dagar.
    Personnummer och kortnummer maskeras. Skicka inget känsligt, och inga formella ansökningar: de tas inte emot här.
    Vill du skriva till personalen?
button-consent = Ja, skriv till personalen
button-no-consent = Nej, tack
consent-refused = Då skickar jag inget till personalen. Du kan ringa { $phone } eller mejla { $email }.
case-receipt =
    Ärende { $number } kom in { $arrived }.
    Skriv ditt meddelande här, så får personalen det. Skriv /avsluta när du är klar.
    { $when }
case-receipt-written =
    Ärende { $number } kom in { $arrived }.
    Ditt meddelande är sparat i ärendet. Skriv mer här om du vill, och /avsluta när du är klar.
    { $when }
case-reopened =
    Ärende { $number } är öppet igen, { $arrived }.
    Det du skriver här får personalen. Skriv /avsluta när du är klar.
    { $when }
case-read-open = { $status } Någon läser så snart det går.
case-read-closed = { $status } Då läser personalen. Under tiden kan jag hjälpa dig med det här:
case-already = Du skriver redan med personalen (ärende { $number }). Skriv ditt meddelande här, eller /avsluta.
case-closed-by-staff = Personalen har avslutat ärende { $number }. Skriv här inom ett dygn om du vill fortsätta.
case-closed-by-resident = Ärende { $number } är avslutat, och nu svarar jag igen. Skriv /personal om du vill fortsätta. Det första dygnet skickar jag också det jag inte kan svara på till personalen.
case-helped-ask = Fick du hjälp?
button-helped = Ja, jag fick hjälp
button-not-helped = Nej, jag fick inte hjälp
case-helped-thanks = Tack! Jag har sparat ditt svar.
case-unreachable = Personalen kan inte nås här just nu. Ditt meddelande är sparat och skickas så snart det går. Är det bråttom, ring { $phone } eller mejla { $email }.
case-message-failed = Det här meddelandet nådde inte personalen. Skicka det igen, ring { $phone } eller mejla { $email }.
staff-line = { $name }, { $centre }
line-changed = { $line }, ändrat { $time }
person-is-staff = Du är registrerad som personal. Invånare öppnar ärenden med /personal, och du svarar i ärendets ämne i personalgruppen.
person-in-group = Skriv till mig enskilt, så når du personalen: @{ $username }
button-tell-me = Säg till om det kommer ett svar
tell-me-noted = Jag säger till om personalen svarar inom { $days } dagar.

## Personalens grupp
case-line = { $name } · ärende { $number }
card-heading = Ärende { $number }
card-who-swedish = { $name } skriver på svenska.
card-who-english = { $name } skriver på engelska.
card-by-command = Öppnat { $opened } med /personal.
card-by-button = Öppnat { $opened } med knappen under ett svar.
card-owner = Ansvarig: { $name }
card-no-owner = Ansvarig: ingen än. Den som svarar först blir ansvarig.
card-open = Öppet
card-closed = Avslutat av personalen
card-closed-by-resident = Avslutat av invånaren
card-answers = Assistentens senaste svar:
card-help = Skriv i ämnet eller svara på det här meddelandet, så får invånaren det. // först: en anteckning som stannar här. /stang avslutar.
staff-closed = Ärende { $number } är avslutat av { $by }.
staff-closed-by-resident = Ärende { $number } är avslutat av invånaren.
staff-closed-already = Ärende { $number } är redan avslutat.
staff-reopened = Ärende { $number } är öppet igen: invånaren vill fortsätta.
staff-not-registered = Det här skickades inte, för du är inte registrerad som personal. /id visar ditt id, som den som sköter assistenten kan lägga till. Skriv som dig själv, inte som gruppen.
staff-not-sent-command = Det här är inget kommando i ett ärende, så inget skickades till invånaren.
staff-not-sent-closed = Ärende { $number } är avslutat, så det här skickades inte.
staff-which-case = Skriv det i ärendets ämne, eller som svar på ett meddelande i ärendet.
staff-blocked = { $name } (ärende { $number }) har blockerat assistenten och får inga svar här.
staff-unblocked = { $name } (ärende { $number }) har slutat blockera assistenten och kan få svar igen.
staff-not-delivered-blocked = Inte levererat: invånaren har blockerat assistenten.
staff-not-delivered = Inte levererat: Telegram tog inte emot meddelandet ({ $reason }).
staff-not-delivered-expired = Inte levererat: Telegram svarade inte på ett dygn.
staff-no-topics = Jag kan inte skapa ämnen i gruppen, så ärenden kommer hit. Svara på ärendets meddelanden. Vill ni ha ett ämne per ärende: slå på ämnen i gruppen och gör mig till administratör som får hantera ämnen.
staff-not-administrator = Jag är inte administratör här. Gör mig till administratör som får hantera ämnen, så får varje ärende ett eget ämne.
staff-moved = Gruppen har fått ett nytt id. Sätt ALEBOT_STAFF_CHAT till { $chat }.
staff-failed = Något gick fel hos mig, och det här gick inte fram. Försök igen.
staff-sent-already = Det är redan skickat, så ändringen stannar här. Skriv en rättelse till invånaren.
staff-only = Den här knappen är bara för personalen.
digest-heading = Väntar på svar: { $count }
digest-row = Ärende { $number }, { $name }, sedan { $since }
staff-reminder = Påminnelse: { $name } (ärende { $number }) har väntat på svar sedan { $since }.

## Personalens FAQ
faq-how =
    Skriv så här:
    /faq Fråga: Var lämnar jag grovsopor? Svar: På återbruket.
    Flera frågor och svar går bra i samma meddelande.
faq-incomplete = Par { $number } saknar fråga eller svar. Skriv båda: Fråga: … Svar: …
faq-look = Så här blir det:
faq-alike = Det finns redan ett liknande svar: { $title }
faq-saved = Sparat: { $title }
    Alla kan få svaret nu.
faq-discarded = Inget sparades.
faq-none = Inga svar är sparade än. Skriv /faq Fråga: … Svar: … eller vidarebefordra ett meddelande hit.
faq-list = Sparade svar: { $count }
faq-row = { $title } ({ $author }, { $changed })
faq-is-removed = Borttaget. Ångra tar tillbaka det.
faq-removed = Borttaget: { $title }
faq-undone = Ändringen av { $title } är ångrad. Så här står det nu:
faq-undone-removal = Svaret är tillbaka: { $title }
faq-undone-all = Svaret är borta: { $title }
faq-ask-answer = Vad ska svaret vara? Skriv det som ett meddelande här. Frågan:
faq-ask-text = Skriv den nya texten som ett meddelande här. Ska frågan ändras också: Fråga: … Svar: …
forwarded-empty = Jag kan bara läsa text. Vidarebefordra eller skriv texten.
forwarded-offer = Vidarebefordra det svar du vill använda.
forwarded-perhaps = Jag är osäker på om det här svarar på frågan. Läs innan du vidarebefordrar.
forwarded-nothing = Jag hittar inget svar på det. Du kan skriva ett och spara det.
button-save-faq = Spara som FAQ
button-save = Spara
button-discard = Kasta
button-edit = Ändra
button-remove = Ta bort
button-undo = Ångra
answer-there = Du bad mig säga till: personalen har svarat på en fråga som din.
staff-button-old = Det är redan gjort, eller borta.
staff-not-in-case = Gör det i gruppens allmänna ämne eller enskilt med mig. Det du skriver här går till invånaren.

## Obesvarade frågor
review-none = Inga obesvarade frågor.
review-heading = Obesvarade: { $groups } ämnen, { $questions } frågor
review-row = { $number }. Antal: { $count }, senast { $last }
button-answer-group = Skriv svar { $number }
button-not-ours = Inte vår fråga { $number }
button-hide = Dölj { $number }

## Notiser, avvikelser och statistik
notice-set = Notisen visas överst i alla svar till { $until }:
notice-none = Ingen notis visas. Skriv till exempel: /notis Telefonerna ligger nere till 16.30
notice-row = { $text } (till { $until }, { $author })
notice-how = /notis av tar bort allt.
notices-ended = Inga notiser visas längre.
notice-bad-end = Slutet finns inte. Skriv till exempel: /notis Telefonerna ligger nere till 2027-03-23 12.00
notice-past = Slutet har redan varit. Skriv till exempel: /notis Telefonerna ligger nere till 16.30
notice-empty = Skriv vad notisen ska säga, till exempel: /notis Telefonerna ligger nere till 16.30
exception-set = Det gäller nu: { $row }
exception-row = { $day }: öppet { $intervals }, { $reason }
exception-row-closed = { $day }: stängt, { $reason }
exception-list = Avvikelser som gäller:
exception-none = Inga avvikelser är inlagda. Lägg in en med /avvikelse.
exception-bad-date = Datumet finns inte.
exception-past = Datumet har redan varit.
exception-bad-time = Tiden { $typed } går inte att läsa.
exception-open-or-closed = Skriv om det är öppet eller stängt.
exception-no-reason = Skriv också varför; det visas för invånarna.
exception-example = Skriv till exempel: /avvikelse { $date } 12.00-16.30 stängt Personaldag
button-remove-exception = Ta bort { $date }
statistics-how = Skriv hur många dagar, 1–{ $most }: /statistik 7
statistics-no-picture = Bilden gick inte att rita. Här är siffrorna:
