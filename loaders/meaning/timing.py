"""When a measure is to be done: the class of the text in När, its first and its last day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from loaders.meaning.timing_cues import Cue, find_cues, find_rates
from loaders.meaning.timing_periods import Period, find_periods
from loaders.meaning.timing_text import Plain, make_plain
from loaders.records import Timing

_BLANK = re.compile(r"[\W_x]*")
_CASE = re.compile(
    r"(?!.*\b(?:tertial|delar|verksamhetsber|bokslut|budget|helar))"
    r"(?:\s*(?:vid|nar|om|i\s+de\s+fall|ifall|sa\s+snart|sa\s+fort)\b"
    r"|.*\bi\s+samband\s+med\b|.*\b(?:nar|ifall)\s+\w+\s+\w+)"
)
_LEADING = re.compile(r"[\W\d]*(?:(?:sker|genomfors|anvands|endast|enbart|framst|ges|erbjuds|arbete|insatser)\s+)?")
_SMALL_WORDS = r"arbete\w*|insats\w*|under|i|pa|hela|perioden|mellan|av|for|ar"
_SMALL = re.compile(rf"(?:[\s,(:/-]|\b(?:{_SMALL_WORDS})\b)*")
_SMALL_LIST = re.compile(rf"(?:[\s,(:/&+-]|\b(?:och|samt|{_SMALL_WORDS})\b)*")
_THEN = re.compile(r"\b(?:darefter|sedan|sen|foljt av)\b")
_SPANS = {"day", "days", "week"}
_BESIDE = re.compile(r"[\s(,:=–-]*(?:(?:dvs|d\.v\.s\.|ar|under|i)\s+)?")
_HOLIDAY_MOVES = timedelta(days=21)
_STATED = _SPANS | {"range"}
_OPEN_START = re.compile(r"\s*– \S")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a När text, sorted by what it does."""

    plain: Plain
    plan_year: int | None
    rates: tuple[Cue, ...]
    cues: tuple[Cue, ...]
    periods: tuple[Period, ...]
    dropped: tuple[Period, ...] = ()

    def kind(self, kind: str) -> tuple[Cue, ...]:
        return tuple(cue for cue in self.cues if cue.kind == kind)

    def effect(self, *effects: str) -> tuple[Period, ...]:
        return tuple(period for period in self.periods if period.effect in effects)


@lru_cache(maxsize=4096)
def read_timing(when: str, plan_year: int | None) -> Timing:
    """The timing that `when` states.

    Dates are inclusive. A date without a year takes that of a date it hangs together with, else `plan_year`; without
    either it is None. `words` is a piece of `when`, `rule` the rule that decided and the vocabulary entries it used.
    Any text gives a Timing.
    """
    plain = make_plain(when)
    if _BLANK.fullmatch(plain.text):
        return Timing("unset", None, None, "", "regel:tom cell")
    found = _find(plain, plan_year)
    for judge in (_undecided, _recurring, _ongoing, _on_demand, _dated, _conditional):
        timing = judge(found)
        if timing:
            return _without_start(timing) if _OPEN_START.match(when) and len(found.periods) == 1 else timing
    return Timing("unset", None, None, "", "no time", "När säger ingen tid. När ska åtgärden göras?")


def _without_start(timing: Timing) -> Timing:
    """What a column for the last day says alone («– 2024-10-31»): by when, and not from when."""
    return replace(timing, start=None, rule=f"{timing.rule}, bara slut") if timing.code == "deadline" else timing


def _find(plain: Plain, plan_year: int | None) -> Reading:
    """Rates first: their words ("varje höst") are no times. Then times, and cues outside the words of both."""
    text = plain.text
    rates = find_rates(text)
    left = text
    for rate in rates:
        left = left[: rate.start] + "#" * (rate.end - rate.start) + left[rate.end :]
    periods = _by_stated_week(find_periods(left, plan_year), text)
    cues = [cue for cue in find_cues(left) if not any(_inside(cue, period) for period in periods)]
    rates = _real_rates(rates, periods)
    kept, dropped = _valid(periods, plan_year)
    return Reading(plain, plan_year, tuple(rates), tuple(cues), tuple(kept), tuple(dropped))


