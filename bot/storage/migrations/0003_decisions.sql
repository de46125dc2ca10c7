-- Moderators decide on objections. An objection is open while decided_at is NULL; scores themselves do not change.

ALTER TABLE objections ADD COLUMN decided_by INTEGER;
ALTER TABLE objections ADD COLUMN decided_at INTEGER;
ALTER TABLE objections ADD COLUMN agreed INTEGER CHECK (agreed IN (0, 1));  -- 1: the score is wrong
ALTER TABLE objections ADD COLUMN word TEXT;  -- to the member; may be empty
ALTER TABLE objections ADD COLUMN overall INTEGER CHECK (overall BETWEEN 1 AND 5);  -- as the moderator rates it
ALTER TABLE objections ADD COLUMN levels TEXT;  -- JSON: competency to 1 to 5

CREATE INDEX objections_open ON objections (objected_at) WHERE decided_at IS NULL;
