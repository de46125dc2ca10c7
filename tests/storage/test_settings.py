"""What the port promises of settings, schedules, pins and of forgetting, on every engine."""

import json
from dataclasses import replace

from bot.practice.points import POINTS
from bot.practice.records import Commit, Decision, PinRow, ScheduleRow
from bot.practice.settings import GuildSettings, MemberSettings, Seen
from bot.practice.store import Store

from .rows import ALL, GUILD, call, drill_turn, session, shift, turn


async def test_nobody_must_set_anything(store: Store) -> None:
    assert await store.guild_settings(GUILD) == GuildSettings(GUILD)
    assert await store.member_settings(GUILD, 7) == MemberSettings(GUILD, 7)
    assert await store.schedules(None) == []
    assert await store.pins(None) == []


async def test_settings_are_as_they_were_set_last(store: Store) -> None:
    server = GuildSettings(GUILD, 1, 2, "Europe/Berlin", "de", boards_public=False, keep_days=90)
    member = MemberSettings(GUILD, 7, Seen.ANONYMOUS, 1.5, "Asia/Tokyo", named_answers=True)
    for settings in (server, replace(server, zone="UTC", keep_days=None, channel_id=None)):
        await store.keep_guild_settings(settings)
        assert await store.guild_settings(GUILD) == settings
    for own in (member, replace(member, seen=Seen.ABSENT, zone=None)):
        await store.keep_member_settings(own)
        assert await store.member_settings(GUILD, 7) == own
    assert await store.member_settings(GUILD + 1, 7) == MemberSettings(GUILD + 1, 7)


async def test_schedules_come_the_next_first(store: Store) -> None:
    late = ScheduleRow(1, GUILD, 2, 3, "Tuesdays", "{}", True, "2026-11-24T19:00", 900)
    over = ScheduleRow(2, GUILD, 2, 3, "Once", "{}", False, "2026-11-20T19:00", None, 77, "missed")
    soon = ScheduleRow(3, GUILD + 1, 2, 3, "Elsewhere", "{}", False, "2026-11-23T19:00", 800)
    for row in (late, over, soon):
        await store.keep_schedule(row)
    assert await store.schedules(None) == [soon, late, over]
    opened = replace(late, stage="opened", event_id=5)
    await store.keep_schedule(opened)
    assert await store.schedules(GUILD) == [opened, over]
    assert [await store.drop_schedule(1), await store.drop_schedule(1)] == [True, False]
    assert await store.schedules(GUILD) == [over]


async def test_one_pin_for_each_channel_and_kind(store: Store) -> None:
    pin = PinRow(GUILD, 2, "points", "week")
    other = replace(pin, kind="drills")
    elsewhere = replace(pin, guild_id=GUILD + 1)
    for row in (pin, other, elsewhere):
        await store.keep_pin(row)
    changed = replace(pin, period="month", message_id=9, edited_at=50, week="week-2026-47")
    await store.keep_pin(changed)
    assert set(await store.pins(GUILD)) == {changed, other}
    await store.drop_pin(pin)
    assert set(await store.pins(None)) == {other, elsewhere}


async def test_what_was_written_and_said_is_forgotten_and_the_scores_stay(store: Store) -> None:
    said = "I rang the landlord myself and told him off."
    score = {"overall": 60, "reason": f"You said: {said}", "evidence": [{"quote": "rang", "behaviour": "calls-back"}]}
    log = json.dumps([{"who": "agent", "text": said}])
    old = turn(1, answer=said, score=json.dumps(score), opinion=None)
    await store.commit(Commit(session(1, ended_at=9), (old, turn(1, 2, asked_at=90_000))))
    await store.object_to(1, 1, 1, 7, 50)
    await store.decide(1, 1, 1, Decision(9, 80, agreed=True), ())
    drilled, late_one = drill_turn(2, answer=said), drill_turn(2, 3, asked_at=90_000)
    await store.commit(Commit(session(2, kind="drill", ended_at=9), drill_turns=(drilled, drill_turn(2, 2), late_one)))
    await store.rate_drill_turn(replace(drilled, overall=50, score=json.dumps(score)))
    state = json.dumps({"log": json.loads(log), "spoilt": [["rude", "told him off"], ["x", said]], "kind": "hung-up"})
    late = {"log": log, "ended_at": 5_000}
    await store.commit(
        Commit(session(3, state=state, ended_at=9), calls=(call(3, **late, scorecard=json.dumps({"quote": said})),))
    )
    await store.commit(Commit(session(4, state=state, ended_at=9), shifts=(shift(4, **late, result=state),)))
    points = await store.place(GUILD, POINTS, ALL, 7)

    assert await store.forget_answers(GUILD + 1, 80_000) == 0
    assert await store.forget_answers(GUILD, 80_000) == 5
    assert await store.forget_answers(GUILD, 80_000) == 0
    emptied = {"overall": 60, "reason": "", "evidence": [{"quote": "", "behaviour": "calls-back"}]}
    row, drill_row = await store.turn(1, 1, 1), await store.drill_turn(2, 1, 7)
    called, shifted = await store.call(3), await store.shift(4)
    assert None not in (row, drill_row, called, shifted)
    for kept in (row, drill_row):
        assert kept.answer == ""
        assert json.loads(kept.score or "") == emptied
    assert (row.overall, drill_row.overall) == (60, 50)
    assert (called.log, called.scorecard, called.overall) == ("[]", '{"quote": ""}', 70)
    assert shifted.log == "[]"
    for text in (shifted.result, *[(await store.session(id)).state for id in (3, 4)]):  # type: ignore[union-attr]
        assert json.loads(text) == {
            "log": [{"who": "agent", "text": ""}], "spoilt": [["rude", "told him off"], ["x", ""]], "kind": "hung-up"
        }  # fmt: skip
    assert await store.turn(1, 2, 1) == turn(1, 2, asked_at=90_000)
    assert await store.drill_turn(2, 2, 7) == drill_turn(2, 2, answer="")  # its question is gone, else it were rated
    assert await store.unrated() == [late_one]
    assert [row.number for row in await store.rated((0, 0, 0), 10)] == [2]
    assert await store.agreed() == []
    assert await store.place(GUILD, POINTS, ALL, 7) == points
