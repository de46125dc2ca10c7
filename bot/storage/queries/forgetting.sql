-- What members wrote and said is emptied after as many days as their server asks for.

-- name: old_turns
SELECT session_id, number, attempt, answer, score, opinion
FROM turns
WHERE guild_id = :guild_id AND asked_at < :before AND answer <> ''
LIMIT :limit;

-- name: forget_turn!
UPDATE turns SET answer = '', score = :score, opinion = :opinion
WHERE session_id = :session_id AND number = :number AND attempt = :attempt;

-- name: old_drill_turns
-- What is not rated after so many days never will be: its question is gone.
SELECT session_id, round, member_id, answer, score
FROM drill_turns
WHERE guild_id = :guild_id AND asked_at < :before AND answer <> ''
LIMIT :limit;

-- name: forget_drill_turn!
UPDATE drill_turns SET answer = '', score = :score
WHERE session_id = :session_id AND round = :round AND member_id = :member_id;

-- name: old_calls
SELECT c.session_id, c.log, c.scorecard, s.state
FROM calls AS c
INNER JOIN sessions AS s ON s.id = c.session_id
WHERE c.guild_id = :guild_id AND c.ended_at < :before AND c.log <> '[]' AND s.ended_at IS NOT NULL
LIMIT :limit;

-- name: forget_call!
UPDATE calls SET log = '[]', scorecard = :scorecard WHERE session_id = :session_id;

-- name: old_shifts
SELECT h.session_id, h.log, h.result, s.state
FROM shifts AS h
INNER JOIN sessions AS s ON s.id = h.session_id
WHERE h.guild_id = :guild_id AND h.ended_at < :before AND h.log <> '[]' AND s.ended_at IS NOT NULL
LIMIT :limit;

-- name: forget_shift!
UPDATE shifts SET log = '[]', result = :result WHERE session_id = :session_id;

-- name: old_exercises
SELECT e.session_id, s.state
FROM exercises AS e
LEFT JOIN sessions AS s ON s.id = e.session_id
WHERE e.guild_id = :guild_id AND e.ended_at < :before AND e.result <> ''
LIMIT :limit;

-- name: forget_exercise!
UPDATE exercises SET result = '' WHERE session_id = :session_id;

-- name: forget_state!
UPDATE sessions SET state = :state WHERE id = :session_id;
