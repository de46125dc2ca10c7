-- Drills: who is in them, and what they answered.

-- name: put_entrant!
INSERT INTO entrants (
    session_id, member_id, name, joined_at, team, factor, named, call_id, left_at, removed
) VALUES (
    :session_id, :member_id, :name, :joined_at, :team, :factor, :named, :call_id, :left_at, :removed
)
ON CONFLICT (session_id, member_id) DO UPDATE SET
    name = excluded.name,
    joined_at = excluded.joined_at,
    team = excluded.team,
    factor = excluded.factor,
    named = excluded.named,
    call_id = excluded.call_id,
    left_at = excluded.left_at,
    removed = excluded.removed;

-- name: entrants
SELECT session_id, member_id, name, joined_at, team, factor, named, call_id, left_at, removed
FROM entrants
WHERE session_id = :session_id
ORDER BY joined_at, member_id;

-- name: add_drill_turn$
-- The round, or nothing when the answer was there already: the first one stands.
INSERT INTO drill_turns (
    session_id, round, member_id, guild_id, pack, question, asked_at, answered_at,
    answer, overall, score, engine, rubric, repeats
) VALUES (
    :session_id, :round, :member_id, :guild_id, :pack, :question, :asked_at, :answered_at,
    :answer, :overall, :score, :engine, :rubric, :repeats
)
ON CONFLICT (session_id, round, member_id) DO NOTHING
RETURNING round;

-- name: drill_turn^
SELECT
    session_id, round, member_id, guild_id, pack, question, asked_at, answered_at,
    answer, overall, score, engine, rubric, repeats
FROM drill_turns
WHERE session_id = :session_id AND round = :round AND member_id = :member_id;

-- name: drill_turns
SELECT
    session_id, round, member_id, guild_id, pack, question, asked_at, answered_at,
    answer, overall, score, engine, rubric, repeats
FROM drill_turns
WHERE session_id = :session_id
ORDER BY round, answered_at, member_id;

-- name: drill_history
SELECT
    session_id, round, member_id, guild_id, pack, question, asked_at, answered_at,
    answer, overall, score, engine, rubric, repeats
FROM drill_turns
WHERE guild_id = :guild_id AND member_id = :member_id
ORDER BY asked_at DESC, session_id DESC, round DESC
LIMIT :limit OFFSET :offset;

-- name: unrated
-- (Words that were forgotten can't be rated any more.)
SELECT
    session_id, round, member_id, guild_id, pack, question, asked_at, answered_at,
    answer, overall, score, engine, rubric, repeats
FROM drill_turns
WHERE overall IS NULL AND score IS NULL AND answer <> ''
ORDER BY session_id, round, answered_at;

-- name: rate_drill_turn$
-- The round, or nothing when the answer was rated already.
UPDATE drill_turns SET overall = :overall, score = :score, engine = :engine, rubric = :rubric, repeats = :repeats
WHERE session_id = :session_id AND round = :round AND member_id = :member_id AND overall IS NULL AND score IS NULL
RETURNING round;

-- name: mark_drill_repeat!
UPDATE drill_turns SET repeats = :repeats
WHERE session_id = :session_id AND round = :round AND member_id = :member_id;

-- name: drills
SELECT id, kind, guild_id, channel_id, thread_id, member_id, state, wake_at, started_at, ended_at
FROM sessions
WHERE guild_id = :guild_id AND kind = 'drill'
ORDER BY id DESC
LIMIT :limit;

-- name: live_drills
SELECT id, kind, guild_id, channel_id, thread_id, member_id, state, wake_at, started_at, ended_at
FROM sessions
WHERE guild_id = :guild_id AND kind = 'drill' AND ended_at IS NULL
ORDER BY id DESC
LIMIT :limit;

-- name: average^
-- The mean of all answers of a member, in screens and drills, that earned what they were rated.
SELECT avg(overall) AS mean, count(*) AS answers
FROM (
    SELECT t.overall FROM turns AS t
    WHERE t.guild_id = :guild_id AND t.member_id = :member_id AND t.asked_at < :before
        AND t.overall IS NOT NULL AND t.repeats = ''
    UNION ALL
    SELECT d.overall FROM drill_turns AS d
    WHERE d.guild_id = :guild_id AND d.member_id = :member_id AND d.asked_at < :before
        AND d.overall IS NOT NULL AND d.repeats = ''
) AS rated;
