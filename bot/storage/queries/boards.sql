-- name: best
-- One row for each period in which the member answered the question.
SELECT period, score
FROM best
WHERE guild_id = :guild_id AND member_id = :member_id AND pack = :pack AND question = :question;

-- name: raise_best*!
INSERT INTO best (guild_id, member_id, pack, question, period, score)
VALUES (:guild_id, :member_id, :pack, :question, :period, :score)
ON CONFLICT (guild_id, member_id, pack, question, period) DO UPDATE SET score = excluded.score;

-- name: add_points*!
INSERT INTO points (guild_id, member_id, period, points)
VALUES (:guild_id, :member_id, :period, :gain)
ON CONFLICT (guild_id, member_id, period) DO UPDATE SET points = points.points + excluded.points;

-- name: board
SELECT member_id, points
FROM points
WHERE guild_id = :guild_id AND period = :period
ORDER BY points DESC, member_id
LIMIT :limit OFFSET :offset;

-- name: place^
SELECT
    1 + (
        SELECT count(*) FROM points AS above
        WHERE above.guild_id = own.guild_id AND above.period = own.period AND above.points > own.points
    ) AS rank,
    own.member_id,
    own.points
FROM points AS own
WHERE own.guild_id = :guild_id AND own.member_id = :member_id AND own.period = :period;
