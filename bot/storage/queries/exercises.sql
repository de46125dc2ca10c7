-- The skills desk: exercises that are over, and what comes back in basics.

-- name: add_exercise$
-- The session, or nothing when it was there already.
INSERT INTO exercises (
    session_id, guild_id, member_id, pack, skill, variant, tasks, started_at, ended_at, overall, result, content
) VALUES (
    :session_id, :guild_id, :member_id, :pack, :skill, :variant, :tasks, :started_at, :ended_at, :overall, :result,
    :content
)
ON CONFLICT (session_id) DO NOTHING
RETURNING session_id;

-- name: exercise^
SELECT session_id, guild_id, member_id, pack, skill, variant, tasks, started_at, ended_at, overall, result, content
FROM exercises
WHERE session_id = :session_id;

-- name: exercises
SELECT session_id, guild_id, member_id, pack, skill, variant, tasks, started_at, ended_at, overall, result, content
FROM exercises
WHERE guild_id = :guild_id AND member_id = :member_id AND skill = :skill
ORDER BY ended_at DESC, session_id DESC
LIMIT :limit OFFSET :offset;

-- name: skill_bests
SELECT skill, variant, max(overall) AS overall, count(*) AS times
FROM exercises
WHERE guild_id = :guild_id AND member_id = :member_id AND overall IS NOT NULL
GROUP BY skill, variant
ORDER BY skill, variant;

-- name: put_missed!
INSERT INTO missed (guild_id, member_id, pack, question, step, due_at)
VALUES (:guild_id, :member_id, :pack, :question, :step, :due_at)
ON CONFLICT (guild_id, member_id, pack, question) DO UPDATE SET step = excluded.step, due_at = excluded.due_at;

-- name: drop_missed!
DELETE FROM missed
WHERE guild_id = :guild_id AND member_id = :member_id AND pack = :pack AND question = :question;

-- name: missed
SELECT guild_id, member_id, pack, question, step, due_at
FROM missed
WHERE guild_id = :guild_id AND member_id = :member_id;
