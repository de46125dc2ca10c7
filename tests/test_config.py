"""Settings: what is wrong is one clear line, and the README knows them all."""

import os
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, variable

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def from_env(**environ: str) -> Config:
    return Config.from_env(environ, env_file=None)


def test_everything_has_a_default() -> None:
    config = from_env()
    assert config.token is None
    assert config.database.name == "headset.sqlite3"
    assert config.message_content is True


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("HEADSET_LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("HEADSET_API_BASE", "discord.example", "begins with http:// or https://"),
        ("HEADSET_GATEWAY", "https://gateway.example", "begins with ws:// or wss://"),
        ("HEADSET_SHARDS", "0", "greater than or equal to 1"),
        ("HEADSET_MESSAGE_CONTENT", "perhaps", "must be true or false"),
        ("HEADSET_SHARDS", "two", "must be a whole number"),
        ("DISCORD_TOKEN", "abc def", "must not contain spaces"),
        ("HEADSET_JUDGE_URL", "api.example/v1", "begins with http:// or https://"),
        ("HEADSET_JUDGE_URL", "https://me:secret@api.example/v1", "HEADSET_JUDGE_KEY"),
        ("HEADSET_JUDGE_URL", "https://api.example/v1?key=secret", "HEADSET_JUDGE_KEY"),
        ("HEADSET_JUDGE_SECONDS", "soon", "must be a number"),
        ("HEADSET_JUDGE_SECONDS", "0", "greater than 0"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable_and_what_is_right(name: str, value: str, right: str) -> None:
    with pytest.raises(ConfigError) as caught:
        from_env(**{name: value})
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert right in message
    assert "\n" not in message


def test_a_wrong_token_is_not_told() -> None:
    with pytest.raises(ConfigError) as caught:
        from_env(DISCORD_TOKEN="very secret")
    assert "very secret" not in str(caught.value)


def test_the_token_prints_as_stars() -> None:
    config = from_env(DISCORD_TOKEN="very.secret")
    assert "very.secret" not in repr(config)
    assert "very.secret" not in str(config)
    assert "very.secret" not in config.model_dump_json()


def test_second_opinions_are_off_unless_configured_and_need_a_model() -> None:
    assert from_env().judge_url is None
    with pytest.raises(ConfigError, match="HEADSET_JUDGE_MODEL: must name a model, since HEADSET_JUDGE_URL is set"):
        from_env(HEADSET_JUDGE_URL="http://localhost:8080/v1")
    config = from_env(HEADSET_JUDGE_URL="http://localhost:8080/v1/", HEADSET_JUDGE_MODEL="small")
    assert (config.judge_url, config.judge_model) == ("http://localhost:8080/v1", "small")
    assert (config.judge_key, config.judge_seconds) == (None, 4)


def test_the_judges_key_is_a_secret() -> None:
    config = from_env(HEADSET_JUDGE_KEY="sk-very-secret")
    for shown in (repr(config), str(config), config.model_dump_json()):
        assert "very-secret" not in shown
    with pytest.raises(ConfigError) as caught:
        from_env(HEADSET_JUDGE_KEY="very secret")
    assert "very secret" not in str(caught.value)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# settings\nexport HEADSET_LOG_LEVEL=debug\nDISCORD_TOKEN="from-file"\n', encoding="utf-8")
    config = Config.from_env({"HEADSET_LOG_LEVEL": "error"}, env_file=file)
    assert config.log_level == "ERROR"
    assert config.token is not None
    assert config.token.get_secret_value() == "from-file"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME" if os.name != "nt" else "USERPROFILE", str(tmp_path))
    config = from_env(HEADSET_DATABASE="~/headset.sqlite3", HEADSET_CONTENT=os.pathsep.join(["~/packs", "other"]))
    assert config.database == tmp_path / "headset.sqlite3"
    assert config.content == (tmp_path / "packs", Path("other"))
    with pytest.raises(ConfigError, match="HEADSET_DATABASE: there is no home folder for ~nobody-of-that-name"):
        from_env(HEADSET_DATABASE="~nobody-of-that-name/headset.sqlite3")


def test_a_line_of_the_file_that_is_none_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("HEADSET_LOG_LEVEL=debug\nnonsense\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"\.env:2: must be a line NAME=value"):
        Config.from_env({}, env_file=file)


def test_a_misspelt_setting_is_told_with_the_right_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / ".env"
    file.write_text("HEADSET_DATABSE=/srv/headset.sqlite3\n", encoding="utf-8")
    Config.from_env({"HEADSET_SHARDS": "2", "HEADSET_VOICE": "yes", "HEADPHONES": "on"}, env_file=file)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "HEADSET_DATABSE is no setting; did you mean HEADSET_DATABASE?"),
        ("WARNING", "HEADSET_VOICE is no setting: ignored"),
    ]


@pytest.mark.parametrize("setting", list(Config.model_fields))
def test_the_readme_lists_every_setting(setting: str) -> None:
    assert f"| `{variable(setting)}` |" in README
