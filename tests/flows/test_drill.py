"""Drills, as moderators and members see them: issue 5, "Drills"."""

import csv
import io
from typing import Any

import discord
import pytest

from bot.face.drill_lines import words
from bot.practice.drill.drill import Phase
from bot.practice.drill.effects import DrillLine
from bot.practice.drill.events import EndPressed
from bot.practice.records import StoreError
from bot.practice.settings import Seen

from .call_packs import GOOD as SAID
from .calling import QUIET
from .drilling import GRACE, SECONDS, answer, card, drill, launch, lobby, manage, member, moderator, running
from .packs import ASKS, GOOD, STRONG, WEAK
from .world import Reply, World, buttons, text


async def test_a_whole_drill(world: World) -> None:
    mona, ben, carla = moderator(world), member(world, "Ben *B* Ode"), member(world, "carla")
    reply = await launch(world, mona)
    assert reply.private
    assert str(lobby(world).id) in reply.text
    assert buttons(lobby(world)) == ["Join", "Leave", "Start", "Cancel"]
    for who in (world.anna, ben, carla):
        assert (await world.press("Join", lobby(world), who)).private
    await world.press("Leave", lobby(world), carla)
    await world.wait(3)
    assert "2 in" in text(lobby(world))
    assert "anna, Ben" in text(lobby(world))  # first names
    await world.press("Start", lobby(world), mona)
    assert world.thread.id == lobby(world).id  # on the lobby card
    assert "Tuesday drill" in world.thread.name

    for number, ask in enumerate(ASKS.values(), 1):
        assert ask in world.said()[-1]
        assert "<t:" in world.said()[-1]  # Discord's ticking limit
        assert buttons(world.cards()[-1]) == ["Answer", "Manage"]
        form = await world.press("Answer", card(world, "Answer"), world.anna)
        assert ask in str(form.modal)
        await world.wait(4 + number)
        told = await world.submit(form, GOOD, world.anna)
        assert told.private
        assert f"Round {number}: " in told.text
        assert "I will call you back before six today" in told.text  # the words that earned it
        assert GOOD not in world.said()[-1]  # blind
        await world.wait(11)  # the card of a round of a minute comes along every ten seconds
        assert "1 of 2" in world.said()[-1]
        await answer(world, ben, WEAK)
        await world.wait(1)
        assert "Closed" in text(world.cards()[-2])  # all have answered
        reveal = world.said()[-1]
        assert "2 answers" in reveal
        assert reveal.index("anna") < reveal.index("Ben \\*B\\* Ode")
        assert "I will call the depot now" in reveal  # a strong answer, without its writer's name
        assert WEAK not in reveal
        await world.press("Next round" if number < 3 else "To the podium", who=mona)

    podium = world.cards()[-1]
    assert text(podium).index("anna") < text(podium).index("Ben \\*B\\* Ode")
    assert "carla" not in text(podium)
    assert podium.attachments  # the picture of the field
    assert buttons(podium) == ["My result", "Export"]
    assert "Over" in text(lobby(world))
    own = await world.press("My result", podium, ben)
    assert own.private
    assert "place 2 of 2" in own.text
    assert "moderators" in (await world.press("Export", podium, ben)).text
    exported = await world.press("Export", podium, mona)
    (file,) = exported.message.attachments
    rows = list(csv.DictReader(io.StringIO((await file.read()).decode("utf-8-sig"))))
    assert [(row["member"], row["round"]) for row in rows] == [
        (str(who.id), str(number)) for number in (1, 2, 3) for who in (world.anna, ben)
    ]
    assert [float(row["seconds"]) for row in rows if row["name"] == "anna"] == [5, 6, 7]
    assert rows[0]["answer"] == GOOD
    mine = await world.command("drill mine", who=ben)
    assert mine.private
    assert mine.text.count("Tuesday drill, round") == 3
    assert WEAK in mine.text
    (place,) = await world.bot.store.drill_history(world.guild.id, carla.id, 9, 0) or [None]
    assert place is None


