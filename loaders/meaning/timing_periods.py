"""Times with what stands beside them: which part, which year, joined to which, and whether they begin or end a work."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from loaders.dates import month_end
from loaders.meaning.timing_cues import phrase_pattern
from loaders.meaning.timing_time import Days, Lay, Time
from loaders.meaning.timing_times import find_times
from loaders.vocabulary import words

_REACH = 90  # characters before a time within which a word can belong to it
_SMALL = (
    r"(?:\s*(?:\b(?:i|under|den|det|pa|ca|cirka|omkring|runt|per|vid|for|av|om|kring|ar|aret|dag|dagen|hela|med|till|"
    r"senast|fore|innan|inom|och|start|manad|datum|klockan|(?:man|tis|ons|tors|fre|lor|son)(?:dag|dagen)?)\b|[,(:-]))*\s*$"
)
_SMALL_NEAR = (
    r"(?:\s*(?:\b(?:i|under|den|det|pa|ca|cirka|omkring|runt|per|om|kring|ar|manad|av|hela|borjan|datum|datumet|"
    r"(?:man|tis|ons|tors|fre|lor|son)(?:dag|dagen)?)\b|[,(:]))*\s*$"
)
_GAP_WORD = r"(?:\s+[a-z0-9&'-]+)"
_ARROW = re.compile(r"\s*(?:-+>|>|-+\s*(?:$|[,.;)]))")
_TO = re.compile(
    r"\s*(?:(?P<range>-|(?:fram\s+)?till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?)"
    r"|(?P<list>,|/|och|samt|&|\+|eller|resp\w*|;|, och|alternativt))\s*(?:i|under|den|pa)?\s*"
)
_BETWEEN = re.compile(r"\bmellan\s*$")
_SEASONS = {"season"}


@dataclass(frozen=True, slots=True)
class Period:
    """A time laid into the calendar. `first` and `last` are None when its year is not known.

    `effect` is "" or what the words beside it do (see the vocabulary); `start` and `end` take those words in. `known`
    says whether the text gives the year, `maybe` whether it calls the time a suggestion; `named` lists the vocabulary
    entries used.
    """

    start: int
    end: int
    grain: str
    first: date | None
    last: date | None
    effect: str
    known: bool
    named: tuple[str, ...]
    doubt: str = ""
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class _Modifier:
    name: str
    effect: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def find_periods(text: str, plan_year: int | None) -> list[Period]:
    """The periods that `text` names, in reading order; a time without a year takes its neighbour's or the plan's."""
    times = [_narrow(time, text) for time in find_times(text, plan_year)]
    years = _settle_years(times, text, plan_year)
    periods: list[Period] = []
    edge = 0
    index = 0
    while index < len(times):
        last = index
        near = text[max(edge, times[index].start - _REACH) : times[index].start]
        if _ranged(times, index, text) and not _denied(near):
            last = index + 1
        joined = _join(times[index : last + 1], years[index : last + 1])
        following = times[last + 1].start if last + 1 < len(times) else len(text)
        left = text[max(edge, joined.start - _REACH) : joined.start]
        period = _modify(joined, times[last], left, text[times[last].end : following])
        if period.effect == "until" and periods and periods[-1].effect == "not":
            period = joined  # "flyttas från 2024 till 2025"
        periods.append(period)
        edge = period.end
        index = last + 1
    return periods


# --- which part of a time -------------------------------------------------------------------------------------------


@cache
def _parts() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple(
        (re.compile(phrase_pattern(data["forms"]) + r"\s*(?:(?:av|pa|i|under|utav|for)\b\s*)?$"), data)
        for data in words("timing")["part"]
    )


def _narrow(time: Time, text: str) -> Time:
    """The time with the words directly before it that say which part of it is meant ("slutet av")."""
    left = text[max(0, time.start - 40) : time.start]
    offset = max(0, time.start - 40)
    for pattern, data in _parts() if left.strip() else ():
        match = pattern.search(left)
        if match and data.get("only", time.grain) == time.grain:
            return replace(
                time,
                start=offset + match.start(),
                name=f"{data['name']} {time.name}",
                lay=_part_lay(time.lay, data["part"]),
                expiry=data["part"] == "expiry",
                ends=data["part"] == "end",
                grain="week" if time.grain == "month" and data["part"] != "whole" else time.grain,
            )
    after = re.match(r"s?\s+(slut|borjan|mitt)\b", text[time.end :])
    if after and time.grain in {"year", "month", "season"}:
        part = {"slut": "end", "borjan": "begin", "mitt": "middle"}[after[1]]
        return replace(time, end=time.end + after.end(), lay=_part_lay(time.lay, part), ends=part == "end")
    return time


def _part_lay(lay: Lay, part: str) -> Lay:
    def narrowed(year: int) -> Days | None:
        days = lay(year)
        if days is None or part == "whole":
            return days
        return _part_of(days, part)

    return narrowed


def _part_of(days: Days, part: str) -> Days:
    """A third, a half or an end day of a period of months; shorter periods stay whole."""
    first, last = days
    if part in {"last", "expiry"}:
        return (last, last) if part == "last" else days
    if part == "first":
        return first, first
    if part.startswith("week "):
        begin = last - timedelta(days=6) if part == "week last" else first + timedelta(weeks=int(part[-1]) - 1)
        return (begin, begin + timedelta(days=6)) if first <= begin and begin + timedelta(days=6) <= last else days
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return days
    if months == 1:
        bounds = {"begin": (1, 10), "middle": (11, 20), "end": (21, last.day), "first half": (1, 15)}
        low, high = bounds.get(part, (16, last.day))
        return first.replace(day=low), first.replace(day=high)
    third = 3 if months == 12 else -(-months // 3)
    spans = {
        "begin": (0, third),
        "middle": (third, months - third),
        "end": (months - third, months),
        "first half": (0, months // 2),
        "second half": (months // 2, months),
    }
    low, high = spans[part]
    if low >= high:
        return days
    end = _month_on(first, high - 1)
    return _month_on(first, low), month_end(end.year, end.month)


def _month_on(day: date, months: int) -> date:
    """The first of the month that lies `months` after `day`'s."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


# --- years and spans ------------------------------------------------------------------------------------------------


def _link(before: Time, after: Time, text: str) -> str:
    """How two times hang together: "range", "list" or not at all ("")."""
    match = _TO.fullmatch(text[before.end : after.start])
    return "" if not match else "range" if match["range"] else "list"


def _settle_years(times: list[Time], text: str, plan_year: int | None) -> list[int | None]:
    """Each time's year: its own, that of a time it hangs together with, or the plan's."""
    years = [time.year for time in times]
    links = [_link(a, b, text) for a, b in pairwise(times)]
    for i in range(len(times) - 2, -1, -1):
        if years[i] is None and years[i + 1] is not None and links[i] and times[i + 1].grain != "year":
            years[i] = _year_beside(times[i], times[i + 1], years[i + 1], links[i], -1)
    for i, link in enumerate(links):
        if years[i + 1] is None and years[i] is not None and link and times[i].grain != "year":
            years[i + 1] = _year_beside(times[i + 1], times[i], years[i], link, 1)
    if plan_year is None:
        plan_year = next((year for year in years if year is not None), None)
    for i in range(len(times)):
        if years[i] is None:
            years[i] = plan_year
            if i and links[i - 1] == "range" and times[i - 1].year is None and years[i - 1] is not None:
                years[i] = _year_beside(times[i], times[i - 1], years[i - 1], "range", 1)
    return years


def _year_beside(time: Time, other: Time, year: int | None, link: str, step: int) -> int | None:
    """The year of `time`, which stands after (step 1) or before (step -1) another of a known year."""
    if year is None or link != "range":
        return year
    mine, theirs = time.lay(year), other.lay(year)
    if mine and theirs and ((step > 0 and mine[1] < theirs[0]) or (step < 0 and mine[0] > theirs[1])):
        return year + step
    return year


def _ranged(times: list[Time], index: int, text: str) -> bool:
    """Whether the time and the next are the two ends of one span."""
    if index + 1 >= len(times):
        return False
    link = _link(times[index], times[index + 1], text)
    between = _BETWEEN.search(text[max(0, times[index].start - 12) : times[index].start])
    return link == "range" or (link == "list" and between is not None)


def _join(times: list[Time], years: list[int | None]) -> Period:
    """One time, or the span from the first to the last of two, in the calendar."""
    laid = [time.lay(year) if year else None for time, year in zip(times, years, strict=True)]
    known = [days for days in laid if days]
    doubts = [time.doubt for time in times if time.doubt]
    return Period(
        times[0].start,
        times[-1].end,
        times[0].grain if len(times) == 1 else "range",
        min(days[0] for days in known) if len(known) == len(times) else None,
        max(days[1] for days in known) if len(known) == len(times) else None,
        "",
        any(time.year is not None for time in times),
        tuple(time.name for time in times),
        doubts[0] if doubts else "",
    )


# --- what stands beside ---------------------------------------------------------------------------------------------


@cache
def _modifiers() -> tuple[_Modifier, ...]:
    def compiled(data: dict[str, Any]) -> _Modifier:
        before = after = None
        if "before" in data:
            gap = f"{_GAP_WORD}{{0,{data['reach']}}}?" if "reach" in data else ""
            small = r"\s*$" if data.get("near") else _SMALL if "reach" in data else _SMALL_NEAR
            before = re.compile(phrase_pattern(data["before"]) + r"\.?" + gap + small)
        if "after" in data:
            after = re.compile(r"\s*[-,]?\s*" + phrase_pattern(data["after"]))
        return _Modifier(data["name"], data["effect"], before, after)

    return tuple(compiled(data) for data in words("timing")["modifier"])


def _denied(left: str) -> bool:
    """Whether the words before a time say that it isn't the one."""
    return any(m.effect == "not" and m.before is not None and m.before.search(left) for m in _modifiers())


def _modify(period: Period, time: Time, left: str, right: str) -> Period:
    """The period with the effect of the words beside it, its first or last day opened where they say so."""
    beside = bool(left.strip()) or bool(right.strip())
    for modifier in _modifiers() if beside else ():
        if modifier.effect == "maybe":
            if _is_beside(modifier, left, right):
                period = replace(period, maybe=True, named=(*period.named, modifier.name))
            continue
        if modifier.before and (match := modifier.before.search(left)):
            taken = replace(
                period, start=period.start - len(left) + match.start(), named=(*period.named, modifier.name)
            )
            return _apply(taken, time, modifier.effect, match[0])
        if modifier.after and (match := modifier.after.match(right)):
            taken = replace(period, end=period.end + match.end(), named=(*period.named, modifier.name))
            return _apply(taken, time, modifier.effect, "")
    if arrow := _ARROW.match(right):
        named = (*period.named, "och framåt")
        return _apply(replace(period, end=period.end + arrow.end(), named=named), time, "from", "")
    if time.expiry:
        return _apply(period, time, "finish", "")
    return period


def _is_beside(modifier: _Modifier, left: str, right: str) -> bool:
    before, after = modifier.before, modifier.after
    return bool((before and before.search(left)) or (after and after.match(right)))


def _apply(period: Period, time: Time, effect: str, said: str) -> Period:
    first, last = period.first, period.last
    if effect in {"from", "since", "start"}:
        if effect == "from" and period.grain == "range" and "-" not in said:
            return period  # "från mars till oktober": a span with both its ends
        if time.turn and first:
            first += timedelta(days=1)
        return replace(period, effect=effect, first=first, last=None)
    if effect == "after":
        first = last + timedelta(days=1) if last else None
        return replace(period, effect="start", first=first, last=None, doubt=period.doubt or _AFTER)
    if (
        (effect == "finish" or (effect == "until" and "fram" in said))
        and time.grain in _SEASONS
        and re.search(r"\btill\b(?!\s+och\s+med)", said)
    ):
        effect, period = "before", replace(period, doubt=period.doubt or _UNTIL_SEASON)
    if effect == "before" and not (time.expiry or time.ends):
        last = first if time.turn or first is None else first - timedelta(days=1)
        return replace(period, effect="finish", first=None, last=last)
    if effect == "until" and said.strip() == "till" and (time.grain in _SEASONS | {"part"} or time.name == "nästa år"):
        return period  # "till hösten" is in the coming autumn
    if effect in {"finish", "until", "before"}:
        effect = "finish" if effect == "before" else effect
        if period.grain == "event" and "slutet" not in time.name:
            last = first
        return replace(period, effect=effect, first=None, last=last)
    return replace(period, effect=effect)


_AFTER = "När säger bara att det sker efter en tidpunkt. När ska det vara klart?"
_UNTIL_SEASON = "Klart till årstiden är läst som dagen innan den börjar. Stämmer det?"
