"""The settings: the only place that reads the environment. The README's table lists them all."""

import logging
import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

log = logging.getLogger(__name__)

PREFIX = "HEADSET_"
PLAIN = {
    "bool_parsing": "must be true or false",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
}
"""Words for what pydantic says for programmers."""


class ConfigError(Exception):
    """A setting is wrong; the message is one line that says which and what would be right."""


def data_folder() -> Path:
    """Where this user's programs keep their data (XDG base directory; APPDATA on Windows)."""
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or Path.home()) / "headset"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "headset"


class Config(BaseModel):
    """All settings, checked. The token and the key are secrets: they print as stars."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr | None = Field(None, description="the bot's token; without one, `make run` rehearses")
    database: Path = Field(default_factory=lambda: data_folder() / "headset.sqlite3", description="the database file")
    content: tuple[Path, ...] = Field((), description=f"folders with more packs, separated by {os.pathsep!r}")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    message_content: bool = Field(
        True, description="ask Discord for the message content intent; false: answers in forms only"
    )
    api_base: str | None = Field(None, description="another address for Discord's REST API, as http(s)://host/api/v10")
    gateway: str | None = Field(None, description="another address for Discord's gateway, as ws(s)://host")
    shards: int | None = Field(None, ge=1, description="how many shards; Discord's advice when not set")
    judge_url: str | None = Field(
        None, description="base address of an OpenAI-compatible API, for second opinions; answers are sent there"
    )
    judge_model: str | None = Field(
        None, validate_default=True, description="the model that gives second opinions, as the API calls it"
    )
    judge_key: SecretStr | None = Field(None, description="the API's key; local servers often need none")
    judge_seconds: float = Field(4, gt=0, le=60, description="how long to wait for a second opinion")

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("database")
    @classmethod
    def _database(cls, value: Path) -> Path:
        return _at_home(value)

    @field_validator("content")
    @classmethod
    def _content(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(_at_home(folder) for folder in value)

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else ""
        if any(character.isspace() or not character.isprintable() for character in text):
            raise ValueError("must not contain spaces; copy it again from the developer portal")
        return value if text else None

    @field_validator("judge_url")
    @classmethod
    def _judge_url(cls, value: str | None) -> str | None:
        value = _address(value, ("http", "https"))
        if value and (set("?#@") & set(value)):
            raise ValueError("must be a plain address; a key belongs into HEADSET_JUDGE_KEY")
        return value

    @field_validator("judge_model")
    @classmethod
    def _judge_model(cls, value: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("judge_url") and not value:
            raise ValueError("must name a model, since HEADSET_JUDGE_URL is set")
        return value

    @field_validator("judge_key")
    @classmethod
    def _judge_key(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else ""
        if any(character.isspace() or not character.isprintable() for character in text):
            raise ValueError("must not contain spaces; copy it again")
        return value if text else None

    @field_validator("api_base")
    @classmethod
    def _api(cls, value: str | None) -> str | None:
        return _address(value, ("http", "https"))

    @field_validator("gateway")
    @classmethod
    def _gateway(cls, value: str | None) -> str | None:
        return _address(value, ("ws", "wss"))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")) -> "Config":
        """Read the environment, and `.env` for what it does not set. Raises ConfigError, one line."""
        given = dict(_env_file(env_file)) | dict(os.environ if environ is None else environ)
        _warn_of_unknown(given)
        found: dict[str, object] = {}
        for name in cls.model_fields:
            value = given.get(variable(name), "").strip()
            if value:
                found[name] = value.split(os.pathsep) if name == "content" else value
        try:
            return cls.model_validate(found)
        except ValidationError as error:
            first = error.errors()[0]
            what = PLAIN.get(first["type"]) or first["msg"].removeprefix("Value error, ")
            raise ConfigError(f"{variable(str(first['loc'][0]))}: {what[0].lower()}{what[1:]}.") from None


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "DISCORD_TOKEN" if name == "token" else PREFIX + name.upper()


def _warn_of_unknown(given: Mapping[str, str]) -> None:
    """A misspelt setting is one that was meant to do something, so it is told; the bot can do without."""
    known = [name.upper() for name in Config.model_fields]
    for variable in sorted(given):
        name = variable.removeprefix(PREFIX)
        if name != variable and name not in known:
            near = get_close_matches(name, known, n=1)
            log.warning("%s is no setting%s", variable, f"; did you mean {PREFIX}{near[0]}?" if near else ": ignored")


def _at_home(path: Path) -> Path:
    """`~` is for the shell to know, but no shell reads `.env`."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError(f"there is no home folder for {path.parts[0]}; write the whole path") from None


def _address(value: str | None, schemes: tuple[str, ...]) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.netloc:
        raise ValueError(f"must be an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}")
    return value.rstrip("/")


def _env_file(path: Path | None) -> Mapping[str, str]:
    """`NAME=value` lines; `#` begins a comment line; quotes around a value are dropped."""
    if path is None or not path.is_file():
        return {}
    found = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{path}: can't be read; it must be a text file in UTF-8.") from None
    for number, line in enumerate(lines, 1):
        line = line.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ConfigError(f"{path}:{number}: must be a line NAME=value.")
        found[name.strip()] = value.strip().strip("\"'")
    return found
