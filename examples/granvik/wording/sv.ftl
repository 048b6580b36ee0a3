# Bara det som Granvik säger på ett annat sätt än mappen i municipality.toml.
command-overview = malen
command-hours = oppet
command-person = manniska
menu-overview = Färdplanens tre mål
menu-hours = Är servicepunkten öppen?
welcome =
    Hej! Jag är { $municipality }s automatiska assistent. Fråga mig om färdplanen, servicepunktens öppettider eller hur du når oss.
    { $status }
who-am-i = Jag är en automatisk assistent, ingen människa. Jag svarar åt { $municipality }, citerar kommunens egna texter och kan lämna över till personalen.
ability =
    Fråga mig om { $municipality }s färdplan och dess tre mål, när servicepunkten har öppet eller hur du når oss.
    Andra ärenden hjälper personalen dig med.
help =
    Skriv din fråga med egna ord, eller välj här:
    /{ command-overview } – färdplanens tre mål
    /{ command-hours } – när servicepunkten har öppet
    /{ command-contact } – telefon, e-post och adresser
    /{ command-person } – prata med en person
    /{ command-end } – avsluta samtalet med personalen
    /{ command-language } – svenska eller English
    /{ command-privacy } – vad som sparas om dig
    /{ command-erase } – radera det som sparats
open-now = Servicepunkten har öppet nu, till { $closes }.
open-always = Servicepunkten har öppet dygnet runt.
closed-now = Servicepunkten har stängt nu. Vi öppnar igen { $opens }.
closed-now-reason = Servicepunkten har stängt nu ({ $reason }). Vi öppnar igen { $opens }.
closed-for-good = Servicepunkten har stängt, och jag vet inte när vi öppnar igen.
week-hours = Servicepunkten har öppet { $week }. Övriga dagar är det stängt.
contact-heading = Så når du servicepunkten:
source-expired = färdplanen siktar mot { $year } och kan ha ersatts
overview-lead = Färdplanen har { $number } mål:
overview-more = Vill du läsa vad färdplanen säger? Skriv ett måls namn eller nummer.
choose-none = Är det något annat? Servicepunkten svarar: ring { $phone } eller mejla { $email }.
unknown = Det har jag tyvärr inget svar på. Servicepunkten vet:
unknown-subject = Jag har tyvärr inget säkert svar om ”{ $subject }”. Servicepunkten vet:
unanswered-part = ”{ $part }” har jag tyvärr inget svar på. Servicepunkten vet:
faq-dated = Svar från servicepunkten, { $checked }
faq-undated = Svar från servicepunkten
across-count = Färdplanen har { $number } mål:
across-areas =
    { $count ->
        [one] Ett mål tar upp ”{ $word }”:
       *[other] { $number } mål tar upp ”{ $word }”:
    }
age-unknown = Om den har ändrats eller ersatts sedan dess vet jag inte. Det vet servicepunkten:
unsaid-word = Inget av målen tar upp ”{ $word }”.
unsaid-ways = Fråga gärna servicepunkten:
button-focus-areas = Målen
stats-kind-overview = Målen