def _by_stated_week(periods: list[Period], text: str) -> list[Period]:
    """The periods, with a school holiday on the week or the days that stand beside it («sportlovet v. 8»): the usual
    week is not every municipality's."""
    kept: list[Period] = []
    for period in periods:
        before = kept[-1] if kept else None
        if before and _BESIDE.fullmatch(text[before.end : period.start]) and _tells_holiday(before, period):
            stated = period if _is_holiday(before) else before
            named = tuple(dict.fromkeys((*before.named, *period.named)))
            kept[-1] = replace(stated, start=before.start, end=period.end, named=named)
        else:
            kept.append(period)
    return kept


def _tells_holiday(one: Period, other: Period) -> bool:
    """Whether one of two periods is a holiday and the other the days that it is then, not some of another season."""
    holiday, stated = (one, other) if _is_holiday(one) else (other, one)
    if not _is_holiday(holiday) or _is_holiday(stated) or stated.grain not in _STATED:
        return False
    if holiday.effect or stated.effect:
        return False
    return not (holiday.first and stated.first) or abs(holiday.first - stated.first) <= _HOLIDAY_MOVES


def _is_holiday(period: Period) -> bool:
    return period.grain == "week" and "week" not in period.named


def _inside(cue: Cue, period: Period) -> bool:
    """Whether a cue's words are part of what makes a period ("2025 och tills vidare")."""
    return period.start <= cue.start and cue.end <= period.end and cue.name != "hela året"


def _real_rates(rates: list[Cue], periods: list[Period]) -> list[Cue]:
    """A number of occasions is a rate only when there are several, and when their days are not all named."""
    counted = [rate for rate in rates if rate.counted]
    days = sum(period.grain == "day" for period in periods) + 2 * sum(period.grain == "days" for period in periods)
    occasions = sum(rate.count for rate in counted)
    if occasions < 2 or days >= 2:
        return [rate for rate in rates if not rate.counted]
    return rates


def _valid(periods: list[Period], plan_year: int | None) -> tuple[list[Period], list[Period]]:
    """The periods that När is about, and those it takes back, or tells as past beside one to come."""
    dropped: list[Period] = []
    kept: list[Period] = []
    for period in periods:
        if plan_year and period.first is None and period.last is None:
            dropped.append(period)  # a day that the calendar doesn't have
        elif period.effect == "moved":
            dropped += kept
            kept = [replace(period, effect="")]
        elif period.effect == "not":
            dropped.append(period)
        else:
            kept.append(period)
    if any(period.effect != "past" for period in kept):
        dropped += [period for period in kept if period.effect == "past"]
        kept = [period for period in kept if period.effect != "past"]
    return kept, dropped


# --- the rules, in their order --------------------------------------------------------------------------------------


def _undecided(found: Reading) -> Timing | None:
    """Not decided, unless När also states a rate, line work, need, or a period that is more than a suggestion."""
    cues = found.kind("unset")
    strong = [cue for cue in cues if not cue.weak]
    if not cues or found.rates or (found.kind("ongoing") and not strong) or (found.kind("soon") and not strong):
        return None
    if any(not cue.weak for cue in found.kind("ongoing")) or (found.kind("on_demand") and not _starts(found, cues[0])):
        return None
    if found.periods:
        suggested = all(period.maybe for period in found.periods)
        about_day = any(cue.about_day for cue in cues)
        leads = bool(strong) and strong[0].start < found.periods[0].start
        if not (suggested or (leads and not about_day)) or not strong:
            return None
        question = "Tiden är ett förslag eller inte beslutad. Vilken gäller?"
        return _timing(found, "unset", None, None, strong[:1], "undecided", question)
    chosen = (strong or list(cues))[:1]
    return _timing(found, "unset", None, None, chosen, "undecided", chosen[0].doubt)


def _recurring(found: Reading) -> Timing | None:
    """A stated rate decides, whatever else När says; a start, an end or a longer period bounds it."""
    if not found.rates:
        return None
    unit = max(1, *(rate.unit for rate in found.rates))
    start, end, doubt = _bounds(found, unit)
    doubt = doubt or next((rate.doubt for rate in found.rates if rate.doubt), "")
    return _timing(found, "recurring", start, end, found.rates, "rate", doubt)


