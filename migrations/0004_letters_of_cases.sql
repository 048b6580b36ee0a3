-- 1: the letter belongs to a case, and is not taken back with what is withdrawn or erased. `regarding` had to be searched for that.
ALTER TABLE outbox ADD COLUMN of_case BIGINT NOT NULL DEFAULT 0;
UPDATE outbox SET of_case = 1 WHERE regarding LIKE '{"Case%';
