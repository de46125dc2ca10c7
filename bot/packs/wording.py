"""A document checked against a model; what pydantic says becomes what a trainer understands."""

from difflib import get_close_matches
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.packs.models import Model
from bot.packs.problem import Problem, shown
from bot.packs.reader import Document, Place

M = TypeVar("M", bound=Model)


def checked(
    model: type[M], document: Document, entries: str | None = None
) -> tuple[M | None, list[int], list[Problem]]:
    """The document as the model, and its problems. None: it can't be used.

    Wrong items of the list `entries` are dropped and the rest kept: the numbers returned say which items of the
    document the model's list holds.
    """
    data, problems = document.data, list[Problem]()
    items = data.get(entries) if entries else None
    kept = list(range(len(items))) if isinstance(items, list) else []
    try:
        return model.model_validate(data), kept, []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    problems = _problems(model, document, errors)
    wrong = {e["loc"][1] for e in errors if len(e["loc"]) > 1 and e["loc"][0] == entries}
    if not isinstance(items, list) or len(wrong) == 0 or any(e["loc"][:1] != (entries,) for e in errors):
        return None, [], problems
    kept = [number for number in kept if number not in wrong]
    try:
        return model.model_validate({**data, entries: [items[number] for number in kept]}), kept, problems
    except ValidationError:  # nothing good is left
        return None, [], problems


def _problems(model: type[BaseModel], document: Document, errors: Any) -> list[Problem]:
    places = [tuple(part for part in error["loc"] if part != "[key]") for error in errors]
    misspelt = {
        (*place[:-1], near)
        for place, error in zip(places, errors, strict=True)
        if error["type"] == "extra_forbidden" and (near := _near(model, place))
    }
    return [
        document.problem(place, *_words(model, place, error, _key_of(place)))
        for place, error in zip(places, errors, strict=True)
        if not (error["type"] == "missing" and place in misspelt)  # one slip, one message
    ]


def _near(model: type[BaseModel], place: Place) -> str | None:
    """The key that an unknown one may have been meant to be."""
    return next(iter(get_close_matches(str(place[-1]), _keys_at(model, place[:-1]), n=1)), None)


def _key_of(place: Place) -> str:
    """The key that a trainer would look for: the last word of a place."""
    return next((str(part) for part in reversed(place) if isinstance(part, str)), "the file")


def _words(model: type[BaseModel], place: Place, error: Any, key: str) -> tuple[str, str]:
    """What is wrong and what would be right."""
    given, context = error["input"], error.get("ctx", {})
    item = " (one line of the list)" if place and isinstance(place[-1], int) else ""
    match error["type"]:
        case "missing":
            return f"the key '{key}' is missing", f"add '{key}: ...'"
        case "extra_forbidden":
            near = _near(model, place)
            instead = f"did you mean '{near}'?" if near else f"known are {_list(_keys_at(model, place[:-1]))}"
            return f"unknown key {shown(key)}", instead
        case "string_type":
            return _not_text(given, f"'{key}'{item}")
        case "list_type":
            return f"'{key}' is not a list", "write its entries on lines of their own, each beginning with '- '"
        case "dict_type" | "model_type":
            return f"'{key}'{item} is not made of 'key: value' lines", f"give its keys: {_list(_keys_at(model, place))}"
        case "bool_type":
            return f"'{key}' is {shown(given)}", "write true or false"
        case "enum" | "literal_error":
            return f"'{key}' is {shown(given)}", f"it can be {context['expected']}"
        case "int_type" | "float_type" | "int_from_float":
            return f"'{key}' is {_given(given)}", "write a number, without quotes"
        case "greater_than" | "greater_than_equal" | "less_than_equal":
            return f"'{key}' is {given}", f"{error['msg'].replace('Input should be', 'it should be')}"
        case "string_pattern_mismatch":
            return (
                f"{shown(given)} can't be an id",
                "write small letters, digits and single hyphens, like 'call-volume'",
            )
        case "string_too_short":
            return f"'{key}'{item} is empty", "write its text, or delete it"
        case "string_too_long":
            return f"'{key}'{item} has {len(given)} characters", f"the most is {context['max_length']}"
        case "too_short":
            return f"'{key}' has no entries", "add at least one"
    return f"'{key}'{item}: {error['msg']}", "see docs/content.md"


def _not_text(given: object, name: str) -> tuple[str, str]:
    if given is None:
        return f"{name} is empty", "write its text"
    if isinstance(given, bool | int | float):
        return f"{name} is read as {_given(given)}, not as text", "put it in double quotes"
    if isinstance(given, dict):
        return f"{name} is read as a key and a value", "put a text with ': ' or { in it in double quotes"
    return f"{name} is a list, not a text", "write one text; a text that begins with [ needs double quotes"


def _given(given: object) -> str:
    if given is None:
        return "empty"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return f"the number {given}"
    return shown(given) if isinstance(given, str) else "a list" if isinstance(given, list) else "a group of keys"


def _keys_at(model: type[BaseModel], place: Place) -> list[str]:
    """The keys that may stand at a place of the model."""
    found: Any = model
    for part in place:
        found = _model_in(found)
        field = (
            next((f for name, f in found.model_fields.items() if (f.alias or name) == part), None) if found else None
        )
        # A number is an item's place in a list: its annotation is inside the list's, where _model_in looks.
        found = found if isinstance(part, int) else field.annotation if field else None
    found = _model_in(found)
    return [f.alias or name for name, f in found.model_fields.items()] if found else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside a list, an Optional or an Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, dict, Union, UnionType) or hasattr(annotation, "__metadata__"):
        return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
    return None


def _list(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