def _ongoing(found: Reading) -> Timing | None:
    """Line work, unless När gives a day to be done by, or says when it starts."""
    cues = found.kind("ongoing")
    if not cues:
        return None
    if found.periods and all(cue.alone for cue in cues):
        return None
    if all(cue.weak for cue in cues) and any(p.grain != "year" or p.effect for p in found.periods):
        return None
    if found.effect("finish"):
        return _as_dated(found, "Löpande arbete med ett slutdatum. Är det en tidsgräns?")
    starts = found.effect("from", "start")
    begun = [p for p in starts if p.effect == "start"]
    if starts and (starts[0].start < cues[0].start or (begun and all(cue.yields_to_start for cue in cues))):
        return _as_dated(found, "Ska arbetet räknas som löpande från starten?")
    on_demand = found.kind("on_demand")
    if on_demand and on_demand[0].start < cues[0].start and _starts(found, on_demand[0]):
        return None
    start, end, doubt = _bounds(found, 0)
    if on_demand:
        doubt = doubt or "Är åtgärden löpande eller görs den bara vid behov?"
    doubt = doubt or next((cue.doubt for cue in cues if cue.doubt), "")
    return _timing(found, "ongoing", start, end, cues, "line work", doubt)


def _on_demand(found: Reading) -> Timing | None:
    """When a case arises; a stated start or a period decides over it, a mere year after it does not."""
    cues = found.kind("on_demand")
    if not cues:
        return None
    if found.periods:
        leads = _starts(found, cues[0]) and cues[0].start < found.periods[0].start
        if not leads or any(p.grain != "year" or p.effect in {"from", "since", "start"} for p in found.periods):
            return _as_dated(found, "Är det tiden eller behovet som styr när åtgärden görs?")
        return _timing(found, "on_demand", None, None, cues[:1], "need", "Gäller året som tidsgräns?")
    return _timing(found, "on_demand", None, None, cues[:1], "need", "")


def _dated(found: Reading) -> Timing | None:
    """A start alone is a start; any other time is a period to be done within."""
    soon = found.kind("soon")
    if found.periods:
        return _as_dated(found, "")
    if soon:
        question = "När säger hur fort men inget datum. Vilken dag gäller?"
        return _timing(found, "deadline", None, None, soon[:1], "soon", question)
    return None


def _conditional(found: Reading) -> Timing | None:
    """Words of no time that tell of a condition: "när …", "vid …", "om …"."""
    match = _CASE.match(found.plain.text)
    if not match:
        return None
    words = found.plain.words(0, len(found.plain.text))
    return Timing("on_demand", None, None, words, "condition", "Är det här ett villkor utan bestämd tid?")


# --- first and last day ---------------------------------------------------------------------------------------------


def _as_dated(found: Reading, doubt: str) -> Timing:
    """deadline or start, from the periods."""
    starts = found.effect("from", "since", "start")
    rest = [period for period in found.periods if period not in starts]
    begin = min((p.first for p in starts if p.first), default=None)
    later = [p for p in rest if not _before(p, begin) and not _year_around(p, begin)]
    doubt = doubt or _first_doubt(found)
    if starts and not later:
        if begin is None:
            doubt = doubt or "Vilket år gäller?"
        return _timing(found, "start", begin, None, starts, "start", doubt)
    finishes = [p for p in rest if p.effect == "finish"]
    plain = [p for p in rest if p.effect not in {"finish", "until"}]
    first = min((p.first for p in (*plain, *starts) if p.first), default=None)
    last = max((p.last for p in rest if p.last), default=None)
    limit = max((p.last for p in finishes if p.last), default=None)
    if limit and not any(p.first and p.first > limit for p in plain):
        last = limit
    opens = [p.last for p in rest if p.first is None and p.last]
    if first and any(day < first for day in opens):
        first = None  # the earliest of the times gives no first day
    if first and last and last < first:
        first, doubt = None, doubt or "Slutet ligger före början. Vilka datum gäller?"
    if last is None:
        doubt = doubt or "Vilket år gäller?"
    rule = "limit" if finishes and not plain else "period" if len(rest) == 1 else "first to last"
    return _timing(found, "deadline", first, last, (*starts, *rest), rule, doubt)


def _before(period: Period, begin: date | None) -> bool:
    return bool(begin and period.last and period.last < begin)


def _year_around(period: Period, begin: date | None) -> bool:
    """A year or season that only says where the start lies ("under 2025 med start i mars")."""
    return bool(begin and not period.effect and period.first and period.last and period.first <= begin <= period.last)


