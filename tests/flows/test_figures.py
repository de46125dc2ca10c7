"""`/figures`, and figures in a screen, as members see them."""

from .skilling import fill_in, kept
from .world import QUIET, World


async def test_figures_from_the_form_to_the_board(world: World) -> None:
    counted: list[int] = []
    world.bot.desk.counted = counted.append
    form = await world.command("figures")
    reply = await fill_in(world, form, "about 80", "5", "8", "94%", "12k")
    assert reply.private
    assert "100 of 100" in reply.text
    assert "about 80 calls in an eight-hour shift" in reply.text
    (row,) = await kept(world, "figures")
    assert row.overall == 100
    place = await world.bot.store.place(world.guild.id, "skills", "all", world.anna.id)
    assert place is not None
    assert place.points == 100
    assert counted == [world.guild.id]  # pinned boards are told
    assert "100 of 100" in (await world.command("skills")).text


async def test_what_cannot_be_read_comes_back_in_the_form(world: World) -> None:
    empty = await fill_in(world, await world.command("figures"), "", "", "", "", "")
    assert "nothing in that form" in empty.text
    assert await kept(world, "figures") == []
    letters = await fill_in(world, await world.command("figures"), "lots", "6", "", "", "")
    assert "Calls a day: lots" in letters.text
    again = await world.press("Change them", card=letters.message)
    assert again.modal is not None
    before = [part["component"].get("value") for part in again.modal["components"]]
    assert before[:2] == ["lots", "6"]
    assert "20 of 100" in (await fill_in(world, again, "", "6", "", "", "")).text
    assert [row.overall for row in await kept(world, "figures")] == [20, None]


async def test_feedback_on_figures_that_do_not_fit(world: World) -> None:
    await world.start_screen(pack="counted")
    await world.say("I took 400 calls a day on the hotline of a bank, mostly billing, and each call took six minutes.")
    await world.wait(QUIET)
    assert "400 calls at 6 minutes each is 40 hours" in world.said()[-1]
    assert "which of the two did you mean?" in world.said()[-1]
