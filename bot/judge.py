"""Asks a language model for a second opinion, at any OpenAI-compatible endpoint. Off unless configured."""

import asyncio
import secrets
from typing import Annotated, Any

import aiohttp
from pydantic import BaseModel, ConfigDict, Field

from bot.config import Config
from bot.practice.content import Question
from bot.scoring.rubric import Rubric
from bot.scoring.second_opinion import MOST_QUOTES, NoOpinion, Opinion, Remark, messages, opinion, schema

MOST_BYTES = 64_000
"""A longer reply is not read to its end."""

AT_ONCE = 8
"""Requests; further ones wait, within their deadline."""

Level = Annotated[int, Field(ge=1, le=5)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Remark(_Strict):
    quote: str = Field(max_length=500)
    shows: str = Field(max_length=300)


class _Verdict(_Strict):
    levels: dict[str, Level]
    overall: Level
    quotes: list[_Remark] = Field(max_length=MOST_QUOTES)


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Reply(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


class Judge:
    """One endpoint and model. Make it in a running event loop; close it in the end."""

    def __init__(self, rubric: Rubric, url: str, model: str, key: str | None, seconds: float) -> None:
        """`url`: the base address, to which /chat/completions is added; `seconds`: the deadline for an opinion."""
        self._rubric = rubric
        self._url = f"{url}/chat/completions"
        self._model = model
        self._seconds = seconds
        headers = {"Accept-Encoding": "identity"}  # and none is unpacked: a small reply can unpack to gigabytes
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=AT_ONCE),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=headers,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def read(self, question: Question, answer: str) -> Opinion:
        """The model's opinion of an answer. Raises NoOpinion, whatever goes wrong, within the deadline.

        One try: what fails is told by the offline score alone.
        """
        # Reasons name no more than the kind of failure: texts of errors may hold what the other side sent.
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._ask(question, answer)
        except TimeoutError:
            raise NoOpinion(f"no reply within {self._seconds:g} s") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NoOpinion(f"the connection failed ({type(error).__name__})") from None
        try:
            message = _Reply.model_validate_json(body).choices[0].message
            if message.refusal:
                raise NoOpinion("the model refuses")
            verdict = _Verdict.model_validate_json(message.content or "")
        except ValueError:
            raise NoOpinion("the reply is not what was asked for") from None
        remarks = [Remark(remark.quote, remark.shows) for remark in verdict.quotes]
        return opinion(question, answer, self._model, verdict.levels, verdict.overall, remarks)

    async def _ask(self, question: Question, answer: str) -> bytes:
        body = self._body(question, answer)
        # Not followed elsewhere: only the address that was configured may have the answer and the key.
        async with self._session.post(self._url, json=body, allow_redirects=False) as response:
            if response.status != 200:
                raise NoOpinion(f"HTTP {response.status}")
            received = b""
            async for chunk in response.content.iter_any():
                received += chunk
                if len(received) > MOST_BYTES:
                    raise NoOpinion(f"the reply is longer than {MOST_BYTES:,} bytes")
            return received

    def _body(self, question: Question, answer: str) -> dict[str, Any]:
        """No temperature, no limit of tokens: models differ in which of these they refuse."""
        fence = f"==== {secrets.token_hex(16)} ===="
        form = {"name": "second_opinion", "strict": True, "schema": schema(question)}
        return {
            "model": self._model,
            "messages": messages(question, self._rubric, answer, fence),
            "response_format": {"type": "json_schema", "json_schema": form},
        }


def configured(config: Config, rubric: Rubric) -> Judge | None:
    """The judge that the settings ask for; None: there is to be none. Call it in a running event loop."""
    if config.judge_url is None or config.judge_model is None:
        return None
    key = config.judge_key.get_secret_value() if config.judge_key else None
    return Judge(rubric, config.judge_url, config.judge_model, key, config.judge_seconds)
