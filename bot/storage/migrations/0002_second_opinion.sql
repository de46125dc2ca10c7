-- What a language model makes of the answer, where one is asked: beside the score, which stays as it is.
ALTER TABLE turns ADD COLUMN opinion TEXT;  -- JSON
