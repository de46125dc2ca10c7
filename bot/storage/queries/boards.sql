-- Boards: what they are made of, what members have on them, and ranks. Days and boards are numbers (storage/boards.py).

-- name: counting^
-- What decides how a member's answer counts: zones, whether they are seen, how many answers they gave, and until when.
SELECT
    (SELECT zone FROM guilds WHERE guild_id = :guild_id) AS zone,
    m.zone AS own_zone,
    m.seen,
    m.gone,
    d.answers,
    d.last_day,
    d.last_own_day
FROM (
    SELECT sum(answers) AS answers, max(day) AS last_day, max(own_day) AS last_own_day
    FROM days
    WHERE guild_id = :guild_id AND member_id = :member_id
) AS d
LEFT JOIN members AS m ON m.guild_id = :guild_id AND m.member_id = :member_id;

-- name: best^
-- The member's best for the question in a week, a month, a season and all time, NULL where there is none.
SELECT
    max(score) FILTER (WHERE day >= :week AND day < :week_after) AS in_week,
    max(score) FILTER (WHERE day >= :month AND day < :month_after) AS in_month,
    max(score) FILTER (WHERE day >= :season AND day < :season_after) AS in_season,
    max(score) AS ever
FROM best_scores
WHERE guild_id = :guild_id AND member_id = :member_id AND pack = :pack AND question = :question;

-- name: raise_best!
INSERT INTO best_scores (guild_id, member_id, pack, question, day, score)
VALUES (:guild_id, :member_id, :pack, :question, :day, :score)
ON CONFLICT (guild_id, member_id, pack, question, day) DO UPDATE SET score = excluded.score
WHERE excluded.score > best_scores.score;

-- name: add_to_day$
-- How many answers the day has now.
INSERT INTO days (guild_id, member_id, own_day, day, answers, total)
VALUES (:guild_id, :member_id, :own_day, :day, 1, :overall)
ON CONFLICT (guild_id, member_id, own_day, day) DO UPDATE SET
    answers = days.answers + 1,
    total = days.total + excluded.total
RETURNING answers;

-- name: sums^
-- The member's answers in a week, a month and a season and before each, and what they were rated in all.
SELECT
    sum(answers) FILTER (WHERE day >= :week AND day < :week_after) AS week_answers,
    sum(total) FILTER (WHERE day >= :week AND day < :week_after) AS week_total,
    sum(answers) FILTER (WHERE day < :week) AS before_week,
    sum(total) FILTER (WHERE day < :week) AS total_before_week,
    sum(answers) FILTER (WHERE day >= :month AND day < :month_after) AS month_answers,
    sum(total) FILTER (WHERE day >= :month AND day < :month_after) AS month_total,
    sum(answers) FILTER (WHERE day < :month) AS before_month,
    sum(total) FILTER (WHERE day < :month) AS total_before_month,
    sum(answers) FILTER (WHERE day >= :season AND day < :season_after) AS season_answers,
    sum(total) FILTER (WHERE day >= :season AND day < :season_after) AS season_total,
    sum(answers) FILTER (WHERE day < :season) AS before_season,
    sum(total) FILTER (WHERE day < :season) AS total_before_season
FROM days
WHERE guild_id = :guild_id AND member_id = :member_id;

-- name: days_since
-- A day on which the member answered and the later ones, in their zone and in the server's.
SELECT own_day, day
FROM days
WHERE guild_id = :guild_id AND member_id = :member_id AND (own_day >= :own_day OR day >= :day)
ORDER BY own_day, day;

-- name: days_down_to
-- The days on which the member answered, in their zone, the latest first.
SELECT DISTINCT own_day
FROM days
WHERE guild_id = :guild_id AND member_id = :member_id AND own_day <= :own_day
ORDER BY own_day DESC;

-- name: add_to_standings*!
INSERT INTO standings (guild_id, member_id, board, value, shown)
VALUES (:guild_id, :member_id, :board, :value, :shown)
ON CONFLICT (guild_id, member_id, board) DO UPDATE SET value = standings.value + excluded.value;

-- name: set_standings*!
INSERT INTO standings (guild_id, member_id, board, value, shown)
VALUES (:guild_id, :member_id, :board, :value, :shown)
ON CONFLICT (guild_id, member_id, board) DO UPDATE SET value = excluded.value
WHERE excluded.value <> standings.value;

-- name: raise_standings*!
INSERT INTO standings (guild_id, member_id, board, value, shown)
VALUES (:guild_id, :member_id, :board, :value, :shown)
ON CONFLICT (guild_id, member_id, board) DO UPDATE SET value = excluded.value
WHERE excluded.value > standings.value;

-- name: show_member!
-- On all boards at once.
UPDATE standings SET shown = :shown
WHERE guild_id = :guild_id AND member_id = :member_id AND shown <> :shown;

