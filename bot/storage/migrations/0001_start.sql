-- Ids of Discord and times (milliseconds UTC) are integers. STRICT, so that a wrong type is refused and not kept.

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,  -- the snowflake of the interaction that started it
    kind TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    thread_id INTEGER,
    member_id INTEGER NOT NULL,
    state TEXT NOT NULL,  -- JSON
    wake_at INTEGER,
    started_at INTEGER NOT NULL,
    ended_at INTEGER  -- NULL while live
) STRICT;

CREATE UNIQUE INDEX sessions_one_live ON sessions (guild_id, member_id) WHERE ended_at IS NULL;
-- With the thread in it, the start of the bot reads this index alone and none of the states.
CREATE INDEX sessions_waking ON sessions (wake_at, thread_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_thread ON sessions (thread_id, started_at) WHERE thread_id IS NOT NULL;

CREATE TABLE turns (
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    number INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    began_at INTEGER,
    answered_at INTEGER,
    outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'skipped', 'unanswered')),
    answer TEXT NOT NULL,
    overall INTEGER CHECK (overall BETWEEN 0 AND 100),
    score TEXT,  -- JSON
    engine TEXT,
    rubric TEXT,
    periods TEXT NOT NULL,  -- JSON: the board periods it counts in
    PRIMARY KEY (session_id, number, attempt)
) STRICT;

CREATE INDEX turns_history ON turns (guild_id, member_id, asked_at DESC);

-- AUTOINCREMENT: an id is never used again, for the nonce of a message is made from it.
CREATE TABLE effects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    body TEXT NOT NULL,  -- JSON
    message_id INTEGER,
    done_at INTEGER  -- NULL while it is still to be done
) STRICT;

CREATE INDEX effects_pending ON effects (id, session_id) WHERE done_at IS NULL;

CREATE TABLE objections (
    session_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    objected_at INTEGER NOT NULL,
    PRIMARY KEY (session_id, number, attempt),
    FOREIGN KEY (session_id, number, attempt) REFERENCES turns (session_id, number, attempt)
) STRICT, WITHOUT ROWID;

-- A member's best overall for each question in each period ...
CREATE TABLE best (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    period TEXT NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id, pack, question, period)
) STRICT, WITHOUT ROWID;

-- ... and the sum of them, which is what the boards show.
CREATE TABLE points (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id, period)
) STRICT, WITHOUT ROWID;

CREATE INDEX points_board ON points (guild_id, period, points DESC, member_id);

CREATE TABLE notices (
    guild_id INTEGER NOT NULL,
    notice TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, notice)
) STRICT, WITHOUT ROWID;
