# Everything the assistant says in English. Change the text after =; keep what stands in braces, such as { $phone }.

## Welcome and small talk
welcome =
    Hello! I am { $municipality }'s automated assistant. Ask me about the municipality's strategic plan, opening hours or how to reach the contact centre.
    { $status }
who-am-i = I am an automated assistant, not a human. I quote { $municipality }'s own texts and can hand you over to the staff.
ability =
    Ask me about { $municipality }'s strategic plan and its seven focus areas, when the contact centre is open or how to reach us.
    The staff help you with other matters.
thanks = You're welcome! Write again whenever you like.
bye = Take care! Write whenever you like.
mood = Thank you. I am an automated assistant and always ready. What would you like to know about { $municipality }?
help =
    Write your question in your own words, or choose here:
    /fokusomraden – the seven focus areas
    /oppettider – when the contact centre is open
    /kontakt – phone, e-mail and addresses
    /personal – talk to a person
    /avsluta – end the conversation with the staff
    /sprak – svenska or English
    /privacy – what is stored about you
    /radera – erase what is stored

## Opening hours
open-now = The contact centre is open now, until { $closes }.
closed-now = The contact centre is closed now. We open { $opens }.
closed-now-reason = The contact centre is closed now ({ $reason }). We open { $opens }.
closed-for-good = The contact centre is closed, and I do not know when we open.
opens-next = We open { $opens }.
opens-next-is-open = We are open already, until { $closes }. After that we open { $opens }.
week-hours = The contact centre is open { $week }. It is closed on other days.
week-holidays = We are closed on public holidays, Midsummer's Eve, Christmas Eve and New Year's Eve.
day-open = { $day }: we are open { $intervals }.
day-open-reason = { $day }: we are open { $intervals } ({ $reason }).
day-closed = { $day }: we are closed.
day-closed-reason = { $day }: we are closed ({ $reason }).
day-was-open = { $day }: we were open { $intervals }.
day-was-closed = { $day }: we were closed.
day-may-differ = It is an ordinary working day here, but the hours may differ. Please phone before you come.
both-days = Do you mean another day? Write the date, for instance 15 June.
instant-open = Yes, { $moment } we are open. We close at { $closes }.
instant-closed = No, { $moment } we are closed. After that we open { $opens }.
instant-was-open = Yes, { $moment } we were open.
instant-was-closed = No, { $moment } we were closed.
day-is-another = Note: { $day } { $month } is a { $weekday }.
range-heading = { $from }–{ $to }:
range-row = { $day }: { $intervals }
range-row-closed = { $day }: closed
range-all-closed = We are closed on all those days. We open { $opens }.
hours-unknown-day = Which day do you mean? Write for instance ”on Friday” or ”15 June”.
hours-too-far = That far ahead I do not know which days are public holidays.

## Contact
contact-heading = How to reach the contact centre:
phone = Phone
email = E-mail
visit = Visiting address
post = Postal address
map = Find us on the map

## Answers
answer-lead = This is what the text on { $title } says:
answer-whole = The whole text, in Swedish:
answer-also = It may also be about { $title }.
english-summary = In English (unofficial summary): { $summary }
source-title = Source: { $title }, { $origin }
source-origin = Source: { $origin }
source-checked = checked { $checked }
source-updated = updated { $updated }
source-page = Read more on the page
source-expired = the plan aims at { $year } and may have been replaced
faq-dated = Answer from the contact centre, { $checked }
overview-lead = The strategic plan has seven focus areas:
overview-row = { $english } ({ $title })
overview-more = Write the name of an area to read what the plan says.
read-all-heading = { $title }
page = Page { $page } of { $pages }
faq-undated = Answer from the contact centre
faq-expired = the answer held until { $date } and may have been replaced
faq-also = It may also be about the question: { $title }

## When the assistant does not know
choose-lead = Do you mean one of these?
choose-lead-one = Do you mean this?
choose-none = Is it something else? The contact centre answers: phone { $phone } or e-mail { $email }.
unknown = I am sorry, I have no answer to that.
unknown-subject = I am sorry, I have no certain answer about “{ $subject }”.
unknown-authority = That is not a matter for the municipality: { $authority } answers questions about { $matters }.
unknown-empty = I saw no question. Please write it in your own words.
unknown-too-long = That was a long message, so I have only read the beginning. Please write the question by itself.
unknown-ways = Please say it another way, or ask the staff: phone { $phone } or e-mail { $email }.

## A person
handover-open = The staff will help you. { $status } Phone { $phone } or e-mail { $email }.
handover-closed = You can leave a message to the staff. { $status } E-mail { $email }, or phone { $phone } when we are open.
handover-public = What you write to the staff becomes a public document. Formal applications are not received here.

## Emergencies
emergency-fire = Call 112 now. Save yourself and others, warn, close the door on the fire and get out.
emergency-illness = Call 112 now if it is acute. If life is not in danger, call 1177 for medical advice.
emergency-poisoning = Call 112 now and ask for poisons information if somebody feels ill.
emergency-crime = Call 112 now if the crime is in progress. If the danger is over, call the police on 114 14.
emergency-violence = Call 112 now if you are in danger. Kvinnofridslinjen 020-50 50 50 answers around the clock and does not show on the bill.
emergency-suicide = You are not alone. Call 112 now if you or somebody else is in danger. On 90101 (Mind Självmordslinjen) you can talk to someone around the clock, and 1177 gives medical advice.
emergency-accident = Call 112 now.
emergency-environment = Call 112 now if something dangerous is leaking. Information on major incidents: 113 13.
emergency-more = I am an automated assistant and cannot raise the alarm for you.

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
button-swedish = Svenska
button-english = English

## Languages
language-choice = Which language should I reply in?
language-chosen = I will reply in English.

## Privacy
privacy =
    Your questions are kept for at most { $days } days so that the answers can be improved. Personal identity numbers and card numbers are masked before anything is stored.
    If you write to the staff, the conversation is kept and becomes a public document.
    { $municipality } is responsible, { $email }. Write /radera if you want your data removed.
privacy-remote = So that I understand your question better, it is sent to a service on another computer. Personal identity numbers, card numbers, phone numbers and email addresses are masked first.

## Statistics
stats-heading = Statistics { $from }–{ $to }
stats-date = { $day } { $month } { $year }
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

## The terminal
terminal-hint = Write a question, a number to choose, or /help. Ctrl-D ends.
terminal-no-choice = There is no such choice. Write one of the numbers above, or your question.
terminal-no-command = There is no such command. Write /help to see those there are.
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
date-long = { $weekday } { $day } { $month }
date-year = { $weekday } { $day } { $month } { $year }
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
old-button = That button is old. Please write your question again.
nothing-to-end = You have no conversation with the staff at the moment.
erase-ask = Do you want to erase what I have stored about you? It is { $questions } questions and { $replies } notes about replies.
erase-nothing = I have nothing stored about you.
erased = Erased: { $questions } questions, { $replies } notes about replies and your choice of language.
erase-in-group = Write /radera to me alone: @{ $username }
erase-cases = Conversations with the staff are public documents and remain ({ $cases }).
button-erase = Yes, erase
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
button-consent = Yes, write to the staff
button-no-consent = No, thank you
consent-refused = Then I send nothing to the staff. You can call { $phone } or e-mail { $email }.
case-receipt =
    Case { $number } arrived { $arrived }.
    Write your message here and the staff will get it. Write /avsluta when you are done.
    { $when }
case-receipt-written =
    Case { $number } arrived { $arrived }.
    Your message is stored in the case. Write more here if you like, and /avsluta when you are done.
    { $when }
case-reopened =
    Case { $number } is open again, { $arrived }.
    What you write here goes to the staff. Write /avsluta when you are done.
    { $when }
case-read-open = { $status } Somebody will read it as soon as possible.
case-read-closed = { $status } Then the staff will read it. Meanwhile I can help you with this:
case-already = You are already writing with the staff (case { $number }). Write your message here, or /avsluta to end.
case-closed-by-staff = The staff have closed case { $number }. Write here within a day if you want to go on.
case-closed-by-resident = Case { $number } is closed, and I answer again. Write /personal if you want to go on. For the first day I also send the staff what I cannot answer.
case-helped-ask = Did you get help?
button-helped = Yes, I got help
button-not-helped = No, I did not get help
case-helped-thanks = Thank you! I have stored your answer.
case-unreachable = The staff cannot be reached here right now. Your message is stored and will be sent as soon as possible. If it is urgent, call { $phone } or e-mail { $email }.
case-message-failed = This message did not reach the staff. Send it again, call { $phone } or e-mail { $email }.
staff-line = { $name }, { $centre }
line-changed = { $line }, changed { $time }
person-is-staff = You are registered as staff. Residents open cases with /personal, and you answer in the case's topic in the staff group.
person-in-group = Write to me alone and I put you in touch with the staff: @{ $username }
button-tell-me = Tell me if there is an answer
tell-me-noted = I will tell you if the staff answer within { $days } days.

