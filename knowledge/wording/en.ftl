# Everything the assistant says in English. Change the text after =; keep what stands in braces, such as { $phone }.

## Commands: what they are called (a–z, 0–9 and _), and how the menu describes them. Other texts take the names from here.
command-start = start
command-help = help
command-overview = fokusomraden
command-hours = oppettider
command-contact = kontakt
command-person = personal
command-end = avsluta
command-language = sprak
command-privacy = privacy
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
menu-start = Start from the beginning
menu-help = What I can answer
menu-overview = The municipality's focus areas
menu-hours = Open now? Hours today and this week
menu-contact = Phone, e-mail and address
menu-person = Write to the staff
menu-end = End the conversation with the staff
menu-language = Choose language
menu-privacy = What is stored about you
menu-erase = Erase what is stored about you
menu-id = The chat's id and your own
menu-faq = Save, show or change answers
menu-unanswered = Questions without an answer
menu-statistics = What is asked and answered
menu-notice = A notice on top of replies
menu-exception = Change the hours of one day
menu-exceptions = List and remove changed hours
menu-close = Close the case
menu-note = A note that stays in the group
menu-bar = Take no more from the case's resident
menu-unbar = Take messages from the resident again
menu-barred = List who is blocked
menu-pause = Pause the assistant, in your own words
menu-resume = End the pause

## The profile in Telegram: in an empty chat, and on the profile
profile =
    I am an automated assistant of { $centre }. Ask me about the municipality, opening hours and contact details, in your own words. I quote the municipality's own text and can take a message for the staff.

    Danger to life, property or the environment: call 112.
profile-short = Automated assistant of { $centre }. Answers around the clock.

## Welcome and small talk
welcome =
    Hello! I am { $municipality }'s automated assistant. Ask me about the municipality's strategic plan, opening hours or how to reach the contact centre.
    { $status }
who-am-i = I am an automated assistant, not a human. I answer for { $municipality }'s contact centre, quote the municipality's own texts and can hand you over to the staff.
ability =
    Ask me about { $municipality }'s strategic plan and its focus areas, when the contact centre is open or how to reach us.
    The staff will help you with anything else.
thanks = You're welcome! Write again whenever you like.
bye = Take care! Write whenever you like.
no-harm-done = That's all right. What would you like to know?
mood = I am an automated assistant and feel neither good nor bad. What would you like to know about { $municipality }?
help =
    Write your question in your own words, or choose here:
    /{ command-overview } – the seven focus areas
    /{ command-hours } – when the contact centre is open
    /{ command-contact } – phone, e-mail and addresses
    /{ command-person } – talk to a person
    /{ command-end } – end the conversation with the staff
    /{ command-language } – svenska or English
    /{ command-privacy } – what is stored about you
    /{ command-erase } – erase what is stored

## Opening hours
open-now = The contact centre is open now, until { $closes }.
open-always = The contact centre is open around the clock.
closed-now = The contact centre is closed now. We open again { $opens }.
closed-now-reason = The contact centre is closed now ({ $reason }). We open again { $opens }.
closed-for-good = The contact centre is closed, and I do not know when we open again.
opens-next = We open again { $opens }.
opens-next-is-open = We are open now, until { $closes }. After that we open again { $opens }.
week-hours = The contact centre is open { $week }, and closed on all other days.
week-group = { $days } { $intervals }
week-holidays = We are closed on public holidays, Midsummer's Eve, Christmas Eve and New Year's Eve.
day-open = { $day } we are open { $intervals }.
day-open-reason = { $day } we are open { $intervals } ({ $reason }).
day-closed = { $day } we are closed.
day-closed-reason = { $day } we are closed ({ $reason }).
day-was-open = { $day } we were open { $intervals }.
day-was-closed = { $day } we were closed.
day-may-differ = It is an ordinary working day here, but the hours may differ. Please call before you come.
both-days = Did you mean another day? Write the date, for example 15 June.
instant-open = Yes, we are open { $moment }. We close at { $closes }.
instant-closed = No, we are closed { $moment }. We open again { $opens }.
instant-was-open = Yes, we were open { $moment }.
instant-was-closed = No, we were closed { $moment }.
day-is-another = Note: { $day } { $month } is a { $weekday }.
range-heading = { $from }–{ $to }:
range-row = { $day }: { $intervals }
range-row-closed = { $day }: closed
range-all-closed = We are closed on all those days. We open again { $opens }.
hours-unknown-day = Which day do you mean? Write for example “on Friday” or “15 June”.
hours-too-far = That far ahead I do not know which days are public holidays.
ask-hours = open { $day }?

