-- Boards of four kinds, seen by those who agreed alone. What they are made of is kept by day, so that an answer that
-- comes late still counts where it belongs, and any period can be summed up.

-- A member's best score for a question on a day, by the server's zone; days are numbers, 1 is 0001-01-01 ...
CREATE TABLE best_scores (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    day INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id, pack, question, day)
) STRICT, WITHOUT ROWID;

-- ... how many answers they gave on a day, rated how much in all; `own_day` is the day in the member's zone.
CREATE TABLE days (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    own_day INTEGER NOT NULL,
    day INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id, own_day, day)
) STRICT, WITHOUT ROWID;

-- What each member has on each board. `board` names kind and period: 11202647 is points (1) of a week (1), 2026-47;
-- storage/boards.py has the code. `shown`: they agreed to be seen, and have not left.
CREATE TABLE standings (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    board INTEGER NOT NULL,
    value INTEGER NOT NULL,
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    PRIMARY KEY (guild_id, member_id, board)
) STRICT, WITHOUT ROWID;

-- (`shown` is in it although it is 1, else SQLite looks it up.)
CREATE INDEX standings_shown ON standings (guild_id, board, value DESC, member_id, shown) WHERE shown = 1;

-- How many are shown with each value (level 0), and with each 128 values (level 1): a rank is the sum of those above.
CREATE TABLE counts (
    guild_id INTEGER NOT NULL,
    board INTEGER NOT NULL,
    level INTEGER NOT NULL,
    bucket INTEGER NOT NULL,  -- the value, or the value >> 7
    members INTEGER NOT NULL,
    PRIMARY KEY (guild_id, board, level, bucket)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER standings_added AFTER INSERT ON standings WHEN new.shown = 1
BEGIN
    INSERT INTO counts (guild_id, board, level, bucket, members)
    VALUES (new.guild_id, new.board, 0, new.value, 1), (new.guild_id, new.board, 1, new.value >> 7, 1)
    ON CONFLICT (guild_id, board, level, bucket) DO UPDATE SET members = members + 1;
END;

CREATE TRIGGER standings_moved AFTER UPDATE OF value ON standings
WHEN new.shown = 1 AND old.shown = 1 AND new.value <> old.value
BEGIN
    UPDATE counts SET members = members - 1
    WHERE guild_id = old.guild_id AND board = old.board AND level = 0 AND bucket = old.value;
    INSERT INTO counts (guild_id, board, level, bucket, members)
    VALUES (new.guild_id, new.board, 0, new.value, 1)
    ON CONFLICT (guild_id, board, level, bucket) DO UPDATE SET members = members + 1;
    UPDATE counts SET members = members - 1
    WHERE guild_id = old.guild_id AND board = old.board AND level = 1 AND bucket = old.value >> 7
        AND new.value >> 7 <> old.value >> 7;
    INSERT INTO counts (guild_id, board, level, bucket, members)
    SELECT new.guild_id, new.board, 1, new.value >> 7, 1
    WHERE new.value >> 7 <> old.value >> 7
    ON CONFLICT (guild_id, board, level, bucket) DO UPDATE SET members = members + 1;
END;

CREATE TRIGGER standings_shown_or_hidden AFTER UPDATE OF shown ON standings WHEN new.shown <> old.shown
BEGIN
    INSERT INTO counts (guild_id, board, level, bucket, members)
    VALUES
        (new.guild_id, new.board, 0, new.value, new.shown - old.shown),
        (new.guild_id, new.board, 1, new.value >> 7, new.shown - old.shown)
    ON CONFLICT (guild_id, board, level, bucket) DO UPDATE SET members = members + excluded.members;
END;

-- By which the same or nearly the same answer is found again (practice/copying.py): numbers made of the question and
-- the words. An attempt of 0 is an answer in a drill. Answers of before have none.
CREATE TABLE prints (
    guild_id INTEGER NOT NULL,
    print INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    PRIMARY KEY (guild_id, print, member_id, session_id, number, attempt)
) STRICT, WITHOUT ROWID;

-- What was answered before: days and periods were UTC's.
CREATE TEMPORARY TABLE rated AS
SELECT guild_id, member_id, pack, question, coalesce(answered_at, asked_at) / 86400000 + 719163 AS day, overall
FROM turns
WHERE overall IS NOT NULL
UNION ALL
SELECT guild_id, member_id, pack, 'call/' || call, ended_at / 86400000 + 719163, overall
FROM calls
WHERE overall IS NOT NULL
UNION ALL
SELECT guild_id, member_id, pack, 'dialer/' || campaign, ended_at / 86400000 + 719163, overall
FROM shifts
WHERE overall IS NOT NULL;

INSERT INTO best_scores (guild_id, member_id, pack, question, day, score)
SELECT guild_id, member_id, pack, question, day, max(overall)
FROM rated
GROUP BY guild_id, member_id, pack, question, day;

INSERT INTO days (guild_id, member_id, own_day, day, answers, total)
SELECT guild_id, member_id, day, day, count(*), sum(overall)
FROM rated
GROUP BY guild_id, member_id, day;

-- Nobody was asked yet whether they want to be seen.
INSERT INTO standings (guild_id, member_id, board, value, shown)
SELECT
    guild_id,
    member_id,
    CASE
        WHEN period = 'all' THEN 14000000
        WHEN period LIKE 'week-%' THEN 11000000 + CAST(substr(period, 6, 4) || substr(period, 11) AS INTEGER)
        ELSE 12000000 + CAST(substr(period, 7, 4) || substr(period, 12) AS INTEGER)
    END,
    points,
    0
FROM points;

-- Seasons are new; so are improvement and consistency, which begin with the next answer, and know the days before.
INSERT INTO standings (guild_id, member_id, board, value, shown)
SELECT guild_id, member_id, 13000000 + season, sum(score), 0
FROM (
    SELECT
        guild_id,
        member_id,
        CAST(strftime('%Y', (day - 719163) * 86400, 'unixepoch') AS INTEGER) * 100
        + (CAST(strftime('%m', (day - 719163) * 86400, 'unixepoch') AS INTEGER) + 2) / 3 AS season,
        max(score) AS score
    FROM best_scores
    GROUP BY guild_id, member_id, pack, question, season
) AS best
GROUP BY guild_id, member_id, season;

DROP TABLE rated;
DROP TABLE points;
DROP TABLE best;

-- Which periods an answer counts in is told by its time.
ALTER TABLE turns DROP COLUMN periods;
ALTER TABLE calls DROP COLUMN periods;
ALTER TABLE shifts DROP COLUMN periods;

-- What members wrote and said, where it was not forgotten yet.
CREATE INDEX turns_words ON turns (guild_id, asked_at) WHERE answer <> '';
CREATE INDEX drill_turns_words ON drill_turns (guild_id, asked_at) WHERE answer <> '';
CREATE INDEX calls_words ON calls (guild_id, ended_at) WHERE log <> '[]';
CREATE INDEX shifts_words ON shifts (guild_id, ended_at) WHERE log <> '[]';
