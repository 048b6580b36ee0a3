-- One set for SQLite and PostgreSQL: BIGINT for numbers, milliseconds since 1970 for times, 0/1 for truth, ids made by the program.

-- What came in. `seq` is our own order; Telegram's update ids restart at random after a quiet week.
CREATE TABLE inbox (
    seq BIGINT NOT NULL PRIMARY KEY,
    update_id BIGINT NOT NULL UNIQUE,
    chat BIGINT NOT NULL,
    thread BIGINT NOT NULL,             -- 0: none
    payload TEXT NOT NULL,              -- emptied once handled
    state BIGINT NOT NULL,              -- 0 waiting, 1 handled, 2 failed
    attempts BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    handled_ms BIGINT
);
CREATE INDEX inbox_waiting ON inbox (seq) WHERE state = 0;
CREATE INDEX inbox_received ON inbox (received_ms);
CREATE INDEX inbox_chat ON inbox (chat);

-- What goes out, in the order of `id` within a chat and topic.
CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    update_id BIGINT,                   -- what it follows from
    part BIGINT NOT NULL,               -- its place among what follows from that
    chat BIGINT NOT NULL,
    thread BIGINT NOT NULL,             -- 0: none
    urgency BIGINT NOT NULL,
    messages BIGINT NOT NULL,           -- how many it makes, by which Telegram's limits count
    payload TEXT NOT NULL,              -- emptied once settled
    regarding TEXT,
    question BIGINT,                    -- the message it replies to, where `regarding` says so
    state BIGINT NOT NULL,              -- 0 waiting, 1 sent, 2 refused, 3 withdrawn
    attempts BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    due_ms BIGINT NOT NULL,
    settled_ms BIGINT,
    message_id BIGINT,
    reason TEXT
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 0;
CREATE INDEX outbox_chat ON outbox (chat, question);
CREATE INDEX outbox_settled ON outbox (settled_ms);

-- Which messages answered which question.
CREATE TABLE replies (
    chat BIGINT NOT NULL,
    question BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    sent_ms BIGINT NOT NULL,
    PRIMARY KEY (chat, question, message_id)
);
CREATE INDEX replies_sent ON replies (sent_ms);

CREATE TABLE conversations (
    chat BIGINT NOT NULL PRIMARY KEY,
    language TEXT,
    understanding TEXT,
    blocked BIGINT NOT NULL,
    consent_ms BIGINT,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX conversations_blocked ON conversations (chat) WHERE blocked = 1;

-- The question log: masked, for review and statistics, kept for the configured number of days.
CREATE TABLE questions (
    id BIGINT NOT NULL PRIMARY KEY,
    chat BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    article TEXT,
    language TEXT NOT NULL,
    asked_ms BIGINT NOT NULL,
    outside_hours BIGINT NOT NULL,
    helpful BIGINT,                     -- NULL until the resident said
    review BIGINT NOT NULL,             -- 0 open, 1 answered, 2 not ours, 3 hidden
    tell BIGINT NOT NULL                -- 1: wants to be told of the answer
);
CREATE INDEX questions_asked ON questions (asked_ms);
CREATE INDEX questions_chat ON questions (chat, asked_ms);

CREATE TABLE voices (
    hash TEXT NOT NULL PRIMARY KEY,
    file_id TEXT NOT NULL,
    made_ms BIGINT NOT NULL
);

CREATE TABLE cases (
    number BIGINT NOT NULL PRIMARY KEY,
    chat BIGINT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    state BIGINT NOT NULL,              -- 0 open, 1 closed
    topic BIGINT,
    card BIGINT,
    owner BIGINT,
    owner_name TEXT,
    opened_ms BIGINT NOT NULL,
    first_answer_ms BIGINT,
    last_resident_ms BIGINT,
    last_staff_ms BIGINT,
    reminded_ms BIGINT,
    closed_ms BIGINT,
    closed_by TEXT,
    helped BIGINT
);
CREATE INDEX cases_chat ON cases (chat, number);
CREATE INDEX cases_topic ON cases (topic);
CREATE INDEX cases_open ON cases (number) WHERE state = 0;

-- Which message on one side is which on the other, and what it said.
CREATE TABLE case_messages (
    id BIGINT NOT NULL PRIMARY KEY,
    case_number BIGINT NOT NULL,
    direction BIGINT NOT NULL,          -- 0 from the resident, 1 from staff, 2 a note inside
    author BIGINT,
    author_name TEXT,
    text TEXT NOT NULL,
    source_chat BIGINT NOT NULL,
    source_message BIGINT NOT NULL,
    target_chat BIGINT,
    target_message BIGINT,
    state BIGINT NOT NULL,              -- 0 on its way, 1 delivered, 2 failed, 3 stays inside
    at_ms BIGINT NOT NULL
);
CREATE INDEX case_messages_case ON case_messages (case_number, id);
CREATE INDEX case_messages_source ON case_messages (source_chat, source_message);
CREATE INDEX case_messages_target ON case_messages (target_chat, target_message);

-- Every state an entry has had, the newest the one that holds; undo takes it away.
CREATE TABLE faq (
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    newest BIGINT NOT NULL,             -- 1 in one row of each id
    removed BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    details TEXT NOT NULL,              -- JSON: other ways to ask, keywords, origin, dates, English
    author BIGINT,
    author_name TEXT NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE INDEX faq_newest ON faq (id) WHERE newest = 1;

CREATE TABLE notices (
    id BIGINT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    from_ms BIGINT NOT NULL,
    until_ms BIGINT,
    author BIGINT,
    author_name TEXT NOT NULL
);

CREATE TABLE exceptions (
    id BIGINT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,                  -- YYYY-MM-DD
    open TEXT NOT NULL,                 -- JSON list of ["HH:MM:SS", "HH:MM:SS"]; empty: closed
    reason TEXT NOT NULL,
    author BIGINT,
    author_name TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX exceptions_day ON exceptions (day);

CREATE TABLE audit (
    id BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    who BIGINT NOT NULL,
    who_name TEXT NOT NULL,
    action TEXT NOT NULL,
    what TEXT NOT NULL
);

CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Numbers that must never be given twice, though rows go away.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
