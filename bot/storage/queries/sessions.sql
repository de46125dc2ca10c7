-- Sessions, their records and effects. Every statement of storage stands in this folder, by name; aiosql makes a
-- function of each. After the name stands what comes back: nothing: rows, ^ one row, $ one value, ! no rows, *! the
-- same for many parameters. They are plain enough for PostgreSQL: ON CONFLICT and RETURNING, no functions of one engine.

-- name: put_session!
INSERT INTO sessions (
    id, kind, guild_id, channel_id, thread_id, member_id, state, wake_at, started_at, ended_at
) VALUES (
    :id, :kind, :guild_id, :channel_id, :thread_id, :member_id, :state, :wake_at, :started_at, :ended_at
)
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind,
    guild_id = excluded.guild_id,
    channel_id = excluded.channel_id,
    thread_id = excluded.thread_id,
    member_id = excluded.member_id,
    state = excluded.state,
    wake_at = excluded.wake_at,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at;

-- name: session^
SELECT id, kind, guild_id, channel_id, thread_id, member_id, state, wake_at, started_at, ended_at
FROM sessions
WHERE id = :session_id;

-- name: live_session^
SELECT id, kind, guild_id, channel_id, thread_id, member_id, state, wake_at, started_at, ended_at
FROM sessions
WHERE guild_id = :guild_id AND member_id = :member_id AND ended_at IS NULL AND kind <> 'drill';

-- name: session_in_thread^
SELECT id, kind, guild_id, channel_id, thread_id, member_id, state, wake_at, started_at, ended_at
FROM sessions
WHERE thread_id = :thread_id
ORDER BY started_at DESC, id DESC
LIMIT 1;

-- name: waking
SELECT id AS session_id, thread_id, wake_at, kind
FROM sessions
WHERE ended_at IS NULL
ORDER BY wake_at;

-- name: end_sessions
UPDATE sessions SET ended_at = :at, wake_at = NULL
WHERE guild_id = :guild_id AND ended_at IS NULL AND kind <> 'drill'
RETURNING id;

-- name: end_drills
UPDATE sessions SET ended_at = :at, wake_at = NULL
WHERE guild_id = :guild_id AND ended_at IS NULL AND kind = 'drill'
RETURNING id;

-- name: add_turn$
-- The turn's number, or nothing when it was there already.
INSERT INTO turns (
    session_id, number, attempt, guild_id, member_id, pack, question, asked_at, began_at, answered_at,
    outcome, answer, overall, score, engine, rubric, repeats
) VALUES (
    :session_id, :number, :attempt, :guild_id, :member_id, :pack, :question, :asked_at, :began_at, :answered_at,
    :outcome, :answer, :overall, :score, :engine, :rubric, :repeats
)
ON CONFLICT (session_id, number, attempt) DO NOTHING
RETURNING number;

-- name: turn^
SELECT
    session_id, number, attempt, guild_id, member_id, pack, question, asked_at, began_at, answered_at,
    outcome, answer, overall, score, engine, rubric, opinion, repeats
FROM turns
WHERE session_id = :session_id AND number = :number AND attempt = :attempt;

-- name: history
SELECT
    session_id, number, attempt, guild_id, member_id, pack, question, asked_at, began_at, answered_at,
    outcome, answer, overall, score, engine, rubric, opinion, repeats
FROM turns
WHERE guild_id = :guild_id AND member_id = :member_id
ORDER BY asked_at DESC, session_id DESC, number DESC, attempt DESC
LIMIT :limit OFFSET :offset;

-- name: add_call$
-- The call's session, or nothing when it was there already.
INSERT INTO calls (
    session_id, guild_id, member_id, pack, call, started_at, ended_at, outcome, satisfaction, overall,
    scorecard, engine, rubric, log, drill
) VALUES (
    :session_id, :guild_id, :member_id, :pack, :call, :started_at, :ended_at, :outcome, :satisfaction, :overall,
    :scorecard, :engine, :rubric, :log, :drill
)
ON CONFLICT (session_id) DO NOTHING
RETURNING session_id;

-- name: call^
SELECT
    session_id, guild_id, member_id, pack, call, started_at, ended_at, outcome, satisfaction, overall,
    scorecard, engine, rubric, log, drill
FROM calls
WHERE session_id = :session_id;

-- name: calls
SELECT
    session_id, guild_id, member_id, pack, call, started_at, ended_at, outcome, satisfaction, overall,
    scorecard, engine, rubric, log, drill
FROM calls
WHERE guild_id = :guild_id AND member_id = :member_id
ORDER BY ended_at DESC, session_id DESC
LIMIT :limit OFFSET :offset;

