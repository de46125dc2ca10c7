"""Dates as words, where we write them ourselves: on cards Discord writes them, in each reader's language."""

from datetime import date

LANGUAGES = {
    "en-GB": "English",
    "en-US": "English (US)",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pt-BR": "Português",
}
"""The languages that dates can be written in, by tag, as each calls itself."""

_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = {
    "en-GB": _ENGLISH,
    "en-US": _ENGLISH,
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt-BR": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_ORDER = {
    "en-US": "{month} {day}, {year}",
    "de": "{day}. {month} {year}",
    "es": "{day} de {month} de {year}",
    "pt-BR": "{day} de {month} de {year}",
}
_FIRST = {"fr": "1er", "it": "1º", "pt-BR": "1º"}


def written(day: date, language: str) -> str:
    """The day in full, in one of `LANGUAGES`: "24 November 2026"; in English for a tag that is none of them."""
    tag = language if language in LANGUAGES else "en-GB"
    number = _FIRST.get(tag, "1") if day.day == 1 else str(day.day)
    month = _MONTHS[tag].split()[day.month - 1]
    return _ORDER.get(tag, "{day} {month} {year}").format(day=number, month=month, year=day.year)
