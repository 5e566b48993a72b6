"""What a document says of itself as a whole: whose plan, which year, followed up when."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import PurePath

from loaders.dates import first_day, read_date
from loaders.names import is_first_name
from loaders.plan.followed_day import Said, may_be, said_day
from loaders.plan.headers import header_role
from loaders.records import Document, Front, Table, Written
from loaders.text import collapse, fold
from loaders.vocabulary import words

_MOST_TITLE_BLOCKS = 15
_LONGEST_TITLE = 160
_SPAN = re.compile(r"\b20[1-4]\d\s*[-–—/]\s*(?:20)?\d\d\b(?!-)")
_BODY = re.compile(r"\b(?:kommun|stad|stads|stadsdel\w*)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.-])(20[1-4]\d)(?![\d/])")
_DIARY = re.compile(r"\S*\d+\s*/\s*\d+\S*|\bdnr\b.*", re.IGNORECASE)
_PLAN_YEAR = re.compile(
    r"(?:plan|överenskommelse|uppföljning|bokslut|vb|verksamhetsberättelse)\w*\D{0,60}?(20[1-4]\d)", re.IGNORECASE
)
_POLICE_AREA = re.compile(
    r"\b(?:lokalpolisområde|LPO|polisområde)\s+((?:[A-ZÅÄÖ][\wåäöé-]+)(?:\s(?:och\s)?[A-ZÅÄÖ][\wåäöé-]+)?)"
)
_UNKNOWN_MUNICIPALITY = re.compile(
    r"\b([A-ZÅÄÖ][\wåäöé-]{2,}?)[sS]?\s+"
    r"(?:kommun|stadsdelsförvaltning|stadsdelsområde|KOMMUN|STADSDELSFÖRVALTNING)\b"
)
_LABELLED = re.compile(
    r"\b(?i:kommun|stadsdel|stadsdelsområde|stadsdelsförvaltning)\s*:\s*"
    r"([A-ZÅÄÖ][\wåäöé-]+(?:\s[A-ZÅÄÖ][\wåäöé-]+)?)\b(?!\s+kommun)"
)
# Names that end in an s of their own: «Hofors kommun», against «Falans kommun».
_OWN_S = ("fors", "ås", "näs", "hus", "moss", "ris", "grus")
_NO_NAME = {
    "varje",
    "respektive",
    "vår",
    "sveriges",
    "en",
    "ett",
    "denna",
    "hela",
    "annan",
    "berörd",
    "din",
    "åtgärdsplan",
}
_WHOLE_YEAR = re.compile(
    r"\b(?:vb|verksamhetsberättelse\w*|bokslut\w*|helårsuppföljning|årsuppföljning|årsrapport)\b", re.IGNORECASE
)
_NOTED = re.compile(
    r"(?:^|(?<=[.!?;])\s|\n)\s*((?:20)?\d{6}|20\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}[- ](?:20)?\d\d)\s*[:–-]\s"
)
_SHARED_BY = 3
_TOLD = 40
_PROSE = re.compile(r"(?:\S+\s+){6,}\S+[.!]\s*$")

_Days = tuple[date | None, date]
"""The first and last day that a follow-up is of; no first where a day is stated."""


def read_front(document: Document, written: Written, name: str) -> Front:
    """District, local police area, plan year and date of the latest follow-up, as far as the document tells them."""
    titles = list(_titles(document, written, name))
    told = any(followup.text for row in written.rows for followup in row.followups) or any(
        row.status_text for row in written.rows
    )
    texts = [*titles, *_outside(document)] if told else titles
    days, said = _dated(written), said_day(texts)
    followed_up = _followed_up(days, said)
    plan_year = _plan_year(titles, written, followed_up)
    if followed_up and plan_year and followed_up.year < plan_year and not days:
        # «Senast uppdaterad» the year before is the plan's own day.
        followed_up = None
    if followed_up is None and told and plan_year:
        said = said_day(texts, plan_year)
        followed_up = said.day if said and said.day.year >= plan_year else None
    is_said = said is not None and followed_up == said.day and followed_up not in [last for _, last in days]
    headers = [line.text for line in written.account if line.kind == "header"]
    says_year = any(_WHOLE_YEAR.search(text) for text in (*titles, *headers))
    return Front(
        district=_district([*titles, *_named_outside(document)], written),
        police_area=_police_area(titles),
        plan_year=plan_year,
        followed_up=followed_up,
        whole_year=followed_up is None and (told or says_year),
        followed_up_words=said.sentence if said and is_said else "",
        followed_up_doubt=_day_in_doubt(said) if said and is_said and not said.is_sure else "",
    )


def _titles(document: Document, written: Written, name: str) -> Iterable[str]:
    """The file's name, what stands before the first plan table, headings, sheet names."""
    yield re.sub(r"[_]+", " ", PurePath(name.replace("\\", "/")).stem)
    headed = False
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            headed = True
            if block.title:
                yield block.title
        elif block.level == 1 or (not headed and index < _MOST_TITLE_BLOCKS):
            yield collapse(block.text)
    yield from (line.text for line in written.account if line.kind == "prose" and "före kolumn" in line.reason)
    yield from _cover(document)
    for header in ("kommun", "stadsdel", "stadsdelsområde", "stadsdelsförvaltning"):
        told = {text for row in written.rows for column, text in row.other if fold(column) == fold(header)}
        if len(told) == 1:
            yield f"{header}: {told.pop()}"