def _bounds(found: Reading, unit: int) -> tuple[date | None, date | None, str]:
    """First and last day of something repeated (each `unit` days) or continuous (0), and a doubt.

    A start, an end and a period longer than the unit bound it; a shorter one only places it. Otherwise its years.
    """
    first: date | None = None
    last: date | None = None
    years = {found.plan_year} if found.plan_year else set()
    named: set[int] = set()
    doubt = _first_doubt(found)
    around: list[Period] = []
    for period in found.periods:
        if period.effect in {"from", "since", "start"} or _then_repeated(period, found):
            first = min(first, period.first) if first and period.first else first or period.first
        elif period.effect in {"finish", "until"}:
            last = max(last, period.last) if last and period.last else last or period.last
        elif period.grain in _SPANS or (period.last and period.first and (period.last - period.first).days < unit - 2):
            if period.known and period.first:
                named.add(period.first.year)
            if period.grain not in _SPANS:
                around.append(period)
        elif not unit and period.grain != "year" and not _beside_cue(period, found):
            doubt = doubt or "Gäller hela året eller bara den nämnda tiden?"
        elif period.first and period.last:
            around.append(period)
    if around:
        low = min(p.first for p in around if p.first)
        high = max(p.last for p in around if p.last)
        if (high - low).days >= unit - 2:
            first, last = first or low, last or high
        else:
            doubt = doubt or "Gäller den nämnda tiden varje gång? Läst som hela året."
    years = named or years
    if first is None and years:
        first = date(min({*years, last.year} if last else years), 1, 1)
    if last is None and (years or first):
        last = date(max({*years, first.year} if first else years), 12, 31)
    if first and last and last < first:
        first, doubt = date(last.year, 1, 1), doubt or "Slutet ligger före början. Vilka datum gäller?"
    if first is None or last is None:
        return None, None, doubt or "Vilket år gäller?"
    return first, last, doubt


def _then_repeated(period: Period, found: Reading) -> bool:
    """Whether a rate follows that holds from the period on ("kurs i januari, därefter varje månad")."""
    text = found.plain.text
    return any(_THEN.search(text[period.end : rate.start]) for rate in found.rates if rate.start >= period.end)


def _beside_cue(period: Period, found: Reading) -> bool:
    """Whether a period, or one that it is listed with, stands directly beside the words of line work."""
    text = found.plain.text
    others = [other for other in found.periods if other is not period]
    for cue in found.kind("ongoing"):
        low, high = (cue.end, period.start) if cue.end <= period.start else (period.end, cue.start)
        gap, small = text[low:high], _SMALL
        for other in others:
            if low <= other.start and other.end <= high:
                gap, small = text[low : other.start] + text[other.end : high], _SMALL_LIST
        if small.fullmatch(gap):
            return True
    return False


# --- the answer -----------------------------------------------------------------------------------------------------


def _starts(found: Reading, cue: Cue) -> bool:
    """Whether a cue stands first in the text, but for small words."""
    return bool(_LEADING.fullmatch(found.plain.text[: cue.start]))


def _first_doubt(found: Reading) -> str:
    """What the periods themselves leave in doubt."""
    doubt = next((p.doubt for p in found.periods if p.doubt), "")
    if found.dropped:
        doubt = doubt or "En annan tid i texten räknades bort. Är det rätt tid som gäller?"
    if any(p.maybe for p in found.periods):
        doubt = doubt or "Tiden är preliminär. Gäller den?"
    return doubt


def _timing(
    found: Reading,
    code: str,
    start: date | None,
    end: date | None,
    parts: tuple[Cue, ...] | tuple[Period, ...] | tuple[Cue | Period, ...] | list[Cue],
    rule: str,
    doubt: str,
) -> Timing:
    """The Timing with the words from the first to the last of its deciding parts."""
    low = min((part.start for part in parts), default=0)
    high = max((part.end for part in parts), default=0)
    names: list[str] = []
    for part in (*parts, *found.periods, *found.dropped):
        names += [part.name] if isinstance(part, Cue) else part.named
    entries = ", ".join(dict.fromkeys(names))
    return Timing(code, start, end, found.plain.words(low, high), f"{rule}: {entries}" if entries else rule, doubt)
