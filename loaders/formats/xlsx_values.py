"""A stored Excel number to the text its reader sees: dates, percent, zero padding, units in the number format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

Kind = Literal["number", "percent", "day", "month", "year", "time", "duration"]

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_NUMBER_MASK = re.compile(r"[#0?.,\s]*[0#?][#0?.,\s]*|General|Standard", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format does to a number: `digits` is the least number of whole digits (007), `decimals` those of a
    percentage; `before` and `after` are the format's own words ("vecka 12", "3 st")."""

    kind: Kind
    digits: int = 0
    decimals: int = 0
    before: str = ""
    after: str = ""


def builtin_format(number: int) -> str:
    """The format code of a number format that the workbook need not spell out; "General" for an unknown one."""
    return str(BUILTIN_FORMATS.get(number, "General"))


@lru_cache(maxsize=2048)
def read_format(code: str) -> Format:
    """A number format code as what it does to a positive number."""
    first = _first_section(code)
    bare = _QUOTED.sub("", first)
    if is_timedelta_format(first):
        return Format("duration")
    if is_date_format(first) and not _NUMBER_MASK.fullmatch(bare.strip() or "General"):
        letters = bare.lower()
        # An Excel "m" means minutes beside hours or seconds, months elsewhere.
        clock = "h" in letters or "s" in letters
        if "d" in letters or ("y" in letters and clock):
            return Format("day")
        if clock:
            return Format("time")
        return Format("month" if "m" in letters else "year")
    if "%" in bare:
        _, _, decimals = bare.partition(".")
        return Format(
            "percent",
            decimals=len(re.match(r"[0#?]*", decimals).group()) if decimals else 0,  # type: ignore[union-attr]
            after=" %" if re.search(r"\s\\?%", bare.replace("\u00a0", " ")) else "%",
        )
    mask = _NUMBER_MASK.search(_QUOTED.sub(lambda found: "\x00" * len(found.group()), first))
    if mask is None:
        return Format("number")
    digits = mask.group().strip()
    return Format(
        "number",
        digits=len(digits) if set(digits) == {"0"} else 0,
        before=_words(first[: mask.start()]),
        after=_words(first[mask.end() :]),
    )


def number_text(stored: str, code: str, epoch: datetime) -> str:
    """A stored number as text by its number format; what is no number comes back as it stands."""
    try:
        number = float(stored)
    except ValueError:
        return stored
    shape = read_format(code)
    if shape.kind == "number":
        plain = _plain(number)
        if shape.digits > 1 and number >= 0:
            plain = plain.zfill(shape.digits)
        return f"{shape.before}{plain}{shape.after}"
    if shape.kind == "percent":
        return f"{number * 100:.{shape.decimals}f}".replace(".", ",") + shape.after
    try:
        moment = from_excel(number, epoch, timedelta=shape.kind == "duration")
    except (ValueError, OverflowError, TypeError):
        return _plain(number)
    return _plain(number) if moment is None else _moment_text(moment, shape.kind, number)


def date_text(stored: str) -> str:
    """An ISO date or time cell (type "d") as text; midnight is left out."""
    day, _, clock = stored.partition("T")
    clock = clock.rstrip("Z")[:5]
    return day if clock in {"", "00:00"} else f"{day} {clock}"


def _first_section(code: str) -> str:
    quoted = False
    for position, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            return code[:position]
    return code


def _words(part: str) -> str:
    """The literal words in one end of a number format; a currency sign or a bare colour code is none."""
    return "".join((found.group(1) or found.group(2) or "") for found in _QUOTED.finditer(part))


def _plain(number: float) -> str:
    if number == int(number) and abs(number) < 1e15 if abs(number) != float("inf") else False:
        return str(int(number))
    text = format(number, ".15g")
    if "e" in text and abs(number) < 1e21:
        text = format(Decimal(text), "f")
    return text.replace(".", ",")


def _moment_text(moment: datetime | date | time | timedelta, kind: Kind, number: float) -> str:
    if isinstance(moment, timedelta):
        minutes = round(moment.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(moment, time):
        # Excel stores a bare clock as a part of day 0; a date format on it is a slip, the number says what it is.
        return _plain(number) if number == 0 and kind != "time" else moment.strftime("%H:%M")
    if kind == "time":
        return f"{moment:%H:%M}"
    if kind == "month":
        return f"{MONTHS[moment.month - 1]} {moment.year}"
    if kind == "year":
        return str(moment.year)
    day = f"{moment:%Y-%m-%d}"
    if isinstance(moment, datetime) and (moment.hour or moment.minute):
        return f"{day} {moment:%H:%M}"
    return day
