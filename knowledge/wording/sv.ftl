# Allt som assistenten säger på svenska. Texten efter = får ändras; det som står i klamrar, som { $phone }, ska stå kvar.

## Kommandon: vad de heter (a–z, 0–9 och _), och hur menyn beskriver dem. Andra texter hämtar namnen härifrån.
command-start = start
command-help = hjalp
command-overview = fokusomraden
command-hours = oppettider
command-contact = kontakt
command-person = personal
command-end = avsluta
command-language = sprak
command-privacy = integritet
command-erase = radera
command-id = id
command-faq = faq
command-unanswered = obesvarade
command-statistics = statistik
command-notice = notis
command-exception = avvikelse
command-exceptions = avvikelser
command-close = stang
command-note = not
command-bar = blockera
command-unbar = avblockera
command-barred = blockerade
command-pause = paus
command-resume = fortsatt
menu-start = Börja om från början
menu-help = Vad jag kan svara på
menu-overview = Kommunens fokusområden
menu-hours = Öppet nu? Dagens och veckans tider
menu-contact = Telefon, e-post och besöksadress
menu-person = Skriv till personalen
menu-end = Avsluta samtalet med personalen
menu-language = Välj språk
menu-privacy = Vad som sparas om dig
menu-erase = Radera det som sparats om dig
menu-id = Chattens och ditt eget id
menu-faq = Spara, visa eller ändra svar
menu-unanswered = Frågor som saknar svar
menu-statistics = Vad som frågas och besvaras
menu-notice = Meddelande överst i svaren
menu-exception = Ändra öppettiden en dag
menu-exceptions = Visa och ta bort avvikelser
menu-close = Avsluta ärendet
menu-note = Anteckning som stannar i gruppen
menu-bar = Sluta ta emot från invånaren i ärendet
menu-unbar = Ta emot från invånaren igen
menu-barred = Visa vilka som är blockerade
menu-pause = Pausa assistenten, med egna ord
menu-resume = Avsluta pausen

## Profilen i Telegram: i en tom chatt, och på profilen
profile =
    Jag är en automatisk assistent hos { $centre }. Fråga mig om kommunen, öppettider och kontaktvägar, med dina egna ord. Jag svarar med kommunens egen text och kan ta emot ett meddelande till personalen.

    Vid fara för liv, egendom eller miljö: ring 112.
profile-short = Automatisk assistent hos { $centre }. Svarar dygnet runt.

## Välkomst och småprat
welcome =
    Hej! Jag är { $municipality }s automatiska assistent. Fråga mig om kommunens strategiska plan, öppettider eller hur du når kontaktcenter.
    { $status }
who-am-i = Jag är en automatisk assistent, ingen människa. Jag svarar åt { $municipality }s kontaktcenter, citerar kommunens egna texter och kan lämna över till personalen.
ability =
    Fråga mig om { $municipality }s strategiska plan och dess sju fokusområden, när kontaktcenter har öppet eller hur du når oss.
    Andra ärenden hjälper personalen dig med.
thanks = Tack själv! Skriv gärna igen om du undrar något mer.
bye = Ha det så bra! Skriv när du vill.
no-harm-done = Ingen fara, det gör inget. Vad vill du veta?
mood = Jag är en automatisk assistent och mår varken bra eller dåligt. Vad vill du veta om { $municipality }?
help =
    Skriv din fråga med egna ord, eller välj här:
    /{ command-overview } – kommunens sju fokusområden
    /{ command-hours } – när kontaktcenter har öppet
    /{ command-contact } – telefon, e-post och adresser
    /{ command-person } – prata med en person
    /{ command-end } – avsluta samtalet med personalen
    /{ command-language } – svenska eller English
    /{ command-privacy } – vad som sparas om dig
    /{ command-erase } – radera det som sparats

