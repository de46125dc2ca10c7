-- What servers and members have set, drills to come, pinned boards.

-- name: guild_settings^
SELECT guild_id, channel_id, moderator_role_id, zone, dates, boards_public, keep_days
FROM guilds
WHERE guild_id = :guild_id;

-- name: forgetful
SELECT guild_id, channel_id, moderator_role_id, zone, dates, boards_public, keep_days
FROM guilds
WHERE keep_days IS NOT NULL;

-- name: keep_guild_settings!
INSERT INTO guilds (guild_id, channel_id, moderator_role_id, zone, dates, boards_public, keep_days)
VALUES (:guild_id, :channel_id, :moderator_role_id, :zone, :dates, :boards_public, :keep_days)
ON CONFLICT (guild_id) DO UPDATE SET
    channel_id = excluded.channel_id,
    moderator_role_id = excluded.moderator_role_id,
    zone = excluded.zone,
    dates = excluded.dates,
    boards_public = excluded.boards_public,
    keep_days = excluded.keep_days;

-- name: member_settings^
SELECT guild_id, member_id, seen, factor, zone, named_answers
FROM members
WHERE guild_id = :guild_id AND member_id = :member_id;

-- name: keep_member_settings!
-- Who sets something is there.
INSERT INTO members (guild_id, member_id, seen, factor, zone, named_answers)
VALUES (:guild_id, :member_id, :seen, :factor, :zone, :named_answers)
ON CONFLICT (guild_id, member_id) DO UPDATE SET
    seen = excluded.seen,
    factor = excluded.factor,
    zone = excluded.zone,
    named_answers = excluded.named_answers,
    gone = 0;

-- name: schedules
SELECT id, guild_id, channel_id, member_id, title, request, weekly, local, next_at, event_id, stage
FROM schedules;

-- name: keep_schedule!
INSERT INTO schedules (id, guild_id, channel_id, member_id, title, request, weekly, local, next_at, event_id, stage)
VALUES (
    :id, :guild_id, :channel_id, :member_id, :title, :request, :weekly, :local, :next_at, :event_id, :stage
)
ON CONFLICT (id) DO UPDATE SET
    guild_id = excluded.guild_id,
    channel_id = excluded.channel_id,
    member_id = excluded.member_id,
    title = excluded.title,
    request = excluded.request,
    weekly = excluded.weekly,
    local = excluded.local,
    next_at = excluded.next_at,
    event_id = excluded.event_id,
    stage = excluded.stage;

-- name: drop_schedule$
DELETE FROM schedules WHERE id = :schedule_id RETURNING id;

-- name: pins
SELECT guild_id, channel_id, kind, period, message_id, edited_at, week
FROM pins;

-- name: keep_pin!
INSERT INTO pins (guild_id, channel_id, kind, period, message_id, edited_at, week)
VALUES (:guild_id, :channel_id, :kind, :period, :message_id, :edited_at, :week)
ON CONFLICT (guild_id, channel_id, kind) DO UPDATE SET
    period = excluded.period,
    message_id = excluded.message_id,
    edited_at = excluded.edited_at,
    week = excluded.week;

-- name: drop_pin!
DELETE FROM pins WHERE guild_id = :guild_id AND channel_id = :channel_id AND kind = :kind;

-- name: take_name_back!
-- Where nothing was ever shown to all there is none.
INSERT INTO names_to_take_back (guild_id, member_id)
SELECT :guild_id, :member_id
WHERE EXISTS (SELECT 1 FROM pins WHERE guild_id = :guild_id)
ON CONFLICT (guild_id, member_id) DO NOTHING;

-- name: names_to_take_back
SELECT guild_id, member_id FROM names_to_take_back;

-- name: name_taken_back!
DELETE FROM names_to_take_back WHERE guild_id = :guild_id AND member_id = :member_id;
