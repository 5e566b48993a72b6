"""Days inside a follow-up text: which they are, and whether what is told is still ahead."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from loaders.meaning.status_words import SMALL

_YEAR = re.compile(r"20[2-4]\d")
_DAY_MONTH = re.compile(
    r"(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/])|(?<!\d)(\d{1,2})(?:\s?(?:a|e|:e|:a))?\s+("
    + "|".join(month[:3] + r"\w*" for month in SMALL.months)
    + r")"
)
_ISO = re.compile(r"(20[2-4]\d)-(\d{1,2})-(\d{1,2})")
_MONTH_NUMBER = {month: number for number, month in enumerate(SMALL.months, start=1)}
_SCHOOL_YEAR = re.compile(r"lasaret? (?:20)?(2\d) ?[/-] ?(?:20)?2\d")
_WEEKDAYS = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
_MAY_REPEAT = re.compile("|".join((r"\bvar", *_WEEKDAYS)))
_WEEKDAYS_OF_MANY = frozenset(
    {*(day + "ar" for day in _WEEKDAYS), "helger", "vardagar", "helgkvallar", "fredagskvallar"}
)
_WEEKDAY_SPAN = re.compile(
    rf"(?:{'|'.join(_WEEKDAYS)})\w*(?: kvall\w*)? ?(?:till|-|–|och|/) ?(?:{'|'.join(_WEEKDAYS)})"
)
_TIMES = (
    *(
        "dag",
        "vecka",
        "manad",
        "ar",
        "termin",
        "kvartal",
        "tertial",
        "halvar",
        "lasar",
        "host",
        "var",
        "sommar",
        "vinter",
    ),
    *("helg", "kvall", "natt", "morgon", "lov", "jul", "skolavslutning", "skolstart", "mote", *_WEEKDAYS),
)
_EVERY_NTH = re.compile(r"\bvar(?:t|je)? (?:andra|tredje|fjarde|femte|sjatte|attonde|\d+:?[ae]?) \w+")
_SEASON_ENDS = {
    **dict.fromkeys(("varen", "vt", "varterminen"), 6),
    **dict.fromkeys(("sommaren", "sommar"), 8),
    **dict.fromkeys(("hosten", "host", "ht", "hostterminen", "arsskiftet", "jul"), 12),
}
_AND = re.compile(r" ?(?:\([^)]*\) ?)?(?:,|&|\+|och|samt) (?:[a-z]+ ){0,2}")
_VID: tuple[list[str], ...] = (["behov"], ["varje"], ["alla"], ["samtliga"])
_AT = frozenset({"pa", "vid", "till", "i", "under"})
_COMING = re.compile(
    rf"\bnasta (?:vecka|manad|{'|'.join(_WEEKDAYS)})\b|^(?:nu )?pa (?:{'|'.join(_WEEKDAYS)})\b"
    rf"|\bom (?:en|ett|nagra|{'|'.join(list(SMALL.numerals)[2:])}) (?:dagar|veckor|vecka|manader|manad)\b"
)
_HALF_YEAR = 183
_NINE_MONTHS = 270
_YEAR_LONG = 365
_SOON = 120
_MONTHS_SOON = 4


def tells_time(words: list[str]) -> bool:
    """Whether the words name a month, a season, a year or a day."""
    return any(
        word in _MONTH_NUMBER
        or word in SMALL.seasons
        or _YEAR.fullmatch(word)
        or _ISO.fullmatch(word)
        or (word == "/" and 0 < at < len(words) - 1)
        for at, word in enumerate(words)
    )


def years(words: list[str]) -> list[int]:
    """The years that the words name."""
    return [int(word) for word in words if _YEAR.fullmatch(word)]


def rated(words: list[str]) -> bool:
    """Whether the words name a rate: «varje fredag», «var tredje vecka», «vid behov»; not «vid skolan», «i gång»."""
    if SMALL.rates.isdisjoint(words):
        return every(words)
    return every(words) or any(
        word in SMALL.rates
        and (word != "vid" or words[at + 1 : at + 2] in _VID)
        and (word != "gang" or words[max(0, at - 1) : at] != ["i"])
        for at, word in enumerate(words)
    )


def every(words: list[str]) -> bool:
    """Whether the words name days of many weeks, or every so many weeks."""
    if not _WEEKDAYS_OF_MANY.isdisjoint(words):
        return True
    text = " ".join(words)
    if not _MAY_REPEAT.search(text):
        return False  # most statements
    if any(
        word in {"varje", "varannan"} and (then.startswith(_TIMES) or then in _MONTH_NUMBER)
        for word, then in pairwise(words)
    ):
        return True
    return bool(_WEEKDAY_SPAN.search(text) or _EVERY_NTH.search(text))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _distance(day: date, around: date, year: int | None) -> tuple[bool, int]:
    """Days without a year are read in the follow-up's own year, unless that is more than nine months away; where the
    follow-up is made after the plan's year, in the past, unless they come within four months."""
    away = (day - around).days
    if year and year < around.year:
        return away > _SOON or away < _SOON - _YEAR_LONG, abs(away)
    return (day.year != around.year if abs(away) <= _NINE_MONTHS else True, abs(away))


def days(folded: str, around: date | None, year: int | None) -> list[date]:
    """The days a text names; a day without a year is the nearest one to `around`, else in `year`."""
    found: list[date] = []
    for match in _ISO.finditer(folded):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        found += [day] if day else []
    plain = _ISO.sub(" ", folded)
    listed = list(_DAY_MONTH.finditer(plain))
    told: list[tuple[date, bool, bool]] = []
    for at, match in enumerate(listed):
        number = int(match[1] or match[3])
        month = int(match[2]) if match[2] else next(n for m, n in _MONTH_NUMBER.items() if m.startswith(match[4][:3]))
        after = re.match(r"\s*[-–]?\s*(20[2-4]\d|2\d\b)", plain[match.end() :])
        if after:
            said = int(after[1])
            years = [said if said > 100 else 2000 + said]
        elif around:
            years = [around.year - 1, around.year, around.year + 1]
        else:
            years = [year or 2000]
        options = [day for y in years if (day := _day(y, month, number))]
        if around and options:
            options = [min(options, key=lambda day: _distance(day, around, year))]
        if not options:
            continue
        joined = bool(told) and bool(_AND.fullmatch(plain[listed[at - 1].end() : match.start()]))
        told.append((options[0], bool(after), joined))
    return found + _in_order(told)


def _in_order(told: list[tuple[date, bool, bool]]) -> list[date]:
    """The days of a list («4/2 och 22/9») are told in their order: (day, whether its year is stated, whether it is
    joined to the one before)."""
    ordered: list[date] = []
    following: date | None = None
    for day, stated, joined in reversed(told):
        before = following is not None and not stated and day > following
        ordered.append((_day(day.year - 1, day.month, day.day) or day) if before else day)
        following = ordered[-1] if joined else None
    return ordered[::-1]


def _after_leave(words: list[str], at: int) -> bool:
    """«efter sommaren», «efter semestern»: said before it."""
    return words[at] == "efter" and words[at + 1 : at + 2] in (["sommaren"], ["semestern"], ["semestrarna"], ["nyar"])


def ahead(words: list[str], followed_up: date | None, plan_year: int | None) -> bool:
    """Whether the time that follows a cue lies after the follow-up, or in a year after the plan's."""
    text = " ".join(words)
    if "till och med" in text or " tom " in text:
        return False  # how long, not when
    named = years(words)
    if "nasta ar" in text or any(
        (word == "nasta" and i and words[i - 1] in _AT) or _after_leave(words, i) for i, word in enumerate(words)
    ):
        return True
    base = plan_year or (followed_up.year if followed_up else None)
    school_year = _SCHOOL_YEAR.search(text)
    if school_year and base and 2000 + int(school_year[1]) > base:
        return True
    if followed_up:
        stated = days(text.replace(" / ", "/"), followed_up, plan_year)
        if stated:
            return max(stated) > followed_up
        months = [_MONTH_NUMBER[word] for word in words if word in _MONTH_NUMBER]
        if months and (not named or named[-1] == followed_up.year):
            late = bool(plan_year) and (plan_year or 0) < followed_up.year and not named
            return 0 < months[-1] - followed_up.month <= (_MONTHS_SOON if late else 12)
    if not named or not base or min(named) <= base:
        return False
    if followed_up and min(named) == followed_up.year:
        ends = [_SEASON_ENDS[word] for word in words if word in _SEASON_ENDS]
        return bool(ends) and ends[-1] > followed_up.month
    return not followed_up or min(named) > followed_up.year


def coming(words: list[str]) -> bool:
    """«nästa vecka», «på torsdag», «om två veckor»."""
    return bool(_COMING.search(" ".join(words)))


def _before_since(words: list[str]) -> list[str]:
    return words[: words.index("sedan")] if "sedan" in words else words


def next_months(words: list[str], followed_up: date | None) -> bool:
    """Whether the words name a month, not behind «sedan», at most four after the follow-up's, over new year too."""
    months = [_MONTH_NUMBER[word] for word in _before_since(words) if word in _MONTH_NUMBER]
    return bool(followed_up and months) and 0 < (months[-1] - (followed_up.month if followed_up else 0)) % 12 <= 4


def passed(folded: str, followed_up: date | None, plan_year: int | None) -> bool:
    """Whether every day that a text names lies before the follow-up, at most half a year."""
    if not followed_up:
        return False
    stated = days(folded, followed_up, plan_year)
    return bool(stated) and all(0 < (followed_up - day).days <= _HALF_YEAR for day in stated)


def so_far(words: list[str]) -> bool:
    """«hittills», «till och med oktober»: what is told is a part of what is to come. December is the year's end."""
    if "hittills" in words:
        return True
    untils = (words[at + 3] for at in range(len(words) - 3) if words[at : at + 3] == ["till", "och", "med"])
    return any(_MONTH_NUMBER.get(word, 12) < 12 for word in untils)