## Öppettider
open-now = Kontaktcenter har öppet nu, till { $closes }.
open-always = Kontaktcenter har öppet dygnet runt.
closed-now = Kontaktcenter har stängt nu. Vi öppnar igen { $opens }.
closed-now-reason = Kontaktcenter har stängt nu ({ $reason }). Vi öppnar igen { $opens }.
closed-for-good = Kontaktcenter har stängt, och jag vet inte när vi öppnar igen.
opens-next = Vi öppnar igen { $opens }.
opens-next-is-open = Vi har redan öppet, till { $closes }. Nästa gång öppnar vi { $opens }.
week-hours = Kontaktcenter har öppet { $week }. Övriga dagar är det stängt.
week-group = { $days } kl. { $intervals }
week-holidays = Vi har stängt på röda dagar, midsommarafton, julafton och nyårsafton.
day-open = { $day } har vi öppet kl. { $intervals }.
day-open-reason = { $day } har vi öppet kl. { $intervals } ({ $reason }).
day-closed = { $day } har vi stängt.
day-closed-reason = { $day } har vi stängt ({ $reason }).
day-was-open = { $day } hade vi öppet kl. { $intervals }.
day-was-closed = { $day } hade vi stängt.
day-may-differ = Det är en vanlig arbetsdag hos oss, men tiderna kan avvika. Ring gärna innan du kommer.
both-days = Menar du en annan dag? Skriv datumet, till exempel 15 juni.
instant-open = Ja, { $moment } har vi öppet. Vi stänger kl. { $closes }.
instant-closed = Nej, { $moment } har vi stängt. Vi öppnar igen { $opens }.
instant-was-open = Ja, { $moment } hade vi öppet.
instant-was-closed = Nej, { $moment } hade vi stängt.
day-is-another = Obs: { $day } { $month } är en { $weekday }.
range-heading = { $from }–{ $to }:
range-row = { $day }: kl. { $intervals }
range-row-closed = { $day }: stängt
range-all-closed = Vi har stängt alla de dagarna. Vi öppnar igen { $opens }.
hours-unknown-day = Vilken dag menar du? Skriv till exempel ”på fredag” eller ”15 juni”.
hours-too-far = Så långt fram vet jag inte vilka dagar som är helgdagar.
ask-hours = öppet { $day }?

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
source-origin = Källa: { $origin }
source-checked = kontrollerad { $checked }
source-updated = uppdaterad { $updated }
source-page = Läs mer på sidan
source-expired = planen siktar mot { $year } och kan ha ersatts
faq-dated = Svar från kontaktcenter, { $checked }
overview-lead = Den strategiska planen har { $number } fokusområden:
overview-row = { $title }
overview-more = Vill du läsa vad planen säger? Skriv ett områdes namn eller nummer.
read-all-heading = { $title }
page = Sida { $page } av { $pages }
faq-undated = Svar från kontaktcenter
faq-expired = svaret gällde till och med { $date } och kan ha ersatts
faq-also = Det kan också gälla frågan: { $title }

## När assistenten inte vet
choose-lead = Menar du något av det här?
choose-lead-one = Menar du det här?
choose-none = Är det något annat? Kontaktcenter svarar: ring { $phone } eller mejla { $email }.
unknown = Det har jag tyvärr inget svar på. Kontaktcenter vet:
unknown-again = Det har jag inte heller något svar på. Ska personalen ta över? Här når du dem:
unknown-subject = Jag har tyvärr inget säkert svar om ”{ $subject }”. Kontaktcenter vet:
unknown-authority = Det är inte kommunen utan { $authority } som svarar på frågor om { $matters }.
unknown-empty = Jag såg ingen fråga. Skriv den gärna med egna ord.
unknown-too-long = Meddelandet var långt, så jag har bara läst början. Skriv gärna frågan för sig.
unknown-ways = Du kan också formulera om frågan.

## En människa
handover-open = Personalen hjälper dig. { $status } Ring { $phone } eller mejla { $email }.
handover-closed = Du kan lämna ett meddelande till personalen. { $status } Mejla { $email } eller ring { $phone } när vi har öppnat.
handover-public = Det du skriver till personalen blir allmän handling. Formella ansökningar tas inte emot här.