-- name: mark_gone$
-- How they want to be seen, nothing when they never set anything, for then they are not seen, or when it was known.
UPDATE members SET gone = :gone
WHERE guild_id = :guild_id AND member_id = :member_id AND gone <> :gone
RETURNING seen;

-- name: standing^
-- What a member has on a board, and how many are shown with as much.
SELECT s.value, m.seen, c.members AS equal
FROM standings AS s
LEFT JOIN members AS m ON m.guild_id = s.guild_id AND m.member_id = s.member_id
LEFT JOIN counts AS c ON c.guild_id = s.guild_id AND c.board = s.board AND c.level = 0 AND c.bucket = s.value
WHERE s.guild_id = :guild_id AND s.board = :board AND s.member_id = :member_id;

-- name: page
-- Places from a value on.
SELECT p.member_id, p.value, m.seen
FROM (
    SELECT member_id, value FROM standings
    WHERE guild_id = :guild_id AND board = :board AND shown = 1 AND value <= :value
    ORDER BY value DESC, member_id
    LIMIT :limit OFFSET :offset
) AS p
LEFT JOIN members AS m ON m.guild_id = :guild_id AND m.member_id = p.member_id;

-- name: neighbours
-- Two places above and two below, of as much as the member has and of more and less: of these the nearest count. Of
-- equal values the one with the lesser id is above. `equal`: how many are shown with as much as they.
SELECT n.member_id, n.value, m.seen, c.members AS equal
FROM (
    SELECT * FROM (
        SELECT member_id, value FROM standings
        WHERE guild_id = :guild_id AND board = :board AND shown = 1 AND value = :value AND member_id < :member_id
        ORDER BY member_id DESC LIMIT 2
    ) AS equal_above
    UNION ALL
    SELECT * FROM (
        SELECT member_id, value FROM standings
        WHERE guild_id = :guild_id AND board = :board AND shown = 1 AND value > :value
        ORDER BY value, member_id DESC LIMIT 2
    ) AS more
    UNION ALL
    SELECT * FROM (
        SELECT member_id, value FROM standings
        WHERE guild_id = :guild_id AND board = :board AND shown = 1 AND value = :value AND member_id > :member_id
        ORDER BY member_id LIMIT 2
    ) AS equal_below
    UNION ALL
    SELECT * FROM (
        SELECT member_id, value FROM standings
        WHERE guild_id = :guild_id AND board = :board AND shown = 1 AND value < :value
        ORDER BY value DESC, member_id LIMIT 2
    ) AS less
) AS n
LEFT JOIN members AS m ON m.guild_id = :guild_id AND m.member_id = n.member_id
LEFT JOIN counts AS c ON c.guild_id = :guild_id AND c.board = :board AND c.level = 0 AND c.bucket = n.value;

-- name: above$
-- How many are shown with a greater value: those of its own 128 values, and of the higher ones.
SELECT (
    SELECT coalesce(sum(members), 0) FROM counts
    WHERE guild_id = :guild_id AND board = :board AND level = 1 AND bucket > :value >> 7
) + (
    SELECT coalesce(sum(members), 0) FROM counts
    WHERE guild_id = :guild_id AND board = :board AND level = 0
        AND bucket > :value AND bucket < ((:value >> 7) + 1) << 7
);

-- name: board_size$
SELECT coalesce(sum(members), 0) FROM counts WHERE guild_id = :guild_id AND board = :board AND level = 1;

-- name: bucket_at^
-- The bucket in which the place after :offset others is, and how many of them are in higher ones.
SELECT bucket, upto - members AS above
FROM (
    SELECT bucket, members, sum(members) OVER (ORDER BY bucket DESC) AS upto
    FROM counts
    WHERE guild_id = :guild_id AND board = :board AND level = :level AND bucket >= :lowest AND bucket <= :highest
) AS counted
WHERE upto > :offset
ORDER BY bucket DESC
LIMIT 1;

-- name: printed
-- Counted answers that may be the same, one may come more than once.
SELECT member_id, session_id, number, attempt
FROM prints
WHERE guild_id = :guild_id AND print IN (:first, :second, :third)
LIMIT 60;

-- name: add_prints*!
INSERT INTO prints (guild_id, print, member_id, session_id, number, attempt)
VALUES (:guild_id, :print, :member_id, :session_id, :number, :attempt)
ON CONFLICT (guild_id, print, member_id, session_id, number, attempt) DO NOTHING;

-- name: printed_turn^
SELECT pack, question, answer, coalesce(answered_at, asked_at) AS at
FROM turns
WHERE session_id = :session_id AND number = :number AND attempt = :attempt;

-- name: printed_drill_turn^
SELECT pack, question, answer, answered_at AS at
FROM drill_turns
WHERE session_id = :session_id AND round = :number AND member_id = :member_id;

-- name: mark_repeat!
UPDATE turns SET repeats = :repeats WHERE session_id = :session_id AND number = :number AND attempt = :attempt;
