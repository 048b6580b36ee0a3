-- Residents whose messages staff do not get, until staff take it back.
CREATE TABLE barred (
    chat BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    case_number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    author BIGINT NOT NULL,
    author_name TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