## Texterna tillsammans
across-count = Den strategiska planen har { $number } fokusområden:
across-areas =
    { $count ->
        [one] Ett fokusområde tar upp ”{ $word }”:
       *[other] { $number } fokusområden tar upp ”{ $word }”:
    }
across-texts =
    { $count ->
        [one] En text tar upp ”{ $word }”:
       *[other] { $number } texter tar upp ”{ $word }”:
    }
across-further = Det står också i:
across-compare = Så här står det, det ena och det andra:
age-checked = Texten kontrollerades senast { $checked }.
age-until = Den siktar mot { $year }.
age-passed = Den siktar mot { $year }, och det året har passerat.
age-unknown = Om den har ändrats eller ersatts sedan dess vet jag inte. Det vet kontaktcenter:
origin-is = Texten kommer härifrån: { $origin }.
unsaid-who = Texten säger inte vem som har skrivit den, vem som bestämmer eller vem som ansvarar.
unsaid-adopted = Texten säger inte när den beslutades.
unsaid-outcome = Texten säger vad kommunen vill, men inte vad som har gjorts, hur det har gått eller vad det kostar.
unsaid-word = Inget av fokusområdena tar upp ”{ $word }”.
unsaid-ways = Fråga gärna kontaktcenter:

## Samma svar på ett annat sätt
told-shorter = { $title }, i korthet:
told-simpler = { $title }, med enklare ord (inte kommunens egna):
told-shortest = Det viktigaste om { $title } står i en mening:
told-why = Så här förklaras det under { $title }:
told-quote = Så står det i texten:
told-person = Är det fortfarande svårt? Personalen förklarar gärna.

## I samtalet
remark-declined = Okej. Skriv när du vill fråga något annat.
remark-not-helped = Då var det inte det du behövde. Berätta gärna lite mer om vad du undrar, eller ta det med personalen.
remark-nothing-offered = Vad vill du veta? Skriv din fråga, eller välj här.
remark-which-one = Vilken av dem? Skriv namnet eller numret.
remark-no-such-choice =
    { $count ->
        [one] Det finns bara ett att välja på.
       *[other] Det finns bara { $number } att välja på. Skriv ett nummer från 1 till { $count }.
    }
remark-misunderstood = Då förstod jag fel. Vad menade du?
remark-relieved = Skönt att höra. Blir det värre igen, ring 112. Råd om vård får du på 1177.
unanswered-part = ”{ $part }” har jag tyvärr inget svar på. Kontaktcenter vet:

## Nödlägen
emergency-fire = Ring 112 nu. Rädda dig själv och andra, varna, stäng dörren om elden och gå ut.
emergency-illness = Ring 112 nu om det är akut. Gäller det inte livet, ring 1177 för råd om vård.
emergency-poisoning = Ring 112 nu och begär Giftinformation om någon mår dåligt.
emergency-crime = Ring 112 nu om brottet pågår. Är faran över, ring polisen på 114 14.
emergency-violence = Ring 112 nu om du är i fara. Kvinnofridslinjen 020-50 50 50 svarar dygnet runt och syns inte på räkningen.
emergency-suicide = Du är inte ensam. Ring 112 nu om du eller någon annan är i fara. På 90101 (Mind Självmordslinjen) kan du prata med någon dygnet runt, och 1177 ger råd om vård.
emergency-accident = Ring 112 nu.
emergency-environment = Ring 112 nu om något farligt läcker ut. Information vid större händelser finns på 113 13.
emergency-fever = Ring 1177 för råd, dygnet runt. Ring 112 om barnet har svårt att andas, krampar, är stelt i nacken eller knappt går att väcka.
emergency-missing = Ring 112 nu. Berätta vem som är borta, när och var ni sågs senast och vilka kläder personen har.
emergency-alarm = Gå inomhus, stäng fönster, dörrar och ventilation och lyssna på Sveriges Radio P4. Information får du på 113 13. Ring 112 bara om någon är i fara.
emergency-distress = Det låter tungt. På 90101 (Mind Självmordslinjen) kan du prata med någon dygnet runt, och 1177 ger råd om vård. Ring 112 om du är i fara.
emergency-more = Jag är en automatisk assistent och kan inte larma åt dig.
emergency-perhaps = Är det akut? { $help }
emergency-otherwise = Gäller det något annat? Formulera gärna om frågan, ring { $phone } eller mejla { $email }.
emergency-else = Är det något annat du undrar över? Skriv det här.

