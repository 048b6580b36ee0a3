-- What the channel calls the content of a message, by which the municipality fetches it for its records.
ALTER TABLE case_messages ADD COLUMN file_id TEXT;
