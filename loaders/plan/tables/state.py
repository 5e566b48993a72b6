"""What is known while a document is read from top to bottom: the headings and the header that stand over its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.plan.classify import labels_area, names_area, topic_area
from loaders.plan.headers import Header, Role, header_role
from loaders.plan.tables.align import Profile
from loaders.records import AccountLine, Cell, Doubt, LoneCause, Row
from loaders.text import fold

LONGEST_HEADING = 120
_LONGEST_LABEL = 40
OF_ROWS = 100
"""The outline level of what a row of a table says of those below it, under no heading; it counts on from there."""
_ROLE_WORD = 0.6


@dataclass(slots=True)
class Reader:
    """What is known while a document is read from top to bottom."""

    header: Header | None = None
    profile: Profile = field(default_factory=Profile)
    outline: list[tuple[int, str]] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    labelled: dict[Role, tuple[int, str]] = field(default_factory=dict)
    """What a line «Orsak: …» over a table says of all its rows, by role, with the outline level it stands at."""
    in_section: bool = False
    """Whether a line without a heading's level has named an area."""
    counted: bool = False
    """Whether an area's name has stood in a row with its number in a cell of its own."""
    told_since: set[Role] = field(default_factory=set)
    """The roles that such lines have told of since the last table."""
    over: list[str] = field(default_factory=list)
    alike: frozenset[str] = frozenset()
    """Headings in the table at hand that all stand beside one another."""
    slanted: frozenset[tuple[str, ...]] = frozenset()
    """Rows right below a header that stand in italics, as `key_of` has them."""
    repeated: frozenset[tuple[str, ...]] = frozenset()
    """Rows right below a header that come again below those of other tables."""
    title: str = ""
    first: str = ""
    subarea: str = ""
    cause: str = ""
    spelled_out: frozenset[Role] = frozenset()
    levelled: bool = False
    """Whether a column tells what each row is: an area, a goal or an activity."""
    is_complete: bool = False
    rows: list[Row] = field(default_factory=list)
    headed: int = 0
    account: list[AccountLine] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    read_as: dict[tuple[str, Role], None] = field(default_factory=dict)
    """Each heading as written, with what its column was read as, of the headers that a measure stands under."""
    lone_causes: list[LoneCause] = field(default_factory=list)

    @property
    def set_apart(self) -> frozenset[tuple[str, ...]]:
        """Rows right below a header whose looks tell that they are the template's."""
        return self.slanted | self.repeated

    def headings(self) -> tuple[str, ...]:
        """The headings over the row at hand, the nearest first."""
        texts = [*reversed(self.over), *reversed(self.near), *(text for _, text in reversed(self.outline)), self.title]
        return tuple(dict.fromkeys(text for text in texts if text))


def key_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """A row's texts, as rows are compared."""
    return tuple(fold(cell.text) for cell in cells)


def labelled(text: str) -> tuple[Role, str] | None:
    """The column that a line over a table stands for, and its text («Orsak: …»); None for any other line."""
    label, colon, said = text.partition(":")
    if not colon or not said.strip() or len(label) > _LONGEST_LABEL:
        return None
    role, sure = header_role(label)
    return (role, said.strip()) if role in ("subarea", "cause", "goal") and sure >= 0.9 else None


def standing(reader: Reader, role: Role) -> str:
    """What stands over the table in place of a column that it lacks: a labelled line, or, for the subarea, the
    heading under the area's own."""
    if reader.header is None or reader.header.indexes(role):
        return ""
    if role in reader.labelled:
        return reader.labelled[role][1]
    if role != "subarea" or reader.header.indexes("area") or len(reader.outline) < 2:
        return ""
    text = reader.outline[-1][1]
    above = [said for _, said in reader.outline[:-1]]
    plain = not names_area(text) and labelled(text) is None and header_role(text)[1] < _ROLE_WORD
    return text if plain and any(names_area(said) or labels_area(said) or topic_area(said) for said in above) else ""


def begin_section(reader: Reader) -> None:
    """What stands above a new heading no longer holds for the rows below it."""
    reader.over = []
    reader.first = reader.subarea = reader.cause = ""
