-- Calls that are over. They stand beside turns and not among them: /screen history shows answers alone.

CREATE TABLE calls (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id),
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    call TEXT NOT NULL,  -- the id of the pack's call
    started_at INTEGER NOT NULL,  -- when it was taken
    ended_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('solved', 'escalated', 'hung-up', 'abandoned', 'closed')),
    satisfaction INTEGER NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
    overall INTEGER CHECK (overall BETWEEN 0 AND 100),  -- NULL: nothing was said
    scorecard TEXT NOT NULL,  -- JSON
    engine TEXT,
    rubric TEXT,
    log TEXT NOT NULL,  -- JSON: what was said and pressed
    periods TEXT NOT NULL  -- JSON: the board periods it counts in
) STRICT;

CREATE INDEX calls_history ON calls (guild_id, member_id, ended_at DESC);