async def test_the_limit_and_forms_opened_in_time(world: World) -> None:
    mona, ben, carla = moderator(world), member(world, "ben"), member(world, "carla")
    await running(world, mona, world.anna, ben, carla)
    first = card(world, "Answer")
    forms = [await world.press("Answer", first, who) for who in (world.anna, ben)]
    await world.wait(SECONDS + 8)
    late = await world.press("Answer", first, carla)
    assert late.modal is None
    assert words(DrillLine.LATE) in late.text
    assert "Round 1" in (await world.submit(forms[0], GOOD, world.anna)).text  # within the ten seconds after
    await world.wait(4)
    given_back = await world.submit(forms[1], "My words, that I want back", ben)
    assert words(DrillLine.LATE) in given_back.text
    assert "My words, that I want back" in given_back.text
    assert (await drill(world)).phase is Phase.CLOSING
    await world.wait(2)  # what was sent in time may still be on its way until now
    assert "1 answer" in world.said()[-1]
    assert "Next round" in buttons(world.cards()[-1])


async def test_first_answer_stands_and_whoever_answers_is_in(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna)
    forms = [await world.press("Answer", card(world, "Answer"), ben) for _ in range(3)]
    empty = await world.submit(forms[0], "  …  ", ben)
    assert words(DrillLine.EMPTY) in empty.text
    assert "Round 1" in (await world.submit(forms[1], f"{WEAK} @everyone <@&1>", ben)).text
    second = await world.submit(forms[2], GOOD, ben)
    assert words(DrillLine.ANSWERED_ALREADY) in second.text
    assert GOOD in second.text
    assert words(DrillLine.ANSWERED_ALREADY) in (await world.press("Answer", card(world, "Answer"), ben)).text
    assert set((await drill(world)).entrants) == {world.anna.id, ben.id}
    copied = await answer(world, world.anna, STRONG)
    assert "strong answer" in copied.text
    assert "no points" in copied.text
    (row,) = await world.bot.store.drill_history(world.guild.id, world.anna.id, 9, 0)
    assert row.repeats == "strong"


async def test_starts_by_itself_and_waits_for_somebody(world: World) -> None:
    mona = moderator(world)
    await launch(world, mona, start="now")
    await world.press("Join", lobby(world))
    await world.wait(31)
    assert "Round 1 of 3" in world.said()[0]
    await launch(world, mona, minutes=2)
    await world.wait(119)
    assert "<t:" in text(lobby(world))
    assert words(DrillLine.NOBODY_IN) in (await world.press("Start", lobby(world), mona)).text
    await world.wait(5)
    assert "Nobody" in text(lobby(world))
    await world.wait(10 * 60 + 5)
    assert "cancelled" in text(lobby(world))


async def test_a_moderator_pauses_extends_skips_removes_and_ends(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben, member(world, "carla"), start="now", automatic=True)
    assert "moderators" in (await world.press("Manage", card(world, "Manage"), ben)).text
    await world.wait(10)
    await manage(world, mona, "Pause")
    await world.wait(300)
    assert "Paused" in world.said()[-1]
    assert "Round 1" in (await answer(world, ben, WEAK)).text  # answers are taken in a pause
    await manage(world, mona, "Go on")
    assert "Round 1" in (await answer(world, world.anna, GOOD)).text
    await world.wait(45)
    assert (await drill(world)).phase is Phase.ANSWERING  # 55 s of the 60
    await manage(world, mona, "+30 s")
    await world.wait(30)
    assert (await drill(world)).phase is Phase.ANSWERING
    await world.wait(7 + GRACE)
    assert "Next round" in buttons(world.cards()[-1])
    await world.wait(46)
    assert "Round 2 of 3" in world.said()[-1]  # by itself
    await manage(world, mona, "Skip round")
    assert "skipped" in world.said()[-2]
    assert "Round 3 of 3" in world.said()[-1]
    panel = await world.press("Manage", card(world, "Manage"), mona)
    removed = Reply(await mona.select(panel.message, [ben]))
    assert words(DrillLine.TAKEN_OUT) in text(removed.result.followups[0])
    assert words(DrillLine.REMOVED) in (await world.press("Answer", card(world, "Answer"), ben)).text
    assert words(DrillLine.REMOVED) in (await world.press("Join", lobby(world), ben)).text
    await manage(world, mona, "End")
    assert buttons(world.cards()[-1]) == ["My result", "Export"]
    assert "ben" not in world.said()[-1]  # nor among the results


async def test_questions_by_number_and_competency_and_what_is_not_there(world: World) -> None:
    mona = moderator(world)
    assert "moderators" in (await launch(world, world.anna)).text
    assert not world.cards(world.channel)
    for wrong, said in (
        ({"pack": "@everyone"}, "no pack"),
        ({"questions": "late-parcel,nothing"}, "no question “nothing”"),
        ({"questions": "", "competency": "telepathy"}, "no question"),
        ({"call": "nobody"}, "no call"),
        ({"team_roles": "the red ones and <@&123456789012345678>"}, "Choose 2 to 10 teams"),
    ):
        reply = await launch(world, mona, **wrong)
        assert said in reply.text
        assert "@everyone" not in reply.text
    await launch(world, mona, questions="", number=2, competency="empathy")
    chosen = (await drill(world)).rounds
    assert len(chosen) == 2
    assert {one.question for one in chosen} <= set(ASKS)
    choices = await mona.autocomplete(world.channel, "drill launch", "questions", "late-parcel, ang", pack="three")
    assert [choice["value"] for choice in choices] == ["late-parcel,angry-caller"]


async def test_teams_are_drawn_evenly_or_are_roles(world: World) -> None:
    mona = moderator(world)
    members = [member(world, f"m{number}") for number in range(5)]
    begun = await running(world, mona, *members, teams=2)
    sizes = sorted([entrant.team for entrant in begun.entrants.values()].count(team) for team in (0, 1))
    assert sizes == [2, 3]
    await manage(world, mona, "End")
    red, blue = world.guild.create_role("red"), world.guild.create_role("*blue*")
    others = [member(world, "r", red), member(world, "b", blue), member(world, "none")]
    await world.env.settle()
    begun = await running(world, mona, *others, team_roles=f"{red.mention} {blue.mention}")
    assert [entrant.team for entrant in begun.entrants.values()] == [0, 1, None]
    for who, said in zip(others, (GOOD, WEAK, GOOD + " Really."), strict=True):
        await answer(world, who, said)
    await world.wait(1)
    await manage(world, mona, "End")
    assert "\\*blue\\*" in world.said()[-1]


async def test_a_time_factor_is_waited_for_and_not_shown(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await world.bot.settings.change_member(world.guild.id, ben.id, factor=2.0)
    await running(world, mona, world.anna, ben)
    first = card(world, "Answer")
    await answer(world, world.anna, WEAK)
    await world.wait(SECONDS + 15)
    assert words(DrillLine.LATE) in (await world.press("Answer", first, member(world, "carla"))).text
    form = await world.press("Answer", first, ben)
    await world.wait(30)
    said = "\n".join(world.said())
    assert "ben" not in said
    assert "120" not in said
    assert "Round 1" in (await world.submit(form, GOOD, ben)).text
    await world.wait(1)
    assert "2 answers" in world.said()[-1]


async def test_a_name_at_a_strong_answer_is_taken_back_until_the_reveal(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await world.bot.settings.change_member(world.guild.id, ben.id, named_answers=True)
    await running(world, mona, world.anna, ben)
    await answer(world, ben, GOOD)
    await world.bot.settings.change_member(world.guild.id, ben.id, named_answers=False)
    await answer(world, world.anna, WEAK)
    reveal = text(world.with_button("Next round"))
    assert "**A strong answer** ·" in reveal
    assert "answer by ben" not in reveal


async def test_who_wants_no_name_on_boards_has_none_in_drills(world: World) -> None:
    mona, ben, carla = moderator(world), member(world, "ben"), member(world, "carla")
    settings = world.bot.settings
    await settings.change_member(world.guild.id, world.anna.id, seen=Seen.ANONYMOUS, named_answers=True)
    await launch(world, mona, questions="late-parcel,double-charge")
    for who in (world.anna, ben, carla):
        await world.press("Join", lobby(world), who)
    await world.wait(3)
    assert "**3 in:** ben, carla and 1 more" in text(lobby(world))
    await world.press("Start", lobby(world), mona)
    for number in (1, 2):
        for who, said in ((world.anna, GOOD), (ben, WEAK), (carla, f"{GOOD} And really so.")):
            await answer(world, who, f"{said} {number}")
        await world.wait(1)
        if number == 2:
            assert "After 2 rounds" in text(world.with_button("To the podium"))
        await settings.change_member(world.guild.id, ben.id, seen=Seen.ABSENT)  # what counts is what is set by now
        await world.press("Next round" if number == 1 else "To the podium", who=mona)
    shown = [*world.said(), text(lobby(world))]
    assert not any("anna" in card for card in shown)
    assert any("**A member**" in card for card in shown)
    assert sum("ben" in card for card in shown) == 1  # the first reveal, and no lobby: it is edited at the end
    assert "carla" in shown[-2]  # who was never asked, or wants a name, has one
    exported = await world.press("Export", who=mona)
    (file,) = exported.message.attachments
    assert "anna" in (await file.read()).decode()  # moderators know whom they teach


async def test_two_drills_at_once_and_two_who_press_at_once(world: World) -> None:
    mona, mick = moderator(world), moderator(world, "mick")
    await running(world, mona, world.anna)
    first = world.thread
    await running(world, mick, world.anna, title="Another: Tuesday drill")
    second = world.thread
    assert first.id != second.id
    await answer(world, world.anna, GOOD, first)
    await world.wait(1)
    reveal = card(world, "Next round", first)
    await world.press("Next round", reveal, mona)
    assert words(DrillLine.DONE_ALREADY) in (await world.press("Next round", reveal, mick)).text
    assert sum("Round 2 of 3" in text(shown) for shown in world.cards(first)) == 1
    assert "Round 1" in (await answer(world, world.anna, WEAK, second)).text
    assert "phone screen" in (await world.start(mick)).text  # a drill is no session of one's own


async def test_a_call_drill(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await launch(world, mona, call="line/lamp", seconds=60)
    for who in (world.anna, ben):
        await world.press("Join", lobby(world), who)
    await world.press("Start", lobby(world), mona)
    place = world.thread
    threads: list[Any] = []
    for who in (world.anna, ben):
        reply = await world.press("Take the call", card(world, "Take the call", place), who)
        threads.append(world.thread)
        assert world.thread.mention in reply.text
        assert world.thread._channel.type == discord.ChannelType.private_thread.value
        await world.press("Take the call", card(world, "Take the call", threads[-1]), who)
    again = await world.press("Take the call", card(world, "Take the call", place), ben)
    assert words(DrillLine.ANSWERED_ALREADY) in again.text
    calls = [await world.bot.desk.session(world.bot.desk.session_in(thread.id) or 0) for thread in threads]
    assert len({call.seed for call in calls}) == 1  # the same caller
    for said in SAID:
        await world.anna.send(threads[0], said)
        await world.wait(QUIET)
    assert "1 of 2" in text(world.cards(place)[0])
    await world.wait(60)
    reveal = world.cards(place)[-1]
    assert reveal.attachments  # tension curves
    assert "anna" in text(reveal)
    assert "Left on the line 1" in text(reveal)
    assert any("How it could have gone" in buttons(shown) for shown in world.cards(threads[1]))  # stopped, and told
    await world.press("To the podium", reveal, mona)
    assert buttons(world.cards(place)[-1]) == ["My result", "Export"]


@pytest.mark.parametrize("noted", [True, False])
async def test_a_call_that_is_on_after_the_end_of_its_drill_is_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch, noted: bool
) -> None:
    mona, desk = moderator(world), world.bot.desk
    begun = await running(world, mona, world.anna, call="line/lamp")
    start = desk.start

    async def ends_meanwhile(request: Any) -> Any:
        call = await start(request)
        if noted:  # after the end
            await desk.handle(begun.id, EndPressed(call.started_at, mona.id, 0))
            return call
        raise StoreError("Killed before it is noted.")

    monkeypatch.setattr(desk, "start", ends_meanwhile)
    reply = await world.press("Take the call", who=world.anna)
    assert (words(DrillLine.LATE) in reply.text) == noted
    if not noted:
        assert await desk.live(world.guild.id, world.anna.id) is not None
        with world.env._bot_scope():  # where the bot's clock is SimCord's
            await desk.handle(begun.id, EndPressed(begun.started_at, mona.id, 0))
            await desk.settled(begun.id)
    assert await desk.live(world.guild.id, world.anna.id) is None
