"""The skills desk, as members see it."""

import pytest

from bot.config import Config
from bot.practice.skills.content import NOTES_FIELDS, SkillContent
from bot.practice.skills.dictating import dictated
from bot.practice.skills.exercise import Exercise, Phase
from bot.practice.skills.exercise_steps import TYPING_TIME

from .skilling import begin, choose, fill_in, kept, results, to_type
from .world import Reply, World, buttons, text, worlds

DAY = 86_400_000
TEN_MINUTES = TYPING_TIME / 1000 + 4


async def points(world: World) -> int | None:
    place = await world.bot.store.place(world.guild.id, "skills", "all", world.anna.id)
    return place.points if place else None


async def test_typing_from_the_picture_to_the_board(world: World) -> None:
    reply = await begin(world, "typing", go=False, length="short")
    assert world.thread.mention in reply.text
    await world.say("Mrs Okafor says")
    assert "Press **Go**" in world.said()[-1]
    await world.press("Go")
    task, words = world.cards()[-1], await to_type(world)
    assert "[picture:" in text(task)
    assert not any(word in text(task) for word in words.split() if len(word) > 7)  # nor does its description tell
    assert task.attachments
    await world.wait(40)
    await world.anna.send(world.thread, "", attachments=[("typed.png", b"\x89PNG")])
    assert "pictures" in world.said()[-1]
    message = await world.say(words)
    (result,) = results(world)
    seconds = (message.created_at - task.created_at).total_seconds()
    assert f"{len(words) / 5 / seconds * 60:.0f} words a minute, 100 % right" in text(result)
    (row,) = await kept(world, "typing")
    assert (row.variant, row.overall) == ("short", await points(world))
    assert row.overall
    await world.anna.edit(message, "Something else")  # the first wording counts
    await world.say("too late")
    assert len(await kept(world, "typing")) == 1

    await world.press("Again")  # in the same thread, and everything begins anew
    assert len(world.channel.threads) == 1
    await world.press("Go")
    await world.wait(60)
    await world.say(await to_type(world))
    assert len(results(world)) == 2
    assert await points(world) == row.overall  # slower: the best one counts
    assert "Your best of this length" in text(results(world)[-1])
    skills = await world.command("skills")
    assert f"short {row.overall} of 100" in skills.text
    assert "words a minute" in skills.text
    assert skills.private
    board = await world.command("leaderboard", kind="skills", period="all time")
    assert f"{row.overall} points" in board.text


async def test_the_text_version_is_practice_without_points(world: World) -> None:
    await begin(world, "typing", text_version=True)
    assert await to_type(world) in text(world.cards()[-1])
    await world.wait(1)
    await world.say(await to_type(world))  # pasted: anybody can
    (row,) = await kept(world, "typing")
    assert row.overall is None
    assert await points(world) is None
    await world.press("Again")
    assert "text version" in world.said()[-1]


async def test_what_no_hand_can_type_and_other_texts_are_not_counted(world: World) -> None:
    await begin(world, "typing")
    await world.wait(2)
    await world.say(await to_type(world))
    await world.press("Again")
    await world.press("Go")
    await world.wait(60)
    await world.say("荷物は金曜日まで隣の家に置いてあります")
    assert [row.overall for row in await kept(world, "typing")] == [None, None]
    assert await points(world) is None
    assert "not rated" in text(results(world)[-1])


async def test_nobody_types_and_one_at_a_time(world: World) -> None:
    await begin(world, "typing")
    other = await world.command("basics")
    assert "You have an exercise running" in other.text
    assert "exercise" in (await world.command("screen stop")).text
    await world.wait(TEN_MINUTES)
    assert "time is up" in text(results(world)[0])
    late = await world.press("Go")
    assert "over" in late.text
    assert await kept(world, "typing") == []


