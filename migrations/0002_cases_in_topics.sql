-- Letters that go to the topic of a case, wherever that is when they go; without a place they are held (state 4).
ALTER TABLE outbox ADD COLUMN topic_of BIGINT;
-- Which letters wait for each other within a chat or topic: 0 all but these, 1 none (answers to presses), 2 cards.
ALTER TABLE outbox ADD COLUMN track BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_topic_of ON outbox (topic_of) WHERE topic_of IS NOT NULL;
CREATE INDEX outbox_held ON outbox (id) WHERE state = 4;

-- How the resident came here; `topic` 0: the group itself, which has no topics.
ALTER TABLE cases ADD COLUMN origin TEXT NOT NULL DEFAULT 'command';

-- What the message was beside its text, and the album that it was part of.
ALTER TABLE case_messages ADD COLUMN attachment TEXT;
ALTER TABLE case_messages ADD COLUMN media_group TEXT;

-- What the assistant said, for the card of a case.
ALTER TABLE questions ADD COLUMN answer TEXT NOT NULL DEFAULT '';

-- What somebody has begun and not yet finished: a first message before the consent, an answer that is looked at before it is saved.
CREATE TABLE drafts (
    id BIGINT NOT NULL PRIMARY KEY,
    chat BIGINT NOT NULL,
    thread BIGINT NOT NULL,             -- 0: none
    author BIGINT NOT NULL,
    waits BIGINT NOT NULL,              -- 1: the author's next message belongs to it
    content TEXT NOT NULL,              -- JSON
    at_ms BIGINT NOT NULL
);
CREATE INDEX drafts_author ON drafts (author, chat, thread);
CREATE INDEX cases_card ON cases (card);
CREATE INDEX outbox_sent ON outbox (chat, message_id) WHERE topic_of IS NOT NULL;
CREATE INDEX outbox_thread ON outbox (chat, thread) WHERE topic_of IS NOT NULL;