## Nödlägen som inte är över
acute-fire = Gå inte in i rök och inte tillbaka in. Räddningstjänsten säger vad ni ska göra: ring 112, eller stanna kvar i luren.
acute-illness = Den som svarar på 112 säger vad du ska göra, steg för steg, och samtalet är gratis. Är det inte bråttom ger 1177 råd dygnet runt.
acute-poisoning = Ring 112 och be om Giftinformation; de svarar dygnet runt. Ha förpackningen till hands. 1177 ger också råd.
acute-crime = Gå inte nära den som hotar, och lås om dig. Pågår det, ring 112. Är det över, anmäl till polisen på 114 14.
acute-violence = Du bestämmer takten, och det är inte ditt fel. Är du i fara, ring 112. Kvinnofridslinjen 020-50 50 50 svarar dygnet runt, är gratis och hjälper dig att hitta en trygg plats. Radera gärna den här chatten efteråt.
acute-suicide = Jag är bara en automatisk assistent, men det finns människor som vill lyssna. 90101 (Mind Självmordslinjen) svarar dygnet runt, också i chatt på mind.se, och det är gratis. Är det bråttom, ring 112. 1177 ger råd om vård.
acute-accident = Flytta ingen som är skadad, om det inte är farligt att ligga kvar. Ring 112: de säger vad du ska göra. 1177 ger råd om det inte är bråttom.
acute-environment = Håll dig undan och varna andra. Ring 112 om det fortfarande läcker. På 113 13 finns information om större händelser.
acute-fever = 1177 svarar dygnet runt och säger om barnet behöver vård, och var. Blir det svårt att andas eller väcka barnet, ring 112.
acute-missing = Vänta inte med att ringa 112. Svara på frågorna du får, och låt någon stanna där personen kan komma tillbaka.
acute-alarm = Stanna inomhus med stängda fönster tills faran är över. Information får du på 113 13 och i Sveriges Radio P4. Är någon i fara, ring 112.
acute-over = Är det lugnt nu? Skriv det, så hjälper jag dig vidare.

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
button-person-closed = Skriv till personalen
button-language = Svenska

## Språk
language-choice = Vilket språk ska jag svara på?
language-chosen = Då svarar jag på svenska.
languages = Jag svarar på svenska och engelska. Välj här, eller skriv bara på det språk du vill.
languages-cards = En kort hälsning med våra kontaktuppgifter finns också på: { $names }.

## Integritet
privacy =
    Personalen kan läsa frågor som jag inte kunde svara på, utan att se vem som har skrivit dem. Dina frågor sparas i högst { $days } dagar så att svaren kan bli bättre. Personnummer och kortnummer maskeras innan något sparas.
    Skriver du till personalen sparas samtalet, och det blir allmän handling.
    Ansvarig är { $municipality }, { $email }. Skriv /{ command-privacy } om du vill läsa det här igen, och /{ command-erase } om du vill att dina uppgifter tas bort.
privacy-remote = För att jag ska förstå din fråga bättre skickas den till en tjänst på en annan dator. Personnummer, kortnummer, telefonnummer och e-postadresser maskeras först.

## Statistik
stats-heading = Statistik { $from }–{ $to }
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

## Importen av webbplatsen
import-report =
    Webbplatsen är läst: { $summary }. Det här behöver någon titta på:
    { $rows }
import-row = • { $page }: { $why }
import-more = … och { $count } till. Kör alebot check för att se allt.
import-failed = Webbplatsen kunde inte läsas: { $why } Sidorna är kvar som de var.

## Terminalen
terminal-hint = Skriv en fråga, siffran för ett val eller /{ command-help }. Ctrl-D avslutar.
terminal-no-choice = Det valet finns inte. Skriv en av siffrorna ovanför, eller din fråga.
terminal-no-command = Det kommandot finns inte. Skriv /{ command-help } så ser du dem som finns.
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
holiday-new-years-day = nyårsdagen
holiday-twelfth-night = trettondagsafton
holiday-epiphany = trettondedag jul
holiday-maundy-thursday = skärtorsdagen
holiday-good-friday = långfredagen
holiday-holy-saturday = påskafton
holiday-easter-sunday = påskdagen
holiday-easter-monday = annandag påsk
holiday-walpurgis-night = valborgsmässoafton
holiday-may-day = första maj
holiday-ascension-day = Kristi himmelsfärdsdag
holiday-whitsun-eve = pingstafton
holiday-whit-sunday = pingstdagen
holiday-whit-monday = annandag pingst
holiday-national-day = nationaldagen
holiday-midsummers-eve = midsommarafton
holiday-midsummers-day = midsommardagen
holiday-all-saints-eve = allhelgonaafton
holiday-all-saints-day = alla helgons dag
holiday-christmas-eve = julafton
holiday-christmas-day = juldagen
holiday-boxing-day = annandag jul
holiday-new-years-eve = nyårsafton
date-long = { $weekday } { $day } { $month }
date-year = { $weekday } { $day } { $month } { $year }
date-plain = { $day } { $month } { $year }
number =
    { $count ->
        [1] ett
        [2] två
        [3] tre
        [4] fyra
        [5] fem
        [6] sex
        [7] sju
        [8] åtta
        [9] nio
        [10] tio
        [11] elva
        [12] tolv
       *[other] { $count }
    }
today = i dag
tomorrow = i morgon
yesterday = i går
at-time = kl. { $time }
day-at-time = { $day } kl. { $time }
interval = { $from }–{ $to }

## I Telegram
attachment = Tack, men jag kan bara läsa text. Skriv gärna din fråga med ord.
rated-helpful = Tack! Bra att det hjälpte.
unhelpful-person = Vill du fråga personalen i stället? Då ser de också vad du frågade.
voice-refused = Jag kunde inte skicka ljudet. Kanske tar du inte emot röstmeddelanden: det ändrar du i Telegram under Inställningar, Sekretess. Du kan också trycka på Läs hela texten.
rated-unhelpful = Tack för att du säger till. Personalen hjälper dig gärna.
old-button = Knappen är gammal och fungerar inte längre. Skriv gärna din fråga igen.
nothing-to-end = Du har inget samtal med personalen just nu.
erase-ask =
    Vill du radera det jag har sparat om dig? Det är { $questions ->
        [one] 1 fråga
       *[other] { $questions } frågor
    } och { $replies ->
        [one] 1 notering
       *[other] { $replies } noteringar
    } om svar.
erase-nothing = Jag har inget sparat om dig.
erased =
    Raderat: { $questions ->
        [one] 1 fråga
       *[other] { $questions } frågor
    }, { $replies ->
        [one] 1 notering
       *[other] { $replies } noteringar
    } om svar och ditt språkval.
erase-in-group = Skriv /{ command-erase } till mig enskilt: @{ $username }
erase-cases =
    { $cases ->
        [one] Ditt samtal med personalen är allmän handling och finns kvar.
       *[other] Dina { $cases } samtal med personalen är allmänna handlingar och finns kvar.
    }
button-erase = Ja, radera
barred = Personalen tar inte längre emot det du skriver här. Du når dem på { $phone } eller { $email }. Mig kan du fråga som vanligt.
unbarred = Nu tar personalen emot det du skriver här igen. Skriv /personal om du vill nå dem.
withheld = Bilagan är inte med, för där står ett personnummer eller kortnummer. Ta bort numret och skicka den igen.
nameless = Okänd
paused-usual = Jag är pausad just nu och kan inte svara på frågor.
paused-ways = Ring { $phone } eller mejla { $email }. Vid fara för liv, egendom eller miljö: ring 112.
flood-warning = Nu kommer det fler meddelanden än jag hinner med. Vänta en minut och skriv sedan igen, gärna allt i ett meddelande. Det du skickar innan dess läser varken jag eller personalen. Är det bråttom, ring { $phone }. Vid fara: ring 112.
apology = Något gick fel här hos mig, så jag kunde inte svara. Försök gärna igen, eller ring { $phone }.
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
consent-goes-along = Det här skickas till personalen om du svarar ja: ”{ $text }”
consent-kept = Det du skrev är inte skickat än. Svara ja, så skickar jag det till personalen.
button-consent = Ja, skriv till personalen
button-no-consent = Nej, tack
consent-refused = Då skickar jag inget till personalen. Du kan ringa { $phone } eller mejla { $email }.
case-receipt =
    Ärende { $number } kom in { $arrived }.
    Skriv ditt meddelande här, så får personalen det. Skriv /{ command-end } när du är klar.
    { $when }
case-receipt-written =
    Ärende { $number } kom in { $arrived }.
    Ditt meddelande är sparat i ärendet. Skriv mer här om du vill, och /{ command-end } när du är klar.
    { $when }
case-reopened =
    Ärende { $number } är öppet igen, { $arrived }.
    Det du skriver här får personalen. Skriv /{ command-end } när du är klar.
    { $when }
case-saved = Sparat till ärende { $number }. Vi läser det { $opens }.
case-saved-only = Sparat till ärende { $number }.
case-read-open = { $status } Någon läser så snart det går.
case-read-closed = { $status } Då läser personalen. Under tiden kan jag hjälpa dig med det här:
case-already = Du skriver redan med personalen (ärende { $number }). Skriv ditt meddelande här, eller /{ command-end }.
case-closed-by-staff = Personalen har avslutat ärende { $number }. Skriv här inom ett dygn om du vill fortsätta.
case-closed-by-resident = Ärende { $number } är avslutat, och nu svarar jag igen. Skriv /{ command-person } om du vill fortsätta. Det första dygnet skickar jag också det jag inte kan svara på till personalen.
case-helped-ask = Fick du hjälp?
button-helped = Ja, jag fick hjälp
button-not-helped = Nej, jag fick inte hjälp
case-helped-thanks = Tack! Jag har sparat ditt svar.
case-unreachable = Personalen kan inte nås här just nu. Ditt meddelande är sparat och skickas så snart det går. Är det bråttom, ring { $phone } eller mejla { $email }.
case-message-failed = Det här meddelandet nådde inte personalen. Skicka det igen, ring { $phone } eller mejla { $email }.
case-parts-left-out = { $missing } av { $all } delar nådde inte personalen. Skicka dem igen, ring { $phone } eller mejla { $email }.
staff-line = { $name }, { $centre }
line-forwarded = { $line }, vidarebefordrat
line-forwarded-from = { $line }, vidarebefordrat från { $from }
line-quoted = Svar på ett citat:
line-quoted-from = Svar på ett citat från { $from }:
line-withheld = [Inte med, för där står ett personnummer eller kortnummer: { $name }]
line-changed = { $line }, ändrat { $time }
person-is-staff = Du är registrerad som personal. Invånare öppnar ärenden med /{ command-person }, och du svarar i ärendets ämne i personalgruppen.
person-in-group = Skriv till mig enskilt, så når du personalen: @{ $username }
button-tell-me = Säg till om det kommer ett svar
tell-me-noted =
    Jag säger till om personalen svarar inom { $days ->
        [one] ett dygn
       *[other] { $days } dagar
    }.

## Personalens grupp
case-line = { $name } · ärende { $number }
card-heading = Ärende { $number }
card-who =
    { $language ->
       *[sv] { $name } skriver på svenska.
        [en] { $name } skriver på engelska.
    }
card-by-command = Öppnat { $opened } med /{ command-person }.
card-by-button = Öppnat { $opened } med knappen under ett svar.
card-owner = Ansvarig: { $name }
card-no-owner = Ansvarig: ingen än. Den som svarar först blir ansvarig.
card-open = Öppet
card-closed = Avslutat av personalen
card-closed-by-resident = Avslutat av invånaren
card-answers = Assistentens senaste svar:
card-help = Skriv i ämnet eller svara på det här meddelandet, så får invånaren det. // först: en anteckning som stannar här. /{ command-close } avslutar.
staff-closed = Ärende { $number } är avslutat av { $by }.
staff-closed-by-resident = Ärende { $number } är avslutat av invånaren.
staff-closed-already = Ärende { $number } är redan avslutat.
staff-reopened = Ärende { $number } är öppet igen: invånaren vill fortsätta.
staff-still-open = Ärende { $number } är inte avslutat, för jag vet inte vem som stängde ämnet. Skriv /{ command-close } här om det ska avslutas.
staff-still-closed = Ärende { $number } är fortfarande avslutat, så det ni skriver här når inte invånaren. Om invånaren skriver igen kommer det hit eller i ett nytt ämne.
staff-not-registered = Det här skickades inte, för du är inte registrerad som personal. /{ command-id } visar ditt id, som den som sköter assistenten kan lägga till. Skriv som dig själv, inte som gruppen.
staff-not-sent-command = Det här är inget kommando i ett ärende, så inget skickades till invånaren.
staff-not-sent-closed = Ärende { $number } är avslutat, så det här skickades inte.
staff-which-case = Skriv det i ärendets ämne, eller som svar på ett meddelande i ärendet.
staff-blocked = { $name } (ärende { $number }) har blockerat assistenten och får inga svar här.
staff-unblocked = { $name } (ärende { $number }) har slutat blockera assistenten och kan få svar igen.
staff-not-delivered-blocked = Inte levererat: invånaren har blockerat assistenten.
staff-not-delivered = Inte levererat: Telegram tog inte emot meddelandet ({ $reason }).
staff-not-delivered-expired = Inte levererat: Telegram svarade inte på ett dygn.
staff-parts-left-out = Inte levererat: { $missing } av { $all } delar. Skicka dem igen.
staff-back = Jag kan skriva här igen. Det som väntade skickas nu.
staff-no-topics = Jag kan inte skapa ämnen i gruppen, så ärenden kommer hit. Svara på ärendets meddelanden. Vill ni ha ett ämne per ärende: slå på ämnen i gruppen och gör mig till administratör som får hantera ämnen.
staff-not-administrator = Jag är inte administratör här. Gör mig till administratör som får hantera ämnen, så får varje ärende ett eget ämne.
staff-moved = Gruppen har fått ett nytt id. Sätt ALEBOT_STAFF_CHAT till { $chat }.
staff-failed = Något gick fel här hos mig, så det här gick inte fram. Försök igen.
staff-withheld = Det här skickades inte, för där står ett personnummer eller kortnummer: { $name }. Ta bort numret och skicka igen.
staff-not-answered = Det jag skulle skriva här gick inte att skicka. Telegram sa: { $reason }
staff-sent-already = Det är redan skickat, så ändringen stannar här. Skriv en rättelse till invånaren.
staff-only = Den här knappen är bara för personalen.
staff-barred = { $name } (ärende { $number }) är blockerad, och det invånaren skriver når inte er längre. Assistenten svarar fortfarande på frågor. /{ command-unbar } här häver blockeringen.
staff-barred-already = { $name } (ärende { $number }) är redan blockerad. /{ command-unbar } häver blockeringen.
staff-not-barred = { $name } (ärende { $number }) är inte blockerad.
staff-unbarred = { $name } (ärende { $number }) kan skriva till er igen.
staff-barred-none = Ingen är blockerad. Skriv /{ command-bar } i ett ärendes ämne om ni inte vill ha fler meddelanden från invånaren.
staff-barred-heading = Blockerade: { $count }
staff-barred-row = Ärende { $number }, { $name }, { $since }, av { $by }. { $reason }
staff-barred-how = Häv en blockering med /{ command-unbar } och ärendets nummer.
staff-paused = Assistenten är pausad, och ärenden fungerar som vanligt. /{ command-resume } avslutar pausen. Det här får invånarna som svar:
staff-not-paused = Assistenten är inte pausad.
staff-resumed = Pausen är slut. Assistenten svarar igen.
digest-heading = Väntar på svar: { $count }
digest-row = Ärende { $number }, { $name }, sedan { $since }
digest-more = … och { $count } till
staff-reminder = Påminnelse: { $name } (ärende { $number }) har väntat på svar sedan { $since }.
staff-reminders = Påminnelse: { $count } ärenden har väntat längre än { $minutes } minuter av öppettiden. Äldst är:

## Personalens FAQ
faq-how =
    Skriv så här:
    /{ command-faq } Fråga: Var lämnar jag grovsopor? Svar: På återbruket.
    Flera frågor och svar går bra i samma meddelande.
faq-incomplete = Par { $number } saknar fråga eller svar. Skriv båda: Fråga: … Svar: …
faq-no-title = Rubriken är tom. Skriv frågan eller en rubrik.
faq-no-answer = Svaret är tomt. Skriv ett svar.
faq-no-english-title = Den engelska delen saknar rubrik. Skriv en på engelska.
faq-with-passages = Ett FAQ-svar kan inte ha [[passage]]. Ta bort den delen, eller lägg texten i kunskapsmappen.
faq-with-page-facts = Ett FAQ-svar kan inte ha url, section, updated eller owner. Ta bort dem, eller lägg texten i kunskapsmappen.
faq-faulty = Texten går inte att spara som den är: { $fault }
faq-unreadable = Texten går inte att spara som den är.
faq-look = Så här blir det:
faq-alike = Det finns redan ett liknande svar: { $title }
faq-saved = Sparat: { $title }
    Alla kan få svaret nu.
faq-discarded = Inget sparades.
faq-none = Inga svar är sparade än. Skriv /{ command-faq } Fråga: … Svar: … eller vidarebefordra ett meddelande hit.
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
forwarded-nothing = Jag hittar inget svar på det. Skriv gärna ett, så kan du spara det.
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
review-heading =
    Obesvarade: { $groups ->
        [one] 1 ämne
       *[other] { $groups } ämnen
    }, { $questions ->
        [one] 1 fråga
       *[other] { $questions } frågor
    }
review-row = { $number }. Antal: { $count }, senast { $last }
button-answer-group = Skriv svar { $number }
button-not-ours = Inte vår fråga { $number }
button-hide = Dölj { $number }

## Notiser, avvikelser och statistik
notice-set = Notisen visas överst i alla svar till { $until }:
notice-none = Ingen notis visas. Skriv till exempel: /{ command-notice } Telefonerna ligger nere till 16.30
notice-row = { $text } (till { $until }, { $author })
notice-how = /{ command-notice } av tar bort allt.
notices-ended = Inga notiser visas längre.
notice-bad-end = Sluttiden går inte att läsa. Skriv till exempel: /{ command-notice } Telefonerna ligger nere till 2027-03-23 12.00
notice-past = Sluttiden har redan varit. Skriv till exempel: /{ command-notice } Telefonerna ligger nere till 16.30
notice-empty = Skriv vad notisen ska säga, till exempel: /{ command-notice } Telefonerna ligger nere till 16.30
exception-set = Det gäller nu: { $row }
exception-row = { $day }: öppet { $intervals }, { $reason }
exception-row-closed = { $day }: stängt, { $reason }
exception-list = Avvikelser som gäller:
exception-none = Inga avvikelser är inlagda. Lägg in en med /{ command-exception }.
exception-bad-date = Datumet finns inte.
exception-past = Datumet har redan varit.
exception-bad-time = Tiden { $typed } går inte att läsa.
exception-open-or-closed = Skriv om det är öppet eller stängt.
exception-no-reason = Skriv också varför; det visas för invånarna.
exception-example = Skriv till exempel: /{ command-exception } { $date } 12.00-16.30 stängt Personaldag
button-remove-exception = Ta bort { $date }
statistics-how = Skriv hur många dagar, 1–{ $most }: /{ command-statistics } 7
statistics-no-picture = Bilden gick inte att rita. Här är siffrorna:
