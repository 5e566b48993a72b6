"""How many occasions a follow-up text tells, and how many were planned."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from loaders.meaning.status_time import ahead, days
from loaders.meaning.status_words import SMALL, number_of
from loaders.text import fold

_MONTH = re.compile("|".join(SMALL.months))
_MONTHS_LISTED = re.compile(
    rf"\b(?:{_MONTH.pattern})(?:, (?:{_MONTH.pattern}))*,? (?:och|samt|&) (?:{_MONTH.pattern})\b"
)
_IN_MONTH = re.compile(rf"\bi (?:{_MONTH.pattern})\b")
_NEXT_IN = re.compile(rf"\bnasta (?:\w+ )?(?:\w+ )?i ({_MONTH.pattern})\b")
_RATE = re.compile(
    r"\b(?:(\d+)\s*[-–]\s*)?(\d+|en|ett|tva|tre|fyra|fem|sex|atta|tio|tolv)\s*(?:ggr|gang\w*|traff\w*|mote\w*|tillfall\w*|dagar\b|vandring\w*|utbildning\w*|forelasning\w*|st\b)"
    r"\s*(?:/|per|varje|om|i)?\s*(ar|aret|verksamhetsar|termin\w*|halvar|kvartal|manad\w*|vecka\w*|lasar)?"
)
_PER_YEAR = {
    "ar": 1,
    "aret": 1,
    "verksamhetsar": 1,
    "lasar": 1,
    "termin": 2,
    "halvar": 2,
    "kvartal": 4,
    "manad": 12,
    "vecka": 40,
}


@lru_cache(maxsize=2_000)
def planned_occasions(when: str) -> int | None:
    """How many occasions a year the time column states; None when it states none."""
    folded = fold(when)
    if not folded:
        return None
    spring = len(re.findall(r"\bvar(?:en)?\b", folded)) > 0
    autumn = len(re.findall(r"\bhost(?:en)?\b", folded)) > 0
    if spring and autumn:
        return 2
    named = _MONTHS_LISTED.search(folded)
    if named:
        return len(_MONTH.findall(named[0]))
    found = _RATE.search(folded)
    if found and (number := number_of(found[2])) is not None:
        unit = next((n for name, n in _PER_YEAR.items() if (found[3] or "ar").startswith(name)), 1)
        return number * unit
    if re.search(r"\b(?:varje|per|/) ?termin|terminsvis", folded):
        return 2
    return None


_COUNTED = re.compile(
    r"\b(?:(\d{1,2})|(" + "|".join(SMALL.numerals) + r"))\b(?! gang/| av | \d)"
    r"(?: (?:st|nya|gemensamma|stora|oppna|planerade|fysiska|digitala))?"
    r" (\w*(?:" + "|".join(SMALL.occasions) + r"))\b"
)
# a number whose noun was said before it: «en träff i mars och en i maj», «en i centrum och en vid stationen»
_AT_A_TIME = (
    rf"(?:i )?(?:{_MONTH.pattern}|varas|somras|hostas|vintras|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b"
    r"|(?:i|pa|under|fore|efter) (?:var|sommar|host|vinter)\w*"
)
_ALONE = re.compile(
    r"(?P<joined>\b(?:och|o|samt|ytterligare|annu) |(?<=, ))?\b"
    rf"(?P<number>{'|'.join(word for word, number in SMALL.numerals.items() if number)})"
    rf"(?: till)? (?:(?P<time>{_AT_A_TIME})|(?:i|pa|vid|hos) \w)"
)
_ITS_OWN_TIME = re.compile(rf"(?: \w+)? (?:{_AT_A_TIME})")
_CLAUSE_ENDS = re.compile(r"[.;,]| och | samt | men ")


_NUMBERED = re.compile(r"\b(?:mote|traff|tillfalle|omgang|kvall|dag|workshop) (\d)\b(?! av)")


def _to_be(before: str) -> bool:
    """Whether what stands before in the sentence says that it is to come."""
    return any(
        word == "nasta" or word.startswith("fortsatt") or word in SMALL.future
        for word in before.rpartition(". ")[2].split()
    )


def _one_by_one(folded: str, followed_up: date | None, plan_year: int | None) -> list[int]:
    """How many occasions of each kind a text counts, those that it tells one by one put together: «en träff i mars och
    en i maj» are two, «två träffar, en i mars och en i maj» two as well."""
    counted = [(at.start(), at.end(), number_of(at[1] or at[2]) or 0, at[3]) for at in _COUNTED.finditer(folded)]
    alone = [
        (at.start("number"), number_of(at["number"]) or 0)
        for at in _ALONE.finditer(folded)
        if (at["time"] or (at["joined"] is not None and counted and counted[0][1] < at.start()))
        and not _to_come(folded, at.start("number"), followed_up, plan_year)
    ]
    kinds: dict[str, list[int]] = {}
    for number, (_, end, said, noun) in enumerate(counted):
        until = counted[number + 1][0] if number + 1 < len(counted) else len(folded)
        more = sum(other for at, other in alone if end <= at < until)
        parts = more == said or (said > 1 and not _ITS_OWN_TIME.match(folded, end))
        kinds.setdefault(noun, []).append(max(said, more) if parts and said > 1 else said + more)
    before = counted[0][0] if counted else len(folded)
    first = sum(other for at, other in alone if at < before)
    told = [sum(said) if max(said) == 1 or len(said) == 1 else max(said) for said in kinds.values()]
    return [*told, first] if first else told


def _to_come(folded: str, at: int, followed_up: date | None, plan_year: int | None) -> bool:
    """Whether the clause that begins at `at` tells what is to come, in its own words, those before, or by its time."""
    end = _CLAUSE_ENDS.search(folded, at)
    clause = folded[at : end.start() if end else len(folded)]
    return _to_be(folded[:at]) or _to_be(clause) or ahead(clause.split(), followed_up, plan_year)


def told_occasions(folded: str, followed_up: date | None, plan_year: int | None) -> int:
    """How many occasions a text says were held: a stated number, else its days up to the follow-up; 0 when neither.

    A text that speaks of both terms or of all occasions tells no number.
    """
    if re.search(r"\b(?:bada|samtliga|alla|varens och hostens|var och host|saval|bade)\b", folded):
        return 0
    if re.search(r"\ben gang\b(?! (?:per|i|om|varje|/))", folded):
        return 1
    numbers = _one_by_one(folded, followed_up, plan_year)
    if re.search(r"\benl(?:igt|\.)? plan|\bsenast\b", folded) and not numbers:
        return 0  # the last of several days, not all of them
    numbers += [int(number) for number in _NUMBERED.findall(folded)]
    numbers += [
        len(_MONTH.findall(named[0]))
        for named in _MONTHS_LISTED.finditer(folded)
        if not _to_be(folded[: named.start()])
    ]
    held = [day for day in days(folded, followed_up, plan_year) if not followed_up or day <= followed_up]
    if numbers:
        return max(*numbers, len(set(held)))
    if _NEXT_IN.search(folded) and not held:
        return 1
    once = [named for named in _IN_MONTH.finditer(folded) if not _to_be(folded[: named.start()])]
    if len(once) == 1 and not held:
        return 1
    return len(set(held))