async def test_without_message_content_a_form_takes_the_text(config: Config) -> None:
    async with worlds(config.model_copy(update={"message_content": False})) as world:
        await begin(world, "typing")
        form = await world.press("Type here")
        words = await to_type(world)
        assert "nothing in that form" in (await fill_in(world, form, "")).text
        await world.wait(60)
        form, another = await world.press("Type here"), await world.press("Type here")
        await fill_in(world, form, words)
        (row,) = await kept(world, "typing")
        assert row.overall
        again = await fill_in(world, another, words)  # two at once
        assert "so that it is not lost" in again.text


@pytest.mark.parametrize("moment", ["ready", "typing"])
async def test_a_restart_costs_nothing(world: World, moment: str) -> None:
    await begin(world, "typing", go=moment == "typing")
    if moment == "ready":
        await world.restart()
        await world.press("Go")
    words = await to_type(world)
    async with world.away():
        await world.wait(30)
        message = await world.say(words)
        await world.wait(700)
    await world.wait(1)
    (row,) = await kept(world, "typing")
    assert row.overall  # by its own time, however late it is read
    assert row.ended_at == round(message.created_at.timestamp() * 1000)
    assert len(results(world)) == 1


# Basics


async def test_questions_are_explained_on_their_cards_and_what_was_missed_comes_back(world: World) -> None:
    await begin(world, "basics", topic="switchboard")
    first = world.cards()[-1]
    await choose(world, right=False)
    card = world.cards()[-1]
    assert card.id == first.id  # the press has changed the card itself
    assert "❌" in text(card)
    assert "It is" in text(card)  # explained
    assert buttons(card) == ["Next"]
    await world.press("Next")
    await choose(world)
    await world.press("See the result")
    (result,) = results(world)
    assert "1 of 2 right" in text(result)
    (row,) = await kept(world, "basics")
    assert (row.variant, len(row.tasks), await points(world)) == ("switchboard", 2, row.overall)
    (missed,) = await world.bot.store.missed(world.guild.id, world.anna.id)
    assert missed.due_at - row.ended_at == pytest.approx(DAY, abs=60_000)
    await begin(world, "basics", topic="switchboard")  # at once again: that moves nothing on
    await choose(world)
    assert await world.bot.store.missed(world.guild.id, world.anna.id) == [missed]
    await world.press("Next")
    await choose(world)
    await world.press("See the result")
    await world.wait(1.01 * DAY / 1000)
    assert "1 question that you missed is back" in (await world.command("skills")).text
    await world.press("Again")
    await world.press("Go")
    assert "you missed it before" in text(world.cards()[-1])  # what is due comes first
    await choose(world)
    (moved,) = await world.bot.store.missed(world.guild.id, world.anna.id)
    assert moved.due_at - row.ended_at > 3 * DAY


async def test_basics_survive_a_restart_and_silence(world: World) -> None:
    assert "nothing of that kind" in (await world.command("basics", topic="juggling")).text
    await begin(world, "basics", topic="At the switchboard")  # by its title
    await world.restart()
    await choose(world, right=False)
    await world.restart()
    await world.say("B")
    assert "buttons" in world.said()[-1]
    await world.press("Next")
    await world.wait(5 * 60 + 1)
    assert "still there" in world.said()[-1]
    await world.wait(5 * 60 + 1)
    assert "before it was done" in text(results(world)[-1])
    assert len(await world.bot.store.missed(world.guild.id, world.anna.id)) == 1  # what was missed is kept
    others = await world.press("Other skills")
    assert others.private
    assert "`/typing`" in others.text


# Listening


async def test_a_caller_dictates_and_says_it_again(world: World) -> None:
    await begin(world, "dictation")
    task = world.cards()[-1]
    assert buttons(task) == ["Fill in the form", "Say that again"]
    early = await world.press("Fill in the form")  # open from the start
    session = await live(world)
    made = content(world, session).dictation
    assert made is not None
    truth = dictated(made, session.seed).fields
    assert not any(field in said for field in truth for said in world.said())
    await world.say("ready")
    assert "buttons" in world.said()[-1]
    await world.wait(90)
    pieces = len(world.cards())
    assert (await live(world)).phase is Phase.ANSWERING
    assert "Once more" in (await world.press("Say that again", task)).text
    await world.restart()  # in the middle of it
    await world.wait(90)
    assert "once already" in (await world.press("Say that again", task)).text
    assert len(world.cards()) == 2 * pieces - 3  # all pieces once more; ready, task and a line told stood there already
    assert "nothing in that form" in (await fill_in(world, early, *[""] * 4)).text
    await fill_in(world, await world.press("Fill in the form"), *truth)
    (row,) = await kept(world, "dictation")
    assert row.overall == 100
    assert "twice" in text(results(world)[0])
    assert await points(world) == 100


async def test_a_callers_message_goes_and_the_ticket_is_written(world: World) -> None:
    await begin(world, "notes")
    task, session = world.cards()[-1], await live(world)
    message = content(world, session).notes[session.task]
    words = " ".join(message.text.split())
    assert words[:40] in " ".join(text(task).replace("\\", "").split())
    assert "Write the ticket" not in buttons(task)
    seconds = len(message.text.split()) / 140 * 60  # as long as it takes to say
    await world.wait(seconds - 2)
    assert "Write the ticket" not in buttons(world.cards()[-1])
    await world.restart()
    await world.wait(3)
    after = world.cards()[-1]
    assert after.id == task.id  # taken away where it stood
    assert not any(sentence in text(after) for sentence in message.text.split(". ") if len(sentence) > 20)
    form = await world.press("Write the ticket")
    await world.restart()  # the form stays open meanwhile
    said = [message.fields[name].says for name in NOTES_FIELDS]
    await fill_in(world, form, *said[:2], "荷物", "letters", "999")
    (row,) = await kept(world, "notes")
    assert row.overall is not None
    assert 0 < row.overall < 100
    assert words[:40] in " ".join(text(results(world)[0]).replace("\\", "").split())  # to compare
    await world.press("Again")
    await world.press("Go")
    assert (await live(world)).task != session.task  # another caller
    await world.wait(seconds + 120)
    late = await world.press("Write the ticket")
    await world.wait(5 * 60)
    assert "time is up" in text(results(world)[-1])
    assert "so that it is not lost" in (await fill_in(world, late, "Ada", "", "", "", "")).text
    assert len(await kept(world, "notes")) == 1


async def live(world: World) -> Exercise:
    """Anna's exercise, as it stands."""
    session = await world.bot.desk.live(world.guild.id, world.anna.id)
    assert isinstance(session, Exercise)
    return session


def content(world: World, exercise: Exercise) -> SkillContent:
    return world.bot.packs[exercise.pack].skills


async def test_a_text_typed_takes_few_requests(world: World) -> None:
    """As docs/skills.md says: five besides what goes back to the command and to Go; in the same thread three."""

    async def types() -> tuple[int, int]:
        made = len(world.env.http_requests)
        await (world.press("Again") if world.channel.threads else world.command("typing"))
        await world.press("Go")
        await world.wait(60)
        await world.say(await to_type(world))
        paths = [call.path for call in world.env.http_requests[made:]]
        replies = sum(path.startswith(("/interactions", "/webhooks")) for path in paths)
        return len(paths) - replies, replies

    assert await types() == (5, 3)
    assert await types() == (3, 2)


async def test_every_skill_can_be_begun_from_the_card_of_all(world: World) -> None:
    for name, asked in (("Typing", "Type"), ("Dictation", "caller"), ("Notes", "caller"), ("Basics", "question")):
        overview = await world.command("skills")
        reply = Reply(await world.anna.click(overview.message, label=name))
        assert world.thread.mention in reply.text
        assert asked.lower() in world.said()[-1].lower()
        stop = await world.command("call stop")
        await world.anna.click(stop.message, label="End it")
    form = Reply(await world.anna.click((await world.command("skills")).message, label="Figures")).modal
    assert form is not None
    assert "Calls a day" in str(form)
