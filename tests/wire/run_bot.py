"""Headset as a process, with its settings from the environment and nothing else."""

from bot.app import build
from bot.config import Config

if __name__ == "__main__":
    config = Config.from_env(env_file=None)
    assert config.token is not None
    build(config).run(config.token.get_secret_value(), log_handler=None)