-- name: add_shift$
-- The shift's session, or nothing when it was there already.
INSERT INTO shifts (
    session_id, guild_id, member_id, pack, campaign, started_at, ended_at, connections, hits, overall,
    result, content, dialled, log
) VALUES (
    :session_id, :guild_id, :member_id, :pack, :campaign, :started_at, :ended_at, :connections, :hits, :overall,
    :result, :content, :dialled, :log
)
ON CONFLICT (session_id) DO NOTHING
RETURNING session_id;

-- name: shift^
SELECT
    session_id, guild_id, member_id, pack, campaign, started_at, ended_at, connections, hits, overall,
    result, content, dialled, log
FROM shifts
WHERE session_id = :session_id;

-- name: shifts
SELECT
    session_id, guild_id, member_id, pack, campaign, started_at, ended_at, connections, hits, overall,
    result, content, dialled, log
FROM shifts
WHERE guild_id = :guild_id AND member_id = :member_id
ORDER BY ended_at DESC, session_id DESC
LIMIT :limit OFFSET :offset;

-- name: keep_opinion!
-- The first one stands: it may have been shown.
UPDATE turns SET opinion = :opinion
WHERE session_id = :session_id AND number = :number AND attempt = :attempt AND opinion IS NULL;

-- name: add_objection$
INSERT INTO objections (session_id, number, attempt, member_id, objected_at)
VALUES (:session_id, :number, :attempt, :member_id, :at)
ON CONFLICT (session_id, number, attempt) DO NOTHING
RETURNING number;

-- name: objection^
SELECT
    o.session_id, o.number, o.attempt, o.member_id, o.objected_at,
    o.decided_by, o.decided_at, o.agreed, o.word, o.overall, o.levels
FROM objections AS o
WHERE o.session_id = :session_id AND o.number = :number AND o.attempt = :attempt;

-- name: open_objections
SELECT
    o.session_id, o.number, o.attempt, o.member_id, o.objected_at,
    o.decided_by, o.decided_at, o.agreed, o.word, o.overall, o.levels
FROM objections AS o
INNER JOIN turns AS t ON t.session_id = o.session_id AND t.number = o.number AND t.attempt = o.attempt
WHERE t.guild_id = :guild_id AND o.decided_at IS NULL
ORDER BY o.objected_at, o.session_id, o.number, o.attempt;

-- name: decide$
-- The first decision stands: nothing comes back when there was one.
UPDATE objections SET
    decided_by = :by, decided_at = :at, agreed = :agreed, word = :word, overall = :overall, levels = :levels
WHERE session_id = :session_id AND number = :number AND attempt = :attempt AND decided_at IS NULL
RETURNING number;

-- name: agreed
SELECT
    o.session_id, o.number, o.attempt, o.member_id, o.objected_at,
    o.decided_by, o.decided_at, o.agreed, o.word, o.overall, o.levels
FROM objections AS o
WHERE o.agreed = 1
ORDER BY o.decided_at, o.session_id, o.number, o.attempt;

-- name: rated
-- What was forgotten can't be rated again.
SELECT
    session_id, number, attempt, guild_id, member_id, pack, question, asked_at, began_at, answered_at,
    outcome, answer, overall, score, engine, rubric, opinion, repeats
FROM turns
WHERE overall IS NOT NULL AND answer <> '' AND (session_id, number, attempt) > (:session_id, :number, :attempt)
ORDER BY session_id, number, attempt
LIMIT :limit;

-- name: add_effect$
INSERT INTO effects (session_id, body) VALUES (:session_id, :body) RETURNING id;

-- name: pending
SELECT id, session_id, body
FROM effects
WHERE done_at IS NULL
ORDER BY id;

-- name: tick!
-- The first tick stands: a second one must not lose the message's id. The body is of no more use, and would be most
-- of what the database holds.
UPDATE effects SET message_id = :message_id, done_at = :at, body = ''
WHERE id = :effect_id AND done_at IS NULL;

-- name: drop_effects!
DELETE FROM effects
WHERE done_at IS NULL
    AND EXISTS (SELECT 1 FROM sessions AS s WHERE s.id = effects.session_id AND s.guild_id = :guild_id);

-- name: notice$
SELECT notice FROM notices WHERE guild_id = :guild_id AND notice = :notice;

-- name: add_notice$
INSERT INTO notices (guild_id, notice, said_at) VALUES (:guild_id, :notice, :at)
ON CONFLICT (guild_id, notice) DO NOTHING
RETURNING notice;
