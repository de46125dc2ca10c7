-- The skills desk: exercises that are over, and the questions of basics that come back.

CREATE TABLE exercises (
    session_id INTEGER PRIMARY KEY,  -- or the interaction, where there was no session
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    skill TEXT NOT NULL,
    variant TEXT NOT NULL,
    tasks TEXT NOT NULL,  -- JSON: ids of the pack
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    overall INTEGER CHECK (overall BETWEEN 0 AND 100),  -- NULL: not counted
    result TEXT NOT NULL,  -- JSON
    content TEXT NOT NULL  -- the version of the pack's skills
) STRICT;

CREATE INDEX exercises_history ON exercises (guild_id, member_id, skill, ended_at DESC);

-- A question that was missed: it comes back at due_at, and is gone from here once it is learned.
CREATE TABLE missed (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    step INTEGER NOT NULL CHECK (step >= 0),
    due_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id, pack, question)
) STRICT, WITHOUT ROWID;