## The staff group
case-line = { $name } · case { $number }
card-heading = Case { $number }
card-who-swedish = { $name } writes in Swedish.
card-who-english = { $name } writes in English.
card-by-command = Opened { $opened } with /personal.
card-by-button = Opened { $opened } with the button under a reply.
card-owner = Owner: { $name }
card-no-owner = Owner: nobody yet. Whoever answers first is.
card-open = Open
card-closed = Closed by staff
card-closed-by-resident = Closed by the resident
card-answers = The assistant's last answers:
card-help = Write in the topic or reply to this message and the resident gets it. // in front: a note that stays here. /stang closes.
staff-closed = Case { $number } is closed by { $by }.
staff-closed-by-resident = Case { $number } is closed by the resident.
staff-closed-already = Case { $number } is closed already.
staff-reopened = Case { $number } is open again: the resident wants to go on.
staff-not-registered = This was not sent, as you are not registered as staff. /id shows your id, which whoever runs the assistant can add. Write as yourself, not as the group.
staff-not-sent-command = This is no command in a case, so nothing was sent to the resident.
staff-not-sent-closed = Case { $number } is closed, so this was not sent.
staff-which-case = Write that in the case's topic, or as a reply to a message of the case.
staff-blocked = { $name } (case { $number }) has blocked the assistant and gets no answers here.
staff-unblocked = { $name } (case { $number }) no longer blocks the assistant and can get answers again.
staff-not-delivered-blocked = Not delivered: the resident has blocked the assistant.
staff-not-delivered = Not delivered: Telegram did not take the message ({ $reason }).
staff-not-delivered-expired = Not delivered: Telegram did not answer for a day.
staff-no-topics = I cannot make topics in this group, so cases come here. Reply to the case's messages. For a topic a case: turn topics on and make me an administrator who may manage topics.
staff-not-administrator = I am no administrator here. Make me an administrator who may manage topics, and each case gets a topic of its own.
staff-moved = The group has a new id. Set ALEBOT_STAFF_CHAT to { $chat }.
staff-failed = Something went wrong on my side, and this did not get through. Try again.
staff-sent-already = That has been sent already, so the change stays here. Write a correction to the resident.
staff-only = This button is for staff only.
digest-heading = Waiting for an answer: { $count }
digest-row = Case { $number }, { $name }, since { $since }
staff-reminder = Reminder: { $name } (case { $number }) has waited for an answer since { $since }.

## Staff's FAQ
faq-how =
    Write like this:
    /faq Fråga: Where do I leave bulky waste? Svar: At the recycling centre.
    Several questions and answers can stand in one message.
faq-incomplete = Pair { $number } lacks its question or its answer. Write both: Fråga: … Svar: …
faq-look = It will read like this:
faq-alike = There is an answer much like it already: { $title }
faq-saved = Saved: { $title }
    Everybody can get the answer now.
faq-discarded = Nothing was saved.
faq-none = No answers are saved yet. Write /faq Fråga: … Svar: … or forward a message here.
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
review-heading = Unanswered: { $groups } topics, { $questions } questions
review-row = { $number }. Times asked: { $count }, last { $last }
button-answer-group = Answer { $number }
button-not-ours = Not ours { $number }
button-hide = Hide { $number }

## Notices, exceptions and statistics
notice-set = The notice stands on top of all replies until { $until }:
notice-none = No notice is shown. Write for instance: /notis The phones are down till 16.30
notice-row = { $text } (until { $until }, { $author })
notice-how = /notis av removes all.
notices-ended = No notices are shown any longer.
notice-bad-end = There is no such end. Write for instance: /notis The phones are down till 2027-03-23 12.00
notice-past = That end has passed. Write for instance: /notis The phones are down till 16.30
notice-empty = Write what the notice says, for instance: /notis The phones are down till 16.30
exception-set = This holds now: { $row }
exception-row = { $day }: open { $intervals }, { $reason }
exception-row-closed = { $day }: closed, { $reason }
exception-list = Exceptions that hold:
exception-none = There are no exceptions. Add one with /avvikelse.
exception-bad-date = There is no such date.
exception-past = That date has passed.
exception-bad-time = The time { $typed } cannot be read.
exception-open-or-closed = Write whether it is öppet (open) or stängt (closed).
exception-no-reason = Write why, too; residents are shown it.
exception-example = Write for instance: /avvikelse { $date } 12.00-16.30 stängt Personaldag
button-remove-exception = Remove { $date }
statistics-how = Write how many days, 1–{ $most }: /statistik 7
statistics-no-picture = The picture could not be drawn. Here are the figures:
