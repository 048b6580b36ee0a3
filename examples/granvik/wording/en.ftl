# Only what Granvik says in another way than the folder in municipality.toml.
command-overview = malen
command-hours = oppet
command-person = manniska
menu-overview = The three goals of the roadmap
menu-hours = Is the service point open?
welcome =
    Hello! I am the automated assistant of { $municipality }. Ask me about the roadmap, opening hours or how to reach us.
    { $status }
who-am-i = I am an automated assistant, not a human. I answer for { $municipality }, quote the municipality's own texts and can hand over to the staff.
ability =
    Ask me about the roadmap of { $municipality } and its three goals, when the service point is open or how to reach us.
    The staff help you with everything else.
help =
    Write your question in your own words, or choose here:
    /{ command-overview } – the three goals of the roadmap
    /{ command-hours } – when the service point is open
    /{ command-contact } – phone, e-mail and addresses
    /{ command-person } – talk to a person
    /{ command-end } – end the conversation with the staff
    /{ command-language } – svenska or English
    /{ command-privacy } – what is stored about you
    /{ command-erase } – erase what is stored
open-now = The service point is open now, until { $closes }.
open-always = The service point is open around the clock.
closed-now = The service point is closed now. We open again { $opens }.
closed-now-reason = The service point is closed now ({ $reason }). We open again { $opens }.
closed-for-good = The service point is closed, and I do not know when we open again.
week-hours = The service point is open { $week }, and closed on all other days.
contact-heading = How to reach the service point:
source-expired = the roadmap aims at { $year } and may have been replaced
overview-lead = The roadmap has { $number } goals:
overview-more = Would you like to read what the roadmap says? Write the name or number of a goal.
choose-none = Is it something else? The service point answers: call { $phone } or e-mail { $email }.
unknown = I am afraid I have no answer to that. The service point knows:
unknown-subject = I am afraid I have no certain answer about “{ $subject }”. The service point knows:
unanswered-part = I am afraid I have no answer to “{ $part }”. The service point knows:
faq-dated = Answer from the service point, { $checked }
faq-undated = Answer from the service point
across-count = The roadmap has { $number } goals:
across-areas =
    { $count ->
        [one] One goal mentions “{ $word }”:
       *[other] { $number } goals mention “{ $word }”:
    }
age-unknown = Whether it has been changed or replaced since then, I do not know. The service point does:
unsaid-word = None of the goals mentions “{ $word }”.
unsaid-ways = Please ask the service point:
button-focus-areas = The goals
stats-kind-overview = The goals
