"""Whether a plan states when a measure begins, or only names a year or a season."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    ("jan", "januari"), ("feb", "febr", "februari"), ("mar", "mars"), ("apr", "april"), ("maj",), ("jun", "juni"),
    ("jul", "juli"), ("aug", "augusti"), ("sep", "sept", "september"), ("okt", "oktober"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip
_YEAR_AND_SEASONS = {(1, 1), (6, 1), (8, 1), (12, 1)}
_WORD = re.compile(r"[^\W\d_]+")
_ISO = re.compile(r"\b(?:\d\d)?\d\d-(\d\d)(?:-(\d\d))?\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})\s?[/.]\s?(\d{1,2})\b")
_MONTH_DAY = re.compile(r"\b(?:20)?\d\d(\d\d)(\d\d)\b")
_WEEK = re.compile(r"\bv(?:ecka|eckorna|eckor)?\.?\s*(\d{1,2})\b", re.IGNORECASE)


def is_stated(timing: str, start: date | None, when: str) -> bool:
    """True when `start` is a stated start: timing "start", or a month, week or day in the text `when` gives it.

    «Start under 2024» and «påbörjas till hösten» state none: a year or season is no day that can be missed.
    """
    if start is None:
        return False
    if timing == "start" and (start.month, start.day) not in _YEAR_AND_SEASONS:
        return True
    if {word.casefold().rstrip(".") for word in _WORD.findall(when)} & set(_MONTHS[start.month - 1]):
        return True
    month_day = (start.month, start.day)
    if any((int(month), int(day or start.day)) == month_day for month, day in _ISO.findall(when)):
        return True
    if any((int(month), int(day)) == month_day for day, month in _DAY_MONTH.findall(when)):
        return True
    if any((int(month), int(day)) == month_day for month, day in _MONTH_DAY.findall(when)):
        return True
    return any(int(week) == start.isocalendar().week for week in _WEEK.findall(when))
