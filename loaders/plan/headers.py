"""Which columns a table has: its header row read by vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal, cast, get_args

from loaders.dates import MONTH_PATTERN, read_date
from loaders.plan.header_words import Entry, HeaderWords
from loaders.plan.periods import in_order
from loaders.plan.spoken_of import spoken_of
from loaders.records import Cell
from loaders.text import collapse, fold
from loaders.vocabulary import words

Role = Literal[
    "area", "subarea", "cause", "measure", "goal", "when", "start", "end", "who", "partner", "followup", "status",
    "comment", "known", "unknown", "unnamed",
]  # fmt: skip

_LONGEST_HEADER = 90
_HOW_MANY = re.compile(r"\b(?:antal|per|ganger|ggr|ofta|frekvens|tidsatgang)\b|/")
_WEEKS = re.compile(r"veck(?:a|or|an)\b\.?(?: ?(?:nr|nummer))?")
CLEAR = 0.84
_DATED = 0.95
_CLUTTER = re.compile(
    r"\([^)]*\)|\b(?:vb|bokslut)\b|\b(?:19|20)\d\d\b|[0-9]+|[*:;.?!_–—-]+(?=\s|$)|(?<=\s)[*:;.?!_–—-]+"
)
_PARTS = re.compile(r"\s*(?:[/&+|]|\b(?:och|samt|eller)\b|\s[–-]\s)\s*")
_PARENTHESIS = re.compile(r"\(([^)]*)\)")
_BOTH = re.compile(r"\s*(?:[/&+|,;]|\b(?:och|samt)\b|\s[–-]\s)\s*")
_BOTH_AS: dict[Role, Role] = {"who": "who", "partner": "who", "when": "when", "start": "when", "end": "when"}
_NAMED = 0.9
_SITUATION = frozenset({"nulage", "lagesbild", "nulagesbeskrivning", "lagesbeskrivning"})
_STANDING = _SITUATION | {"lage", "laget", "aktuellt lage", "statuslage", "hur langt har vi kommit"}
_TIME = re.compile(
    r"(?:\b(?:i|per|efter|vid|till|t|och|o|med|om|m|under|for|den(?= \d)|av|slutet|borjan|mitten"
    r"|(?:forst|andr|tredj|fjard)[ae])\b[.\s]*)*"
    rf"\b(?:(?:\d{{1,2}}[ .:ea]*)?{MONTH_PATTERN}|var(?:en)?|sommar(?:en)?|host(?:en)?|vinter(?:n)?|[vh]t"
    r"|[tqhv]\.? ?\d{1,2}|(?:tertial|kvartal|kv|halvar|veck[ao])(?:et|n)?\.?(?: ?\d{1,2})?"
    r"|(?:del|hel)?ar(?:et)?s?(?: slut)?|arsskifte[tn]?|just nu|hittills|i ?dag)\b\.?"
)
"""When a column tells how it goes («i november», «T2», «efter sommaren»), in a folded heading."""
_TELLING = frozenset({"followup", "status", "comment"})
_WHOLE_YEAR = re.compile(r"\b(vb|verksamhetsberättelse\w*|bokslut|helår\w*|årsuppföljning|årsbokslut)\b", re.IGNORECASE)


_GIVEN: ContextVar[Mapping[str, Role]] = ContextVar("what headings are given to mean")
_GUESSED: ContextVar[Mapping[str, Role]] = ContextVar("what unknown headings mean by what stands under them")
_NONE: Mapping[str, Role] = {}


@contextmanager
def meaning(columns: Mapping[str, str]) -> Iterator[None]:
    """Within it, each heading in `columns` (as written) means the column it is mapped to, whatever the vocabulary says.

    A header is asked for in many places of the reading; this is their common parameter. Unknown columns are left out.
    """
    token = _GIVEN.set({fold(header): cast(Role, role) for header, role in columns.items() if role in get_args(Role)})
    try:
        yield
    finally:
        _GIVEN.reset(token)


@contextmanager
def guessed(columns: Mapping[str, Role]) -> Iterator[None]:
    """Within it, each heading in `columns` (as written) means that column, unless it is given to mean another."""
    token = _GUESSED.set({fold(header): role for header, role in columns.items()})
    try:
        yield
    finally:
        _GUESSED.reset(token)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its role, the header as written, the date the header states, and how sure the role is
    (1 for an exact header, less for one that begins with, contains or nearly equals it)."""

    index: int
    role: Role
    header: str
    date: date | None = None
    whole_year: bool = False
    sure: float = 1.0
    ticked: bool = False
    """Whether the header is itself a status or a time that the column's cells only tick."""
    in_weeks: bool = False
    """Whether a bare number in the column is a week."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, by position."""

    columns: tuple[Column, ...]

    def indexes(self, *roles: Role) -> list[int]:
        """Positions of the columns with one of the roles, left to right."""
        return [column.index for column in self.columns if column.role in roles]

    @property
    def width(self) -> int:
        return len(self.columns)


def read_header(cells: Sequence[Cell], below: Sequence[Cell] = ()) -> Header | None:
    """The header that a row of cells is, or None when it is no header of a plan table.

    `below` is the row after it, for headers in two rows (Tid over Start and Slut). A header names a measure column
    and at least two more that the vocabulary knows, each in a cell of its own.
    """
    texts = [collapse(cell.text) for cell in cells]
    if below:
        texts = [
            _lower(text or _spanning(cells, index), collapse(low.text)) if _is_low(cells, index, low) else text
            for index, (text, low) in enumerate(zip(texts, below, strict=False))
        ] + texts[len(below) :]
    for index, cell in enumerate(cells[1:], 1):
        if cell.merged == "across" and not texts[index] and roles_named(texts[index - 1]):
            texts[index] = texts[index - 1]  # one header over two columns that names both
    written = [text for text, cell in zip(texts, cells, strict=False) if text and cell.merged != "across"]
    if len(set(written)) < 3 or sum(len(text) > _LONGEST_HEADER for text in written) * 2 > len(written):
        return None
    columns = _assign(texts)
    # Words that merely occur in a cell prove nothing: a header is made of cells that are or begin with header words.
    # What is measured is in tables of figures too.
    clear = {
        column.role
        for column in columns
        if column.sure >= CLEAR
        and column.role not in ("unknown", "unnamed", "known")
        and not (column.role == "goal" and may_be_others(column.header))
    }
    told = sum(column.sure > 0 and bool(column.header) for column in columns)
    times = sum(not column.sure and names_only_time(column.header) for column in columns)
    if told * 2 < len(written) - times or not any(column.role == "measure" for column in columns):
        return None
    if len(clear) < (3 if "measure" in clear else 4):
        return None
    return Header(tuple(columns))


def with_weeks(header: Header, above: Sequence[Cell]) -> Header:
    """The header with its time columns told whose numbers are weeks: their heading says so («Startvecka»), or the
    merged one above them («Vecka» over «Start» and «Slut»)."""

    def says_weeks(column: Column) -> bool:
        over = _spanning(above, column.index) if column.index < len(above) else ""
        said = fold(column.header)
        return bool((_WEEKS.search(said) and not _HOW_MANY.search(said)) or _WEEKS.fullmatch(fold(over)))

    times = ("when", "start", "end")
    return Header(tuple(replace(c, in_weeks=c.role in times and says_weeks(c)) for c in header.columns))


def header_role(text: str) -> tuple[Role, float]:
    """The role of one header text by itself and how sure it is; ("unknown", 0) when the vocabulary has no word."""
    found = _candidates(text)
    return (found[0][0][0], found[0][1]) if found else ("unknown", 0.0)


def roles_meant(text: str) -> tuple[Role, ...]:
    """The roles that one header text may have, of which the row's other headers tell; () when it has none."""
    found = _candidates(text)
    return found[0][0] if found else ()


def header_of(cells: Sequence[Cell]) -> Header:
    """The columns of a row that may be a header, whatever it lacks for one."""
    return Header(tuple(_assign(["" if cell.merged == "across" else collapse(cell.text) for cell in cells])))


def roles_named(text: str) -> tuple[Role, Role] | None:
    """Who and when, in its order, where a header names both («Ansvar och tid») and nobody has said which it is."""
    folded = fold(text)
    if folded in _GIVEN.get(_NONE) or len(folded) > _LONGEST_HEADER or _exact(folded):
        return None
    parts = [part for part in _BOTH.split(folded) if _plain(part)]
    found = [next(iter(_by_vocabulary(part)), ((), 0.0)) for part in parts]
    roles = [_BOTH_AS.get(roles[0]) if sure >= _NAMED and len(roles) == 1 else None for roles, sure in found]
    first, second = (roles[0], roles[1]) if len(roles) == 2 else (None, None)
    return (first, second) if first and second and first != second else None


def roles_of(texts: Sequence[str]) -> list[Role]:
    """The role of each header text of one row ("" for a column without one), told by all of them together."""
    return [column.role for column in _assign(texts)]


def may_be_others(text: str) -> bool:
    """Whether a header text means another column where one of the same table has taken its first («Hur», «Metod»)."""
    found = _candidates(text)
    return bool(found) and len(found[0][0]) > 1


def takes_two_rows(cells: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row below belongs to the header: short texts, all of them under a header cell merged over several
    columns (or repeating the header cell above them)."""
    lows = [low for low in below if low.text.strip()]
    if not lows or any(len(low.text) > _LONGEST_HEADER for low in lows):
        return False
    spans = [_in_span(cells, index) for index, low in enumerate(below) if low.text.strip() and low.merged != "down"]
    return bool(spans) and all(spans)


def _in_span(cells: Sequence[Cell], index: int) -> bool:
    if index >= len(cells):
        return False
    return cells[index].merged == "across" or (index + 1 < len(cells) and cells[index + 1].merged == "across")


def _is_low(cells: Sequence[Cell], index: int, low: Cell) -> bool:
    return bool(low.text.strip()) and low.merged != "down" and _in_span(cells, index)


def _lower(upper: str, low: str) -> str:
    """A lower header cell says what its column is when it has a header word, or is a state to tick («Ja» under
    «Genomfört»); else it only adds to the cell above."""
    is_state = fold(low) in _states() and header_role(upper)[0] in _TELLING
    return low if is_state or header_role(low)[1] >= CLEAR else f"{upper} {low}"


def _spanning(cells: Sequence[Cell], index: int) -> str:
    while index > 0 and cells[index].merged == "across":
        index -= 1
    return collapse(cells[index].text)


def _assign(texts: Sequence[str]) -> list[Column]:
    found = [_candidates(text) for text in texts]
    taken = {options[0][0][0] for options in found if options and len(options[0][0]) == 1}
    columns: list[Column] = []
    for index, (text, options) in enumerate(zip(texts, found, strict=True)):
        if not text:
            columns.append(Column(index, "unnamed", ""))
            continue
        if not options:
            columns.append(Column(index, "unknown", text, read_date(text, None), bool(_WHOLE_YEAR.search(text)), 0.0))
            continue
        roles, sure = options[0]
        if index and texts[index - 1] == text and (both := roles_named(text)):
            columns[-1] = replace(columns[-1], role=both[0])
            roles = (both[1],)
        role = roles[0] if len(roles) == 1 else next((role for role in roles if role not in taken), roles[-1])
        if len(roles) > 1:
            taken.add(role)
        columns.append(Column(index, role, text, read_date(text, None), bool(_WHOLE_YEAR.search(text)), sure))
    return _settled(columns)


def _settled(columns: list[Column]) -> list[Column]:
    """Columns after what only the whole header tells: a weak second claim on a single-column role is no claim."""
    result: list[Column] = []
    for column in columns:
        rivals = [other for other in columns if other.role == column.role and other.index != column.index]
        weak = column.sure < 0.8 and any(other.sure >= 0.95 for other in rivals)
        if weak and column.role not in ("followup", "status", "comment", "who", "partner"):
            result.append(replace(column, role="unknown"))
        else:
            result.append(column)
    measures = [column.index for column in result if column.role == "measure"]
    told = any(column.role == "status" for column in result)
    if measures:
        # What is so now stands to the left of the measure as its ground, to the right as how far it has come.
        result = [
            replace(column, role="followup" if told else "status")
            if column.index > measures[0]
            and not _SITUATION.isdisjoint({_plain(column.header), _without_time(column.header)})
            else column
            for column in result
        ]
    has_start = any(column.role == "start" for column in result)
    has_when = any(column.role == "when" for column in result)
    has_end = any(column.role == "end" and not _says_done(column) for column in result)
    if (has_when or has_end) and not has_start:
        # Beside a time column, «Klart» tells whether it is done and not by when.
        result = [replace(column, role="status") if _says_done(column) else column for column in result]
    else:
        result = [replace(column, role="status") if _asks(column) else column for column in result]
    if has_start or has_end:
        # Beside dates, «År» is the plan's year on every row.
        result = [
            replace(column, role="known") if column.role == "when" and fold(column.header) == "ar" else column
            for column in result
        ]
        has_when = any(column.role == "when" for column in result)
    if not has_start and not has_when:
        # A lone end column is the table's time column.
        result = [replace(column, role="when") if column.role == "end" else column for column in result]
    return _described(_told_at_a_time(_told_and_judged(_told_together(result))))


def _described(columns: list[Column]) -> list[Column]:
    """Where no other column tells how it went, a description beside the status does: of the measure it would stand
    beside that."""
    roles = [column.role for column in columns]
    if "followup" in roles or "status" not in roles:
        return columns
    first = roles.index("status")
    return [
        replace(column, role="followup")
        if column.index > first and column.role == "known" and set(roles_meant(column.header)) == {"measure", "known"}
        else column
        for column in columns
    ]


def _told_at_a_time(columns: list[Column]) -> list[Column]:
    """Where no other column tells how it went, how it stands at a time («Läget i november») does: a text follows."""
    if any(column.role == "followup" for column in columns):
        return columns
    return [
        replace(column, role="followup")
        if column.role == "status" and (column.date or _without_time(column.header)) and says_how_it_stands(column)
        else column
        for column in columns
    ]


def says_how_it_stands(column: Column) -> bool:
    """Whether a column is headed by how it stands («Läget», «Nuläge i maj»), that a word or a text may answer, and
    nobody has said which."""
    bare = {_plain(column.header), _without_time(column.header)}
    return not bare.isdisjoint(_STANDING) and fold(column.header) not in _GIVEN.get(_NONE)


def _told_together(columns: list[Column]) -> list[Column]:
    """Where no other column tells how it went, one for both («Läge och uppföljning») is the one that does: its texts
    tell, and the date in its header is theirs."""
    if any(column.role == "followup" for column in columns):
        return columns
    return [
        replace(column, role="followup") if column.role == "status" and _is_of_both(column.header) else column
        for column in columns
    ]


def _is_of_both(header: str) -> bool:
    """Whether a header names how it stands and what is told of it, and nobody has said which it is."""
    parts = [_exact(part) for part in _PARTS.split(fold(_PARENTHESIS.sub(" ", header)))]
    told = ("followup",) in parts or ("comment",) in parts
    return told and ("status",) in parts and fold(header) not in _GIVEN.get(_NONE)


def _told_and_judged(columns: list[Column]) -> list[Column]:
    """Of two columns of how it goes, in a table without a follow-up column, one tells and one judges: «Läget i oktober»
    and «Bedömning». The one called status judges, else the last; joined into one text they could not contradict."""
    judging = [
        column
        for column in columns
        if column.role == "status" and not column.ticked and not column.date and not is_share(column)
    ]
    said = any(fold(column.header) in _GIVEN.get(_NONE) for column in judging)
    by_part_of_year = in_order([column.header for column in judging])
    if len(judging) < 2 or said or by_part_of_year or any(column.role == "followup" for column in columns):
        return columns
    kept = next((column for column in judging if fold(column.header).startswith("status")), judging[-1])
    return [
        replace(column, role="followup") if column in judging and column is not kept else column for column in columns
    ]


def is_share(column: Column) -> bool:
    """Whether a status column tells how much is done, in per cent."""
    return column.role == "status" and bool(re.search(r"%|\bprocent\b", fold(column.header)))


def _says_done(column: Column) -> bool:
    return column.role == "end" and _plain(column.header) in ("klar", "klart", "fardig", "fardigt")


def _asks(column: Column) -> bool:
    """Whether a header «Klart» asks for a yes or no, or how much («Klart (J/N)», «Klart?», «Klart (%)»)."""
    folded = fold(column.header)
    return _says_done(column) and bool(re.search(r"[?%]|\bprocent\b|\b(?:j\s*/\s*n|ja\s*/\s*nej)\b", folded))


def _candidates(text: str) -> list[tuple[tuple[Role, ...], float]]:
    """Roles a header text can mean with their sureness, the best first."""
    given = _GIVEN.get(_NONE).get(fold(text))
    if given is not None:
        return [((given,), 1.0)]
    guess = _GUESSED.get(_NONE).get(fold(text))
    return list(_by_vocabulary(text)) if guess is None else [((guess,), CLEAR)]


@lru_cache(4096)
def _by_vocabulary(text: str) -> tuple[tuple[tuple[Role, ...], float], ...]:
    first_line = text.split("\n", 1)[0]
    found: dict[tuple[Role, ...], float] = {}
    for form, weight in ((text, 1.0), (first_line, 0.97)):
        plain = _plain(form)
        if not plain or len(plain) > _LONGEST_HEADER:
            plain = plain[:_LONGEST_HEADER]
        for roles, likeness in _vocabulary().likenesses(plain):
            found[roles] = max(weight * likeness, found.get(roles, 0.0))
    bare = _without_time(text)
    if bare and max(found.values(), default=0.0) < CLEAR:
        for roles in _vocabulary().exactly(bare):
            if _TELLING.issuperset(roles) or bare in _SITUATION:
                found[roles] = _DATED
    if max(found.values(), default=0.0) < CLEAR:
        for roles, sure in _from_parts(text):
            found[roles] = max(sure, found.get(roles, 0.0))
    if max(found.values(), default=0.0) < CLEAR and (spoken := spoken_of(text, _plain(text))):
        roles, sure = cast(tuple[Role, ...], spoken[0]), spoken[1]
        found[roles] = max(sure, found.get(roles, 0.0))
    return tuple(sorted(((roles, sure) for roles, sure in found.items() if sure >= 0.6), key=lambda item: -item[1]))


def _without_time(text: str) -> str:
    """A heading as matched, without when it tells («Läget i november»); "" where it names no time."""
    folded = fold(text)
    bare = _plain(_TIME.sub(" ", folded))
    return "" if bare == _plain(folded) or bare in _states() else bare


@cache
def _states() -> frozenset[str]:
    """What cells say of a measure too, and when («Genomfört i juni»)."""
    return frozenset(fold(word) for word in words("rows")["states"]) | {"gjort", "utford", "utfort", "uppnatt"}


def names_only_time(text: str) -> bool:
    """Whether a heading is a date or a part of a year and nothing else («2025-11-18», «Nov», «Q2»)."""
    folded = fold(text)
    return bool(folded) and not _plain(_TIME.sub(" ", folded)) and any(map(str.isalnum, folded))


def _from_parts(text: str) -> list[tuple[tuple[Role, ...], float]]:
    """Roles of a header that is several words for its column («Målgrupp/plats») or explains itself in parentheses;
    clear only when every part has a role, and the first known part's."""
    told = [_exact(part) for part in _PARTS.split(fold(_PARENTHESIS.sub(" ", text))) if _plain(part)]
    known = [roles for roles in told if roles]
    if len(told) > 1 and known:
        return [(known[0], 0.88 if len(known) == len(told) else 0.8)]
    inside = [roles for part in _PARENTHESIS.findall(text) if (roles := _exact(part))]
    return [(inside[0], 0.86)] if inside else []


def _exact(text: str) -> tuple[Role, ...]:
    return next(iter(_vocabulary().exactly(_plain(text))), ())


def _plain(text: str) -> str:
    """A header as matched: folded, without parentheses, years, dates and marks."""
    return collapse(_CLUTTER.sub(" ", collapse(_CLUTTER.sub(" ", fold(text))))).strip(" /-,.:")


@cache
def _vocabulary() -> HeaderWords[tuple[Role, ...]]:
    entries: list[Entry[tuple[Role, ...]]] = []
    for role, value in words("headers").items():
        for entry in value if isinstance(value, list) else [value]:
            roles = tuple(entry.get("columns", [role]))
            exact = frozenset(_plain(phrase) or fold(phrase) for phrase in entry["exact"])
            least = 0.6 if "known" in roles else 0.0
            entries.append(Entry(roles, exact, tuple(fold(phrase) for phrase in entry["begins"]), least))
    return HeaderWords(entries)
