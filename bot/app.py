"""The composition root: from a Config to a bot with everything wired."""

import logging

from bot.boards import Boards
from bot.client import Headset
from bot.config import Config
from bot.desk import Desk
from bot.face.board_wall import BoardWall
from bot.face.stage import DiscordStage
from bot.forgetting import Forgetting
from bot.judge import configured
from bot.packs.loading import load
from bot.pins import Pins
from bot.settings import Settings
from bot.storage.sqlite import SqliteStore

log = logging.getLogger(__name__)


def build(config: Config) -> Headset:
    """The bot: content is read now; storage opens when the bot logs in, and closes with it."""
    library = load(config.content)
    for problem in library.problems:
        log.warning("%s", problem)
    scorer = library.scorer()

    async def setup(bot: Headset) -> None:
        store = await SqliteStore.open(config.database, create_folder=True)
        bot.store = store
        bot.settings = Settings(store)
        judge = configured(config, library.rubric)
        if judge is not None:
            log.info("answers are sent to %s for a second opinion (%s)", config.judge_url, config.judge_model)
        stage, now = DiscordStage(bot, bot.clock.now), bot.clock.now
        bot.desk = Desk(store, stage, library.packs, library.rubric, scorer.rate, now, judge, bot.settings)
        await bot.desk.open()
        wall = BoardWall(bot, now)
        bot.boards = Boards(store, bot.settings, wall, now)
        bot.pins = Pins(store, bot.settings, bot.boards, wall, now)
        bot.desk.counted = bot.pins.counted
        bot.settings.guild_watchers.append(bot.pins.guild_changed)
        bot.settings.member_watchers.append(bot.pins.member_changed)
        await bot.pins.open()
        bot.forgetting = Forgetting(store, now)
        bot.forgetting.open()

    bot = Headset(config, setup)
    bot.packs = library.packs
    bot.rubric = library.rubric
    return bot
