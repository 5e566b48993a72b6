"""Columns whose heading the vocabulary does not know, or knows but doubtfully, told by what stands in them.

A column of times, of owners or of statuses reads as one whatever the municipality calls it («Till när?»); contents.py
weighs its cells. The columns of a header are told together, so that each role goes to one of them: what the vocabulary
knows exactly stands, what a heading only begins with or speaks of counts for it, and the rest is what the cells say. A
guess is made only of what the table has no other column of, and a person is asked. A document whose tables have owners,
and enough else of a plan, but no measures has them in an unknown column that is filled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.plan.classify import topic_area
from loaders.plan.contents import TOLD, Contents, contents_of
from loaders.plan.headers import CLEAR, Header, Role, header_of, read_header, roles_named
from loaders.plan.tables.transpose import upright
from loaders.records import Cell, Document, Place, Table
from loaders.text import collapse, fold

_CELLS = 5
_MOST_COLUMNS, _MOST_CELLS = 16, 60
"""So many columns are told together, each by so many of its cells: plans have no more, and larger tables cost time."""
_EXACT = 0.95
"""How sure a heading is known that no cells overrule."""
_KNOWN = 1.5
"""What a heading that speaks of a role counts for it, as much as the cells' mean log-odds do."""
_AHEAD, _ERRORS = 0.8, 2.5
"""How much better the cells must suit a role than any other that is free, in the mean and in standard errors."""
_OVER, _OVER_ERRORS = 1.0, 2.5
"""The same where the heading speaks of another role."""
_RIVALS: dict[Role, frozenset[Role]] = {
    "when": frozenset({"when", "start", "end"}), "who": frozenset({"who"}), "status": frozenset({"status"}),
    "followup": frozenset({"followup"}), "goal": frozenset({"goal"}), "cause": frozenset({"cause"}),
    "measure": frozenset({"measure"}),
}  # fmt: skip
# A column of measures: the share of its rows that have a text, and of those that have one of their own.
_FILLED, _OWN = 0.8, 0.8
_PLAN: tuple[frozenset[Role], ...] = (
    frozenset({"when", "start", "end"}), frozenset({"followup", "status"}), frozenset({"cause"}), frozenset({"goal"}),
)  # fmt: skip
"""What a plan has beside its measures and their owners; a table with two of them is one."""
_MOST = 3.0
"""The most that cells count for a role."""
_OF_PLACES = 0.7
"""What cells that look like places or problems count against a role whose cells are long."""
_FEWEST_AREAS = 3
"""So many of the agreement's areas a column of areas names at least."""
_LONG: tuple[Role, ...] = ("cause", "measure", "goal")
_LEADING: tuple[Role, ...] = ("known", "area", "cause", "unknown", "unnamed")
_LONGEST_HEADING = 90
_FIRST_ROWS = 4
"""So many rows from a table's top one may be a header in words that nobody knows."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A heading that the vocabulary does not know, or knows as `known` only doubtfully, as written, the role its column
    has, and where it first stands."""

    header: str
    role: Role
    place: Place
    known: Role = "unknown"


@dataclass(slots=True)
class _Column:
    """What is known of a heading's column in all tables that it stands in."""

    header: str
    place: Place
    known: Role
    sure: float
    leads: bool = False
    """Whether no column left of it is known for more than what stands beside the rows, or a place or a cause."""
    rows: int = 0
    texts: list[str] = field(default_factory=list)
    beside: set[Role] = field(default_factory=set)
    """The roles that other columns of its tables surely have."""

    @property
    def is_open(self) -> bool:
        return self.known == "unknown" or (self.known in TOLD and self.sure < _EXACT)


def guessed_columns(document: Document) -> list[Guess]:
    """The headings of the document's plan tables that the vocabulary does not know, or doubtfully, whose columns read
    as one that those tables lack."""
    columns: dict[str, _Column] = {}
    for rows in _tables(document):
        at, header = next(((n, read) for n, row in enumerate(rows) if (read := read_header(row))), (0, None))
        if header is not None:
            others = [below for row in rows[at + 1 :] if (below := read_header(row))]
            _gather(columns, rows, at, [header, *others])
    return _told(columns)


def guessed_header(document: Document) -> list[Guess]:
    """The headings that make a header of a row that is none by the vocabulary, in a document without one that is.

    Told where the columns, by their headings or their cells, are a plan's: measures, who, and two more.
    """
    found: dict[tuple[str, ...], dict[str, _Column]] = defaultdict(dict)
    for rows in _tables(document):
        for at, row in enumerate(rows[:_FIRST_ROWS]):
            if _may_head(row):
                _gather(found[tuple(fold(cell.text) for cell in row)], rows, at, [header_of(row)])
    for columns in found.values():
        guesses = _told(columns)
        named = {guess.header: guess.role for guess in guesses}
        roles = {named.get(column.header, column.known) for column in columns.values()}
        surely = {column.known for column in columns.values() if column.sure >= CLEAR} | set(named.values())
        if "measure" in named.values() and "who" in roles and sum(bool(surely & part) for part in _PLAN) >= 2:
            return guesses
    return []


def _tables(document: Document) -> Iterator[Sequence[Sequence[Cell]]]:
    for block in document.blocks:
        if isinstance(block, Table) and not block.hidden:
            yield upright(block).rows


def _may_head(row: Sequence[Cell]) -> bool:
    """Whether a row may be a header: four short texts or more, no two alike, none a sentence."""
    texts = [collapse(cell.text) for cell in row if cell.merged == "no"]
    said = [text for text in texts if text]
    return (
        len(said) >= 4
        and len(set(map(fold, said))) == len(said)
        and all(len(text) <= _LONGEST_HEADING and not text.endswith(".") for text in said)
    )


def _gather(columns: dict[str, _Column], rows: Sequence[Sequence[Cell]], at: int, headers: Sequence[Header]) -> None:
    """Add what a table says of the columns of its header in row `at`; `headers` are all that it has."""
    surely = [
        {
            column.role
            for column in header.columns
            if column.sure >= _EXACT or column.role not in TOLD or roles_named(column.header)
        }
        for header in headers
    ]
    below = [row for row in rows[at + 1 :] if len({fold(cell.text) for cell in row if cell.text.strip()}) > 1]
    leads = True
    for column in headers[0].columns:
        is_parted = bool(roles_named(column.header))
        leads = leads and column.role in _LEADING and not is_parted
        if not column.header or is_parted:
            continue
        own = columns.setdefault(
            fold(column.header), _Column(column.header, rows[at][column.index].place, column.role, column.sure)
        )
        own.leads = own.leads or leads
        own.beside |= set[Role]().union(*surely)
        cells = [row[column.index] for row in below if column.index < len(row)]
        cells = [cell for cell in cells if cell.merged == "no" and fold(cell.text) != fold(column.header)]
        own.rows += len(cells)
        own.texts += [collapse(cell.text) for cell in cells if cell.text.strip()]


def _told(columns: Mapping[str, _Column]) -> list[Guess]:
    """The open columns that their cells tell, each another role."""
    opened = {name: column for name, column in columns.items() if column.is_open and len(column.texts) >= _CELLS}
    opened = dict(list(opened.items())[:_MOST_COLUMNS])
    said = {name: contents_of(column.texts[:_MOST_CELLS]) for name, column in opened.items()}
    suited = _assigned(opened, said)
    taken: set[Role] = set()
    clear: dict[str, Role] = {}
    # Two columns of which either may be one are both asked about; one of measures there must be.
    idle = [name for name, role in suited.items() if role == "unknown"]
    while True:
        # What one column is told to be is no longer what another may be.
        more = {
            name: role
            for name, role in suited.items()
            if name not in clear
            and _is_clear(opened[name], said[name], role, taken)
            and (role == "measure" or not any(_is_clear(opened[one], said[one], role, set()) for one in idle))
        }
        if not more:
            break
        clear |= more
        taken |= set(more.values())
    kept = {column.known for name, column in columns.items() if clear.get(name, column.known) == column.known}
    moved: dict[str, Role] = {
        name: role for name, role in clear.items() if role != opened[name].known and role not in kept
    }
    if "measure" not in kept | set(moved.values()):
        return []  # a plan has measures
    if not any("area" in column.beside for column in columns.values()):
        moved |= dict.fromkeys(_of_areas(columns)[:1], "area")
    if not any("subarea" in column.beside for column in columns.values()):
        moved |= dict.fromkeys(_of_places(opened, said, clear | moved)[:1], "subarea")
    return [Guess(columns[name].header, role, columns[name].place, columns[name].known) for name, role in moved.items()]


def _of_areas(columns: Mapping[str, _Column]) -> list[str]:
    """The columns left of the measures, unknown or kept only beside the rows («Prioritet»), whose cells are areas."""
    found: list[str] = []
    for name, column in columns.items():
        if column.known not in ("unknown", "known") or not column.leads:
            continue
        texts = set(column.texts[:_MOST_CELLS])
        codes = [code for text in texts if (code := topic_area(text))]
        if len(set(codes)) >= _FEWEST_AREAS and 2 * len(codes) >= len(texts):
            found.append(name)
    return found


def _of_places(opened: Mapping[str, _Column], said: Mapping[str, Contents], clear: Mapping[str, Role]) -> list[str]:
    """The unknown columns to the left of the measures whose cells look like places or problems."""
    return [
        name
        for name, column in opened.items()
        if column.known == "unknown" and name not in clear and column.leads and said[name].names_places
    ]


def _is_clear(column: _Column, said: Contents, role: Role, taken: set[Role]) -> bool:
    """Whether the cells of a column say a role: clearly more so than any that is free, and more than those that are
    `taken`."""
    if role == "unknown" or role == column.known:
        return role != "unknown"
    if role == "when" and not said.says_times:
        return False  # sums of money are numbers too
    if role == "measure" and not _is_filled(column):
        return False
    mean, errors = (_AHEAD, _ERRORS) if column.known == "unknown" else (_OVER, _OVER_ERRORS)
    if role == "measure" and column.known == "unknown":
        mean = errors = 0.0  # there is one
    free = {other for other in _free(column) if other not in taken}
    gains = {other: said.ahead(role, other) for other in TOLD if other != role}
    return all(
        (gain >= mean and by >= errors) if other in free or other == column.known else gain > 0
        for other, (gain, by) in gains.items()
    )


def _free(column: _Column) -> list[Role]:
    """The roles that no column beside it surely has."""
    return [role for role in TOLD if not column.beside & _RIVALS[role]]


def _is_filled(column: _Column) -> bool:
    own = set(map(fold, column.texts))
    return len(column.texts) >= _FILLED * column.rows and len(own) >= _OWN * len(column.texts)


def _assigned(columns: Mapping[str, _Column], said: Mapping[str, Contents]) -> dict[str, Role]:
    """The role of each column, such that all together suit best and each role is given once."""
    ways: dict[frozenset[Role], tuple[float, dict[str, Role]]] = {frozenset(): (0.0, {})}
    for name, column in columns.items():
        means = said[name].means
        nearest = {role: max(means[other] for other in TOLD if other != role) for role in TOLD}
        further: dict[frozenset[Role], tuple[float, dict[str, Role]]] = {}
        for taken, (score, roles) in ways.items():
            free = (role for role in _free(column) if role not in taken)
            options = [(role, min(_MOST, means[role] - nearest[role])) for role in free]
            options = [(role, worth + _leaning(column, said[name], role)) for role, worth in options]
            for role, worth in (*options, ("unknown", -_AHEAD)):
                key = taken | ({role} if role != "unknown" else set())
                if key not in further or score + worth > further[key][0]:
                    further[key] = (score + worth, {**roles, name: role})
        ways = further
    return max(ways.values(), key=lambda way: way[0])[1]


def _leaning(column: _Column, said: Contents, role: Role) -> float:
    """What a column's heading, and how its cells look, count for a role beside their words."""
    if role == column.known:
        return _KNOWN
    return -_OF_PLACES if said.names_places and role in _LONG else 0.0