## Contact
contact-heading = How to reach the contact centre:
phone = Phone
email = E-mail
visit = Visiting address
post = Postal address
map = Find us on the map

## Answers
answer-lead = This is what the text says about { $title }:
answer-whole = The whole text, in Swedish:
answer-also = It may also be about { $title }.
english-summary = In English (unofficial summary): { $summary }
source-origin = Source: { $origin }
source-checked = checked { $checked }
source-updated = updated { $updated }
source-page = Read more on the page
source-expired = the plan aims at { $year } and may have been replaced
faq-dated = Answer from the contact centre, { $checked }
overview-lead = The strategic plan has { $number } focus areas:
overview-row = { $english } ({ $title })
overview-more = Would you like to read what the plan says? Write the name or number of an area.
read-all-heading = { $title }
page = Page { $page } of { $pages }
faq-undated = Answer from the contact centre
faq-expired = the answer held until { $date } and may have been replaced
faq-also = It may also be about the question: { $title }

## When the assistant does not know
choose-lead = Do you mean one of these?
choose-lead-one = Do you mean this?
choose-none = Is it something else? The contact centre answers: call { $phone } or e-mail { $email }.
unknown = I am afraid I have no answer to that. The contact centre knows:
unknown-again = I have no answer to that either. Shall the staff take over? This is how to reach them:
unknown-subject = I am afraid I have no certain answer about “{ $subject }”. The contact centre knows:
unknown-authority = That is not a matter for the municipality: { $authority } answers questions about { $matters }.
unknown-empty = I saw no question. Please write one in your own words.
unknown-too-long = That was a long message, so I have only read the beginning. Please write the question by itself.
unknown-ways = You can also put the question another way.

## A person
handover-open = The staff will help you. { $status } Call { $phone } or e-mail { $email }.
handover-closed = You can leave a message for the staff. { $status } E-mail { $email }, or call { $phone } when we are open.
handover-public = What you write to the staff becomes a public document. Formal applications cannot be made here.

## The texts taken together
across-count = The strategic plan has { $number } focus areas:
across-areas =
    { $count ->
        [one] One focus area mentions “{ $word }”:
       *[other] { $number } focus areas mention “{ $word }”:
    }
across-texts =
    { $count ->
        [one] One text mentions “{ $word }”:
       *[other] { $number } texts mention “{ $word }”:
    }
across-further = It also stands in:
across-compare = This is what they say, side by side:
age-checked = The text was last checked on { $checked }.
age-until = It aims at { $year }.
age-passed = It aims at { $year }, and that year has passed.
age-unknown = Whether it has been changed or replaced since then, I do not know. The contact centre does:
origin-is = The text comes from: { $origin }.
unsaid-who = The text does not say who wrote it, who decides or who is responsible.
unsaid-adopted = The text does not say when it was decided.
unsaid-outcome = The text says what the municipality wants, but not what has been done, how it has gone or what it costs.
unsaid-word = I find nothing about “{ $word }” in the focus areas.
unsaid-ways = Please ask the contact centre:

## The same answer in another way
told-shorter = { $title }, in short:
told-simpler = { $title }, in simpler words (not the municipality's own):
told-shortest = The main point of { $title }, in one sentence:
told-why = This is how the text on { $title } explains it:
told-quote = In the text's own words, in Swedish:
told-person = Is it still difficult? The staff will gladly explain.

## In conversation
remark-declined = All right. Write whenever you would like to ask something else.
remark-not-helped = Then that was not what you needed. Tell me a little more about what you are wondering, or ask the staff.
remark-nothing-offered = What would you like to know? Write your question, or choose here.
remark-which-one = Which one? Write its name or number.
remark-no-such-choice =
    { $count ->
        [one] There is only one to choose from.
       *[other] There are only { $number } to choose from. Write a number from 1 to { $count }.
    }
remark-misunderstood = Then I got it wrong. What did you mean?
remark-relieved = That is good to hear. If it gets worse again, call 112. For medical advice, call 1177.
unanswered-part = I am afraid I have no answer to “{ $part }”. The contact centre knows:

## Emergencies
emergency-fire = Call 112 now. Save yourself and others, warn, close the door on the fire and get out.
emergency-illness = Call 112 now if it is acute. If life is not in danger, call 1177 for medical advice.
emergency-poisoning = Call 112 now and ask for poisons information if somebody feels ill.
emergency-crime = Call 112 now if the crime is in progress. If the danger is over, call the police on 114 14.
emergency-violence = Call 112 now if you are in danger. Kvinnofridslinjen 020-50 50 50 answers around the clock and does not show on the bill.
emergency-suicide = You are not alone. Call 112 now if you or somebody else is in danger. On 90101 (Mind Självmordslinjen) you can talk to someone around the clock, and 1177 gives medical advice.
emergency-accident = Call 112 now.
emergency-environment = Call 112 now if something dangerous is leaking. Information on major incidents: 113 13.
emergency-fever = Call 1177 for advice, day or night. Call 112 if the child has trouble breathing, has a seizure, a stiff neck or can hardly be woken.
emergency-missing = Call 112 now. Say who is missing, when and where you last saw them and what they are wearing.
emergency-alarm = Go indoors, close windows, doors and ventilation, and listen to Sveriges Radio P4. Call 113 13 for information. Call 112 only if somebody is in danger.
emergency-distress = That sounds hard. On 90101 (Mind Självmordslinjen) you can talk to someone around the clock, and 1177 gives medical advice. Call 112 if you are in danger.
emergency-more = I am an automated assistant and cannot raise the alarm for you.
emergency-perhaps = Is it urgent? { $help }
emergency-otherwise = Is it about something else? Please put the question in other words, call { $phone } or e-mail { $email }.
emergency-else = Is there something else you would like to know? Write it here.

## Emergencies that are not over
acute-fire = Do not enter the smoke, and do not go back in. The fire service tells you what to do: call 112, or stay on the line.
acute-illness = The person who answers on 112 tells you what to do, step by step, also in English, and the call is free. If it is not urgent, 1177 gives advice around the clock.
acute-poisoning = Call 112 and ask for poisons information (Giftinformation); they answer around the clock. Have the package at hand. 1177 gives advice too.
acute-crime = Keep away from whoever is threatening, and lock the door. If it is going on, call 112. If it is over, report it to the police on 114 14.
acute-violence = You set the pace, and it is not your fault. If you are in danger, call 112. Kvinnofridslinjen 020-50 50 50 answers around the clock, is free and helps you find a safe place. You may want to delete this chat afterwards.
acute-suicide = I am only an automated assistant, but there are people who want to listen. 90101 (Mind Självmordslinjen) answers around the clock, also in chat on mind.se, and it is free. If it is urgent, call 112. 1177 gives medical advice.
acute-accident = Do not move anybody who is injured unless it is dangerous to stay. Call 112: they tell you what to do. 1177 gives advice if it is not urgent.
acute-environment = Keep away and warn others. Call 112 if it is still leaking. 113 13 gives information on major incidents.
acute-fever = 1177 answers around the clock and says whether the child needs care, and where. If the child has trouble breathing or is hard to wake, call 112.
acute-missing = Do not wait to call 112. Answer the questions you get, and let somebody stay where the person may come back.
acute-alarm = Stay indoors with the windows closed until the danger is over. Call 113 13 for information, or listen to Sveriges Radio P4. If somebody is in danger, call 112.
acute-over = Is it calm now? Tell me, and I will help you with other things.

## Buttons
button-read-all = Read all of it
button-next-page = Next page
button-listen = Listen
button-helpful = Yes, that helped
button-unhelpful = No, it did not help
button-focus-areas = Focus areas
button-hours = Opening hours
button-contact = Contact
button-map = Map
button-person = Talk to a person
button-person-closed = Write to the staff
button-language = English

## Languages
language-choice = Which language should I reply in?
language-chosen = I will reply in English.
languages = I answer in Swedish and English. Choose here, or simply write in the language you prefer.
languages-cards = A short greeting with our contact details is also there in: { $names }.

## Privacy
privacy =
    The staff can read questions that I could not answer, without seeing who wrote them. Your questions are kept for at most { $days } days so that the answers can be improved. Personal identity numbers and card numbers are masked before anything is stored.
    If you write to the staff, the conversation is kept and becomes a public document.
    { $municipality } is responsible, { $email }. Write /{ command-privacy } (/integritet) to read this again, and /{ command-erase } if you want your data removed.
privacy-remote = So that I understand your question better, it is sent to a service on another computer. Personal identity numbers, card numbers, phone numbers and email addresses are masked first.

## Statistics
stats-heading = Statistics { $from }–{ $to }
stats-nothing = No questions on these days.
stats-row = { $name }: { $value }
stats-share = { $part } of { $whole } ({ $percent }%)
stats-yes-no = yes { $yes }, no { $no }
stats-questions = Questions
stats-busiest = Most on one day
stats-on-day = { $value }, on { $date }
stats-answered = Answered
stats-unanswered = Not answered
stats-outside = Outside opening hours
stats-helpful = Did the answer help?
stats-kinds = What the questions got for a reply
stats-kind-answer = Quotations from the texts
stats-kind-overview = The focus areas
stats-kind-contact = Contact details
stats-kind-hours = Opening hours
stats-kind-handover = A way to the staff
stats-kind-smalltalk = Small talk
stats-kind-emergency = Emergency
stats-kind-choose = “Do you mean …?”
stats-kind-unknown = “I do not know”
stats-articles = Texts quoted most
stats-cases = Cases
stats-opened = Opened
stats-closed = Closed
stats-still-open = Still open
stats-waiting = Waiting for a first answer
stats-first-answer = Time to the first answer
stats-first-answer-open = Counting opening hours only
stats-wait = half within { $median }, nine in ten within { $ninetieth }
stats-minutes = { $minutes } min
stats-hours = { $hours } h { $minutes } min
stats-helped = Was the matter solved?
stats-note = Answered are all questions but those that got “I do not know”. Questions that have been erased are not counted.
chart-title = Questions a day, { $from }–{ $to }
chart-title-weeks = Questions a week, { $from }–{ $to }
chart-legend = { $name } ({ $count })
chart-days = Day
chart-weeks = Week from
chart-day = { $day }/{ $month }

## The import of the site
import-report =
    The site has been read: { $summary }. Somebody should look at this:
    { $rows }
import-row = • { $page }: { $why }
import-more = … and { $count } more. Run alebot check to see everything.
import-failed = The site could not be read: { $why } Its pages are as they were.

## The terminal
terminal-hint = Write a question, a number to choose, or /{ command-help }. Ctrl-D ends.
terminal-no-choice = There is no such choice. Write one of the numbers above, or your question.
terminal-no-command = There is no such command. Write /{ command-help } to see those there are.
terminal-nothing-stored = Nothing is stored here in the terminal. On Telegram this holds:
terminal-interrupted = Press Ctrl-C once more or Ctrl-D to end.

## Days
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
holiday-new-years-day = New Year's Day
holiday-twelfth-night = Twelfth Night
holiday-epiphany = Epiphany
holiday-maundy-thursday = Maundy Thursday
holiday-good-friday = Good Friday
holiday-holy-saturday = Easter Eve
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-walpurgis-night = Walpurgis Night
holiday-may-day = May Day
holiday-ascension-day = Ascension Day
holiday-whitsun-eve = Whitsun Eve
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-national-day = Sweden's National Day
holiday-midsummers-eve = Midsummer's Eve
holiday-midsummers-day = Midsummer's Day
holiday-all-saints-eve = the eve of All Saints' Day
holiday-all-saints-day = All Saints' Day
holiday-christmas-eve = Christmas Eve
holiday-christmas-day = Christmas Day
holiday-boxing-day = Boxing Day
holiday-new-years-eve = New Year's Eve
date-long = { $weekday } { $day } { $month }
date-year = { $weekday } { $day } { $month } { $year }
date-plain = { $day } { $month } { $year }
number =
    { $count ->
        [1] one
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
        [11] eleven
        [12] twelve
       *[other] { $count }
    }
today = today
tomorrow = tomorrow
yesterday = yesterday
at-time = { $time }
day-at-time = { $day } at { $time }
interval = { $from }–{ $to }

## In Telegram
attachment = Thank you, but I can only read text. Please write your question in words.
rated-helpful = Thank you! Good that it helped.
rated-unhelpful = Thank you for telling me. The staff will gladly help you.
unhelpful-person = Would you like to ask the staff instead? They will also see what you asked.
voice-refused = I could not send the recording. You may not accept voice messages: you can change that in Telegram under Settings, Privacy. You can also press Read all of it.
old-button = That button is old and no longer works. Please write your question again.
nothing-to-end = You have no conversation with the staff at the moment.
erase-ask =
    Do you want to erase what I have stored about you? It is { $questions ->
        [one] 1 question
       *[other] { $questions } questions
    } and { $replies ->
        [one] 1 note
       *[other] { $replies } notes
    } about replies.
erase-nothing = I have stored nothing about you.
erased =
    Erased: { $questions ->
        [one] 1 question
       *[other] { $questions } questions
    }, { $replies ->
        [one] 1 note
       *[other] { $replies } notes
    } about replies and your choice of language.
erase-in-group = Write /{ command-erase } to me in a private chat: @{ $username }
erase-cases =
    { $cases ->
        [one] Your conversation with the staff is a public document and remains.
       *[other] Your { $cases } conversations with the staff are public documents and remain.
    }
button-erase = Yes, erase
barred = The staff no longer take what you write here. You reach them at { $phone } or { $email }. You can still ask me.
unbarred = The staff take what you write here again. Write /personal to reach them.
withheld = The attachment was left out, as there is a personal number or a card number in it. Take the number out and send it again.
nameless = Unknown
paused-usual = I am paused at the moment and cannot answer questions.
paused-ways = Phone { $phone } or e-mail { $email }. Danger to life, property or the environment: call 112.
flood-warning = That is more messages than I can keep up with. Please wait a minute and write again, best all in one message. Until then neither I nor the staff read what you send. If it is urgent, phone { $phone }. Danger: call 112.
apology = Something went wrong and I could not answer. Please try again, or phone { $phone }.
id = This chat has id { $chat }. Your id is { $user }.
voice-missing = I cannot read the text aloud right now.
knowledge-broken =
    The changed knowledge has faults, so I answer with the old one until they are put right:
    { $faults }

## A case with staff
consent-ask =
    Before you write to the staff:
    What you write and the answers you get are stored as a case and become public documents. The conversation is kept until { $municipality } removes it by its rules. Your questions to me are stored for at most { $days } days.
    Personal identity numbers and card numbers are masked. Send nothing sensitive, and no formal applications: they are not received here.
    Do you want to write to the staff?
consent-goes-along = This is sent to the staff if you say yes: ”{ $text }”
consent-kept = What you wrote has not been sent yet. Say yes, and I will send it to the staff.
button-consent = Yes, write to the staff
button-no-consent = No, thank you
consent-refused = Then I will not send anything to the staff. You can call { $phone } or e-mail { $email }.
case-receipt =
    Case { $number } arrived { $arrived }.
    Write your message here and the staff will get it. Write /{ command-end } when you are done.
    { $when }
case-receipt-written =
    Case { $number } arrived { $arrived }.
    Your message is stored in the case. Write more here if you like, and /{ command-end } when you are done.
    { $when }
case-reopened =
    Case { $number } is open again, { $arrived }.
    What you write here goes to the staff. Write /{ command-end } when you are done.
    { $when }
case-saved = Saved in case { $number }. We will read it { $opens }.
case-saved-only = Saved in case { $number }.
case-read-open = { $status } Somebody will read it as soon as possible.
case-read-closed = { $status } Then the staff will read it. Meanwhile I can help you with this:
case-already = You are already writing with the staff (case { $number }). Write your message here, or /{ command-end } to end.
case-closed-by-staff = The staff have closed case { $number }. Write here within a day if you want to go on.
case-closed-by-resident = Case { $number } is closed, and I answer again. Write /{ command-person } if you want to go on. For the first day I also send the staff what I cannot answer.
case-helped-ask = Did you get help?
button-helped = Yes, I got help
button-not-helped = No, I did not get help
case-helped-thanks = Thank you! I have stored your answer.
case-unreachable = The staff cannot be reached here right now. Your message is stored and will be sent as soon as possible. If it is urgent, call { $phone } or e-mail { $email }.
case-message-failed = This message did not reach the staff. Send it again, call { $phone } or e-mail { $email }.
case-parts-left-out = { $missing } of { $all } parts did not reach the staff. Send them again, call { $phone } or e-mail { $email }.
staff-line = { $name }, { $centre }
line-forwarded = { $line }, forwarded
line-forwarded-from = { $line }, forwarded from { $from }
line-quoted = In reply to a quotation:
line-quoted-from = In reply to a quotation from { $from }:
line-withheld = [Left out, as there is a personal number or a card number in it: { $name }]
line-changed = { $line }, changed { $time }
person-is-staff = You are registered as staff. Residents open cases with /{ command-person }, and you answer in the case's topic in the staff group.
person-in-group = Write to me in a private chat and I will put you in touch with the staff: @{ $username }
button-tell-me = Let me know if there is an answer
tell-me-noted =
    I will tell you if the staff answer within { $days ->
        [one] a day
       *[other] { $days } days
    }.

## The staff group
case-line = { $name } · case { $number }
card-heading = Case { $number }
card-who =
    { $language ->
       *[sv] { $name } writes in Swedish.
        [en] { $name } writes in English.
    }
card-by-command = Opened { $opened } with /{ command-person }.
card-by-button = Opened { $opened } with the button under a reply.
card-owner = Owner: { $name }
card-no-owner = Owner: nobody yet. Whoever answers first is.
card-open = Open
card-closed = Closed by staff
card-closed-by-resident = Closed by the resident
card-answers = The assistant's last answers:
card-help = Write in the topic or reply to this message and the resident gets it. // in front: a note that stays here. /{ command-close } closes.
staff-closed = Case { $number } is closed by { $by }.
staff-closed-by-resident = Case { $number } is closed by the resident.
staff-closed-already = Case { $number } is closed already.
staff-reopened = Case { $number } is open again: the resident wants to go on.
staff-still-open = Case { $number } is not closed, as I do not know who closed the topic. Write /{ command-close } here if it is to be closed.
staff-still-closed = Case { $number } is still closed, so what you write here does not reach the resident. If the resident writes again, it comes here or in a new topic.
staff-not-registered = This was not sent, as you are not registered as staff. /{ command-id } shows your id, which whoever runs the assistant can add. Write as yourself, not as the group.
staff-not-sent-command = This is no command in a case, so nothing was sent to the resident.
staff-not-sent-closed = Case { $number } is closed, so this was not sent.
staff-which-case = Write that in the case's topic, or as a reply to a message of the case.
staff-blocked = { $name } (case { $number }) has blocked the assistant and gets no answers here.
staff-unblocked = { $name } (case { $number }) no longer blocks the assistant and can get answers again.
staff-not-delivered-blocked = Not delivered: the resident has blocked the assistant.
staff-not-delivered = Not delivered: Telegram did not take the message ({ $reason }).
staff-not-delivered-expired = Not delivered: Telegram did not answer for a day.
staff-parts-left-out = Not delivered: { $missing } of { $all } parts. Send them again.
staff-back = I can write here again. What was waiting is being sent now.
staff-no-topics = I cannot make topics in this group, so cases come here. Reply to the case's messages. For a topic a case: turn topics on and make me an administrator who may manage topics.
staff-not-administrator = I am not an administrator here. Make me an administrator who may manage topics, and each case gets a topic of its own.
staff-moved = The group has a new id. Set ALEBOT_STAFF_CHAT to { $chat }.
staff-failed = Something went wrong on my side, and this did not get through. Try again.
staff-withheld = This was not sent, as there is a personal number or a card number in it: { $name }. Take the number out and send it again.
staff-not-answered = What I would have written here could not be sent. Telegram said: { $reason }
staff-sent-already = That has been sent already, so the change stays here. Write a correction to the resident.
staff-only = This button is for staff only.
staff-barred = { $name } (case { $number }) is blocked: you get nothing more that the resident writes. The assistant still answers questions. /{ command-unbar } here undoes it.
staff-barred-already = { $name } (case { $number }) is blocked already. /{ command-unbar } undoes it.
staff-not-barred = { $name } (case { $number }) is not blocked.
staff-unbarred = { $name } (case { $number }) can write to you again.
staff-barred-none = Nobody is blocked. Write /{ command-bar } in a case's topic if you want no more messages from the resident.
staff-barred-heading = Blocked: { $count }
staff-barred-row = Case { $number }, { $name }, { $since }, by { $by }. { $reason }
staff-barred-how = Undo one with /{ command-unbar } and the case's number.
staff-paused = The assistant is paused; cases go on as usual. /{ command-resume } ends the pause. Residents get this as a reply:
staff-not-paused = The assistant is not paused.
staff-resumed = The pause is over. The assistant answers again.
digest-heading = Waiting for an answer: { $count }
digest-row = Case { $number }, { $name }, since { $since }
digest-more = … and { $count } more
staff-reminder = Reminder: { $name } (case { $number }) has waited for an answer since { $since }.
staff-reminders = Reminder: { $count } cases have waited for more than { $minutes } minutes of opening time. The oldest:

## Staff's FAQ
faq-how =
    Write like this:
    /{ command-faq } Fråga: Where do I leave bulky waste? Svar: At the recycling centre.
    Several questions and answers can stand in one message.
faq-incomplete = Pair { $number } lacks its question or its answer. Write both: Fråga: … Svar: …
faq-no-title = The title is empty. Write the question or a title.
faq-no-answer = The answer is empty. Write an answer.
faq-no-english-title = The English part has no title. Write one in English.
faq-with-passages = A FAQ answer cannot have [[passage]]. Remove that part, or put the text in the knowledge folder.
faq-with-page-facts = A FAQ answer cannot have url, section, updated or owner. Remove them, or put the text in the knowledge folder.
faq-faulty = The text cannot be saved as it is: { $fault }
faq-unreadable = The text cannot be saved as it is.
faq-look = It will read like this:
faq-alike = There is an answer much like it already: { $title }
faq-saved = Saved: { $title }
    Everybody can get the answer now.
faq-discarded = Nothing was saved.
faq-none = No answers are saved yet. Write /{ command-faq } Fråga: … Svar: … or forward a message here.
faq-list = Saved answers: { $count }
faq-row = { $title } ({ $author }, { $changed })
faq-is-removed = Removed. Undo brings it back.
faq-removed = Removed: { $title }
faq-undone = The change of { $title } is undone. It now reads:
faq-undone-removal = The answer is back: { $title }
faq-undone-all = The answer is gone: { $title }
faq-ask-answer = What is the answer? Write it as a message here. The question:
faq-ask-text = Write the new text as a message here. To change the question too: Fråga: … Svar: …
forwarded-empty = I can only read text. Forward or write the text.
forwarded-offer = Forward the answer you want to use.
forwarded-perhaps = I am not sure that this answers the question. Read it before you forward it.
forwarded-nothing = I find no answer to that. You can write one and save it.
button-save-faq = Save as FAQ
button-save = Save
button-discard = Discard
button-edit = Change
button-remove = Remove
button-undo = Undo
answer-there = You asked me to tell you: the staff have answered a question like yours.
staff-button-old = That is done already, or gone.
staff-not-in-case = Do that in the group's general topic or alone with me. What you write here goes to the resident.

## Unanswered questions
review-none = No unanswered questions.
review-heading =
    Unanswered: { $groups ->
        [one] 1 topic
       *[other] { $groups } topics
    }, { $questions ->
        [one] 1 question
       *[other] { $questions } questions
    }
review-row = { $number }. Times asked: { $count }, last { $last }
button-answer-group = Answer { $number }
button-not-ours = Not ours { $number }
button-hide = Hide { $number }

## Notices, exceptions and statistics
notice-set = The notice stands on top of all replies until { $until }:
notice-none = No notice is shown. Write for example: /{ command-notice } The phones are down till 16.30
notice-row = { $text } (until { $until }, { $author })
notice-how = /{ command-notice } av removes all.
notices-ended = No notices are shown any longer.
notice-bad-end = There is no such end. Write for example: /{ command-notice } The phones are down till 2027-03-23 12.00
notice-past = That end has passed. Write for example: /{ command-notice } The phones are down till 16.30
notice-empty = Write what the notice says, for example: /{ command-notice } The phones are down till 16.30
exception-set = This holds now: { $row }
exception-row = { $day }: open { $intervals }, { $reason }
exception-row-closed = { $day }: closed, { $reason }
exception-list = Exceptions that hold:
exception-none = There are no exceptions. Add one with /{ command-exception }.
exception-bad-date = There is no such date.
exception-past = That date has passed.
exception-bad-time = The time { $typed } cannot be read.
exception-open-or-closed = Write whether it is öppet (open) or stängt (closed).
exception-no-reason = Write why, too; residents are shown it.
exception-example = Write for example: /{ command-exception } { $date } 12.00-16.30 stängt Personaldag
button-remove-exception = Remove { $date }
statistics-how = Write how many days, 1–{ $most }: /{ command-statistics } 7
statistics-no-picture = The picture could not be drawn. Here are the figures:
