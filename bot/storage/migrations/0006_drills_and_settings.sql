-- Drills, what servers and members have set, drills to come, pinned boards.

-- A drill is a session that is everybody's: who launched it may have a screen of their own meanwhile.
DROP INDEX sessions_one_live;
CREATE UNIQUE INDEX sessions_one_live ON sessions (guild_id, member_id) WHERE ended_at IS NULL AND kind <> 'drill';
CREATE INDEX sessions_drills ON sessions (guild_id, id) WHERE kind = 'drill';
CREATE INDEX sessions_live_drills ON sessions (guild_id, id) WHERE ended_at IS NULL AND kind = 'drill';
-- The start of the bot still reads this index alone and none of the states.
DROP INDEX sessions_waking;
CREATE INDEX sessions_waking ON sessions (wake_at, thread_id, kind) WHERE ended_at IS NULL;

ALTER TABLE turns ADD COLUMN repeats TEXT NOT NULL DEFAULT '';  -- whose answer it repeats: it earns nothing

-- With the score in it, a member's average is read from the index alone.
DROP INDEX turns_history;
CREATE INDEX turns_history ON turns (guild_id, member_id, asked_at DESC, overall, repeats);

CREATE TABLE entrants (
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    team INTEGER,
    factor REAL NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    call_id INTEGER,  -- the session of their call in a call drill
    left_at INTEGER,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    PRIMARY KEY (session_id, member_id)
) STRICT, WITHOUT ROWID;

-- Answers in drills. They stand beside turns, as calls do: kept unrated at once, rated soon after.
CREATE TABLE drill_turns (
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    round INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    answer TEXT NOT NULL,
    overall INTEGER CHECK (overall BETWEEN 0 AND 100),
    score TEXT,  -- JSON
    engine TEXT,
    rubric TEXT,
    repeats TEXT NOT NULL,
    PRIMARY KEY (session_id, round, member_id)
) STRICT;

CREATE INDEX drill_turns_history ON drill_turns (guild_id, member_id, asked_at DESC, overall, repeats);
CREATE INDEX drill_turns_unrated ON drill_turns (session_id, round, answered_at) WHERE overall IS NULL AND score IS NULL;

CREATE TABLE guilds (
    guild_id INTEGER PRIMARY KEY,
    channel_id INTEGER,
    moderator_role_id INTEGER,
    zone TEXT NOT NULL,
    dates TEXT NOT NULL,
    boards_public INTEGER NOT NULL CHECK (boards_public IN (0, 1)),
    keep_days INTEGER
) STRICT;

CREATE TABLE members (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    seen TEXT NOT NULL CHECK (seen IN ('unasked', 'named', 'anonymous', 'absent')),
    factor REAL NOT NULL,
    zone TEXT,  -- NULL: the server's
    named_answers INTEGER NOT NULL CHECK (named_answers IN (0, 1)),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),  -- 1: they have left the server
    PRIMARY KEY (guild_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,  -- the snowflake of the interaction that made it
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    request TEXT NOT NULL,  -- JSON
    weekly INTEGER NOT NULL CHECK (weekly IN (0, 1)),
    local TEXT NOT NULL,
    next_at INTEGER,
    event_id INTEGER,
    stage TEXT NOT NULL CHECK (stage IN ('waiting', 'opened', 'missed'))
) STRICT;

CREATE TABLE pins (
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    message_id INTEGER,
    edited_at INTEGER NOT NULL,
    week TEXT NOT NULL,
    PRIMARY KEY (guild_id, channel_id, kind)
) STRICT, WITHOUT ROWID;