def _named_outside(document: Document) -> Iterable[str]:
    """Short lines outside the tables that name a municipality's or a district's own body, page footers too."""
    lines = [collapse(block.text) for block in document.blocks if not isinstance(block, Table)]
    yield from [line for line in lines if len(line) <= _LONGEST_TITLE and _BODY.search(line)][:_MOST_TITLE_BLOCKS]


def _cover(document: Document) -> Iterable[str]:
    """The first short texts of a cover: the document's first table, when it is one of single cells or of labels with
    what they say («Kommun | Ekby»)."""
    first = next((block for block in document.blocks if isinstance(block, Table)), None)
    if first is None or first.hidden:
        return
    rows = [[cell.text for cell in row if cell.text.strip()] for row in first.rows[:_MOST_TITLE_BLOCKS]]
    if any(len(row) > 2 for row in rows):
        return
    for row in rows:
        if row and sum(map(len, row)) <= _LONGEST_TITLE:
            label, *said = [collapse(text).rstrip(" :") for text in row]
            if not (said and _is_person(said[0])):
                yield f"{label}: {said[0]}" if said else label


def _is_person(text: str) -> bool:
    """Whether a text is a person's name («Kommun | Mona Ask» tells who is there for it)."""
    names = text.split(" ")
    return 2 <= len(names) <= 3 and is_first_name(names[0])


# --- district -------------------------------------------------------------------------------------------------------


def _district(titles: list[str], written: Written) -> str | None:
    votes: Counter[str] = Counter()
    for order, title in enumerate(titles):
        earlier = max(0.0, 1.0 - order * 0.02)
        for candidate, weight in _named_in_title(title):
            votes[candidate] += int(100 * weight * earlier)
    body = Counter(_mentions(written))
    for candidate, count in body.items():
        votes[candidate] += 40 * min(count, 12)
    if not votes:
        return None
    (best, most), *others = votes.most_common(2)
    if most < 100 or (others and most < 1.3 * others[0][1]):
        return None
    return best


def _named_in_title(title: str) -> Iterable[tuple[str, float]]:
    plain = _plain(title)
    found = False
    # Only names that stand somewhere in the title are looked for as words: a pattern for each of 300 costs a second.
    within = plain
    for district, name in sorted(_standing("stockholm", plain), key=lambda found: -len(found[1])):
        if re.search(rf"\b{name}s?\b", within):
            found = True
            strong = re.search(rf"\b{name}s?\s+(?:stadsdel|sdf|sdn)", within, re.IGNORECASE)
            yield district, 14 if strong else 10
            # A district whose name has another's within it («Norra-Söder») is not that other one.
            within = re.sub(rf"\b{name}s?\b", "", within)
    for municipality, name in _standing("municipalities", plain):
        if re.search(rf"\b{name}s?\s+(?:kommun|stad|commun)", plain, re.IGNORECASE):
            found = True
            yield municipality, 1 if municipality == "Stockholm" else 9
        elif municipality != "Stockholm" and len(municipality) > 4 and re.search(rf"\b{name}\b", plain):
            found = True
            yield municipality, 6
        elif len(municipality) <= 4 and re.search(rf"(?:plan|kommun|for|i)\s+{name}\b", plain):
            found = True
            yield municipality, 5
    if not found:
        for pattern, weight in ((_UNKNOWN_MUNICIPALITY, 8), (_LABELLED, 8)):
            for match in pattern.finditer(title):
                if fold(match.group(1)) not in _NO_NAME:
                    yield _as_name(_with_own_s(match.group(1), title)), weight
        named = re.search(
            r"(?:[Åå]tgärdsplan|[Hh]andlingsplan)(?:\s+för)?\s+([A-ZÅÄÖ][a-zåäöé]{3,}(?:-[A-ZÅÄÖ][a-zåäö]+)?)\b(?!\s*(?:samverkan|[a-z]))",
            title,
        )
        if named and fold(named.group(1)) not in _NO_NAME:
            yield named.group(1), 6


def _with_own_s(name: str, title: str) -> str:
    """A municipality's name of which an s was taken for a genitive's."""
    own = name + ("S" if name.isupper() else "s")
    return own if own in title and own.lower().endswith(_OWN_S) else name


def _as_name(name: str) -> str:
    """A name that is written in capitals as it is written in running text."""
    return name.title() if name.isupper() else name


def _standing(kind: str, plain: str) -> list[tuple[str, str]]:
    """Names of one kind that stand in a text, also as part of a word: each with its pattern."""
    lowered = plain.lower()
    return [(name, re.escape(written)) for name, written, small in _names(kind) if small in lowered]


@cache
def _names(kind: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, _plain(name), _plain(name).lower()) for name in words("districts")[kind])


def _mentions(written: Written) -> Iterable[str]:
    """Districts that the measures themselves speak of, once for each measure and district."""
    for row in written.rows:
        text = _plain(
            " ".join(
                (
                    row.first,
                    row.cause,
                    row.measure,
                    row.when,
                    row.who,
                    row.status_text,
                    *(f.text for f in row.followups),
                )
            )
        )
        for district, pattern in _districts_within():
            if pattern.search(text):
                yield district


@cache
def _districts_within() -> tuple[tuple[str, re.Pattern[str]], ...]:
    within = words("districts")["within"]
    return tuple(
        (
            district,
            re.compile("|".join(rf"\b{re.escape(_plain(name))}s?\b" for name in (district, *within.get(district, [])))),
        )
        for district in words("districts")["stockholm"]
    )


def _police_area(titles: list[str]) -> str | None:
    for title in titles:
        match = _POLICE_AREA.search(title)
        if match:
            return match.group(1)
    return None


def _plain(text: str) -> str:
    """Without diacritics, case kept: names are told by their capital, but OCR and file names lose the dots."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


# --- years and dates ------------------------------------------------------------------------------------------------


def _plan_year(titles: list[str], written: Written, followed_up: date | None) -> int | None:
    votes: Counter[int] = Counter()
    for order, title in enumerate(titles):
        clean = _DIARY.sub(" ", title)
        if _YEAR.search(_SPAN.sub(" ", clean)):
            # «överenskommelsen 2024–2026, år 2025»: the year of its own is the plan's, not the agreement's years.
            clean = _SPAN.sub(" ", clean)
        match = _PLAN_YEAR.search(clean)
        # Sentences speak of other years too: of the picture that the plan rests on, of the day it was decided.
        told = _PROSE.search(clean)
        if match:
            votes[int(match.group(1))] += _TOLD if told else 100 if order else 90
        elif years := _YEAR.findall(clean):
            votes[int(years[0])] += 10 if told else 60 if order == 0 else 25
    for line in written.account:
        if line.kind == "header":
            for year in re.findall(
                r"\b(?:VB|bokslut|Status|Uppföljning)\s+(20[1-4]\d)\b(?!-)", line.text, re.IGNORECASE
            ):
                votes[int(year)] += 40
    for row in written.rows:
        for year in set(_YEAR.findall(row.when)):
            votes[int(year)] += 6
    if followed_up:
        votes[followed_up.year] += 15
    if not votes:
        for row in written.rows:
            for year in set(_YEAR.findall(" ".join((row.measure, *(f.text for f in row.followups))))):
                votes[int(year)] += 3
    return votes.most_common(1)[0][0] if votes else None


def latest_column(written: Written) -> date | None:
    """The latest day that a column of follow-up or status states, whether a row has anything in it or not."""
    return max((last for _, last in _dated(written)), default=None)


def _dated(written: Written) -> list[_Days]:
    """The days or periods that the rows' follow-ups, or the headers over them, state."""
    followups = [one for row in written.rows for one in row.followups if one.text]
    days: list[_Days] = [(one.first, one.date) for one in followups if one.date]
    for line in written.account:
        if line.kind == "header":
            for text in line.text.split(" | "):
                day = read_date(text, None)
                if day and header_role(text)[0] in ("followup", "status"):
                    days.append((first_day(text, day, None), day))
    return days or [(None, day) for day in _noted(written)]


def _followed_up(days: list[_Days], said: Said | None) -> date | None:
    """The latest day of the columns; one that the text says, where they tell none or only a period around it."""
    if not days:
        return said.day if said else None
    first, last = max(days, key=lambda one: one[1])
    earlier = max((day for _, day in days if day < last), default=date.min)
    if said and said.is_exact and said.day > earlier and may_be(said.day, first, last):
        return said.day
    return last


def _day_in_doubt(said: Said) -> str:
    return f"Följdes planen upp den {said.day.isoformat()}? Så är texten läst."


def _outside(document: Document) -> list[str]:
    """What is written beneath the tables, of a document that has tables: elsewhere it is the measures' own text."""
    if not any(isinstance(block, Table) for block in document.blocks):
        return []
    return [collapse(block.text) for block in document.blocks if not isinstance(block, Table)]


def _noted(written: Written) -> list[date]:
    """The dates that the notes of several rows begin with («241104: Sju av åtta hållna»)."""
    rows: Counter[date] = Counter()
    for row in written.rows:
        text = "\n".join(followup.text for followup in row.followups)
        days = {read_date(match.group(1), None) for match in _NOTED.finditer(text)}
        rows.update(day for day in days if day)
    return [day for day, number in rows.items() if number >= _SHARED_BY]
