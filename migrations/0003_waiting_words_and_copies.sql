-- Where a message was forwarded from; empty: from a place that Telegram does not name.
ALTER TABLE case_messages ADD COLUMN forwarded_from TEXT;

-- The language in which a resident wants to be told of an answer; what was remembered of the conversation when the question was asked (JSON).
ALTER TABLE questions ADD COLUMN tell_language TEXT;
ALTER TABLE questions ADD COLUMN asked_in TEXT;

-- What staff were told was not sent: a hash of what they had written, so that an edit without a change is known as one.
CREATE TABLE unsent (
    chat BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (chat, message_id)
);

-- Albums that were replied to: their other parts come as updates of their own.
CREATE TABLE albums (
    chat BIGINT NOT NULL,
    media_group TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (chat, media_group)
);

-- So many times the handling began after a restart and was not finished.
ALTER TABLE inbox ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;

-- Numbers of updates and letters come from here, so that several instances give none twice.
INSERT INTO counters (name, value)
SELECT 'pipe', COALESCE(MAX(number), 0) FROM (SELECT MAX(seq) AS number FROM inbox UNION ALL SELECT MAX(id) FROM outbox) AS numbers;
INSERT INTO counters (name, value) SELECT 'case message', COALESCE(MAX(id), 0) + 10 FROM case_messages;
