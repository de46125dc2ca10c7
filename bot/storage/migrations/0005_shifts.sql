-- Shifts at the auto-dialer that are over, beside calls.

CREATE TABLE shifts (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id),
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    campaign TEXT NOT NULL,  -- the id of the pack's campaign
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    connections INTEGER NOT NULL,  -- those that came to an end
    hits INTEGER NOT NULL CHECK (hits BETWEEN 0 AND connections),
    overall INTEGER CHECK (overall BETWEEN 0 AND 100),  -- NULL: nothing was said
    result TEXT NOT NULL,  -- JSON
    content TEXT NOT NULL,  -- the version of the campaign
    dialled TEXT NOT NULL,  -- JSON: the connections and what came of each
    log TEXT NOT NULL,  -- JSON: what was said
    periods TEXT NOT NULL  -- JSON: the board periods it counts in
) STRICT;

CREATE INDEX shifts_history ON shifts (guild_id, member_id, ended_at DESC);
