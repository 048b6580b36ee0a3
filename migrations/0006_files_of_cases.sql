-- What the channel calls the content of a message: by the one the municipality fetches it for its records, by the other it is known as the same.
ALTER TABLE case_messages ADD COLUMN file_id TEXT;
ALTER TABLE case_messages ADD COLUMN file_unique_id TEXT;
