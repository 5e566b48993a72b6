"""A follow-up told by periods («Halvår 1: … Halvår 2: …», «2024-03-12: …»): its parts in the order of time."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from loaders.meaning.status_words import SMALL
from loaders.text import fold

_YEAR = r"(?:[ -]?(?:20)?\d\d)?"
_MONTHS = "|".join(SMALL.months)
_SHARE = rf"(?:halvar|delar|tertial|kvartal|termin|period|t|q|h|delrapport) ?(?P<number>[1-4]){_YEAR}"
_HALF = r"(?P<half>halvar|helar)(?:suppfoljning|srapport)?"
_SEASON = rf"(?P<season>vt|varen|varterminen|var|sommaren|sommar|ht|hosten|hostterminen|host){_YEAR}"
_MONTH = rf"(?P<month>{_MONTHS}){_YEAR}"
_DAY = r"(?P<day>(?:20)?\d\d-?[01]\d-?[0-3]\d|[0-3]?\d/[01]?\d(?:[ -](?:20)?\d\d)?|[01]\d[0-3]\d)"
_TICK = r"(?:ok|ej|klart?|gen|genomf\w*|inst\w*|uteblev|delvis|pag\w*|pab\w*|nej|ja)\b"
_LABEL = re.compile(
    rf"(?:^|(?<=[.!?;•,\n] )|(?<=[.!?;•\n]))\s*(?:(?:avstamning|uppfoljning|status|rapport) )?"
    rf"(?:{_SHARE}|{_HALF}|{_SEASON}|{_MONTH}|{_DAY})\s*(?:(?::|[-–—] )\s*|(?P<tick> (?={_TICK}))|(?P<bare> ))"
)
_SEASON_ORDER = {"v": 1, "s": 2, "h": 3}


class Period(NamedTuple):
    """One part of the text, `start`..`end`; `shared` when its label is a share of the year, not a day of writing;
    `written` that day, None where the label does not name its year."""

    start: int
    end: int
    shared: bool
    written: date | None = None


@lru_cache(maxsize=64)
def periods(text: str) -> tuple[Period, ...]:
    """The parts of a text told by periods, the latest last; empty when it is not told so."""
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    found = [label for label in _LABEL.finditer(folded) if _labels(label, folded, text)]
    if len(found) < 2 or folded[: found[0].start()].strip():
        return ()
    ends = [label.start() for label in found[1:]] + [len(text)]
    parts = [
        Period(label.end(), end, label["day"] is None and label["month"] is None, _written(label["day"] or ""))
        for label, end in zip(found, ends, strict=True)
    ]
    order = [_order(label) for label in found]
    return tuple(reversed(parts)) if order == sorted(order, reverse=True) and order[0] != order[-1] else tuple(parts)


def last_written(text: str) -> date | None:
    """The day of the latest entry of a text told by days («240312: … 241104: …»), None when it tells none."""
    return max((part.written for part in periods(text) if part.written), default=None)


def _written(label: str) -> date | None:
    digits = label.replace("-", "")
    if not digits.isdecimal() or len(digits) not in {6, 8}:
        return None
    try:
        return date.fromisoformat(digits if len(digits) == 8 else "20" + digits)
    except ValueError:
        return None


def _labels(label: re.Match[str], folded: str, text: str) -> bool:
    """Whether the match is a label: behind a comma only where a tick follows («Vt ok, ht ej»)."""
    if label["tick"]:
        return label["season"] is not None or label["number"] is not None
    if folded[: label.start()].rstrip().endswith(","):
        return False
    return not label["bare"] or _opens(label, text)


def _opens(label: re.Match[str], text: str) -> bool:
    """Whether a day without a colon opens an entry of a diary («2024-05-15 Väntar på besked.»)."""
    return len(label["day"] or "") >= 6 and text[label.end() : label.end() + 1].isupper()


def _order(label: re.Match[str]) -> tuple[int, ...]:
    """What the label is sorted by; only labels of one kind are compared."""
    if label["number"]:
        return (int(label["number"]),)
    if label["half"]:
        return (1 if label["half"] == "halvar" else 2,)
    if label["season"]:
        return (_SEASON_ORDER[label["season"][0]],)
    if label["month"]:
        return (SMALL.months.index(label["month"]),)
    numbers = [int(number) for number in re.findall(r"\d+", label["day"])]
    return tuple(reversed(numbers[:2])) if "/" in label["day"] else tuple(numbers)
