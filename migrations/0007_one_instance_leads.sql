-- Several instances may share a PostgreSQL database; one at a time handles and sends. Times are by the database's clock.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    fence BIGINT NOT NULL,              -- grows with every change of hands
    held BIGINT NOT NULL,               -- 0: by nobody
    alone BIGINT NOT NULL,              -- 1: the holder polls, and bears no other beside it
    renewed_ms BIGINT NOT NULL,
    session BIGINT NOT NULL,            -- the server's process and when it began, to see that a holder was killed
    session_ms BIGINT NOT NULL,
    waited_ms BIGINT NOT NULL           -- when somebody last stood by for it
);
INSERT INTO leases (name, fence, held, alone, renewed_ms, session, session_ms, waited_ms) VALUES ('serve', 0, 0, 0, 0, 0, 0, 0);
-- In the row that every writer of the pipe locks: a write and the check that it is still allowed are one statement.
ALTER TABLE counters ADD COLUMN fence BIGINT NOT NULL DEFAULT 0;
