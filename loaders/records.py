"""What passes between the rooms of loaders: frozen records without logic.

A document becomes blocks (formats), the blocks become rows as written (plan), each row gets what was judged
(meaning), and all of it together is a Plan (load).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Form = Literal["xlsx", "docx", "pdf", "scanned pdf", "csv", "tsv", "markdown", "stacked text"]
Merged = Literal["no", "down", "across"]
RowKind = Literal[
    "measure", "continued", "header", "instruction", "heading", "total", "blank", "prose", "hidden", "doubt"
]


# --- the document as a file gives it -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something stands. Counts from 1; None where the form has no such thing."""

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    `text` is the cell's own text, its lines and list items separated by line feeds; the number of a numbered list is
    written out ("1. "). A cell that a vertical merge covers repeats the text above it and is marked "down"; a cell
    that a horizontal merge covers is empty and marked "across". `unsure` are words of it that were read out of a
    picture and may be others.
    """

    text: str
    place: Place
    merged: Merged = "no"
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text outside tables; `level` 1.. for a heading, None for anything else; `strong` when all of it is set
    in bold; `spaced` are its lines (from 0) that a space stands after, before the line break; `unsure` are words that
    were read out of a picture and may be others, each with the line (from 0) it stands on."""

    text: str
    place: Place
    level: int | None = None
    strong: bool = False
    spaced: frozenset[int] = frozenset()
    unsure: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, top to bottom; rows may differ in length. `title` is what the form itself calls the table
    (an Excel sheet's name); `hidden` when the form hides it from its reader; `ruled` whether its columns and rows are
    known and not told by the gaps between words alone; `slanted` are the rows (from 0) all of whose text is set in
    italics."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    title: str = ""
    hidden: bool = False
    ruled: bool = True
    slanted: frozenset[int] = frozenset()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document's blocks in reading order. `notes` are Swedish sentences about what the format could not give.

    `laid_out` is the same text once more where its tables may have no rules: each line's words stand at the character
    that answers to their place on the page, and blank lines part what the page parts.
    """

    name: str
    sha256: str
    form: Form
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    laid_out: tuple[Paragraph, ...] = ()


# --- the plan as written -------------------------------------------------------------------------------------------


_Day = date  # a record with a field of that name needs another for the type


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up text with the date its column states, if any. `period` is the column's heading when that names a
    part of the year and no year: such a follow-up gets its date when the plan's year is known. `first` is the first day
    of the period («december 2025») whose last day `date` then is; None where a day is stated."""

    date: date | None
    text: str
    period: str = ""
    first: _Day | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One measure as written. White space is collapsed; absent text is the empty string.

    `first` is the area column's text (inherited when the cell was blank), `headings` what stands over the row
    (heading rows, instruction rows, sheet name, headings before the table), nearest first. `other` holds columns
    that the vocabulary does not know, as (header, text). `confidence` is 1 where the cells came from a real table.
    """

    number: int
    place: Place
    first: str = ""
    headings: tuple[str, ...] = ()
    subarea: str = ""
    cause: str = ""
    measure: str = ""
    item: int | None = None
    goal: str = ""
    when: str = ""
    who: str = ""
    followups: tuple[FollowUp, ...] = ()
    status_text: str = ""
    comment: str = ""
    other: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that could not be decided: a Swedish question and where in the document it stands.

    `field` names the measure's key it concerns ("status", "who", …) or "" for the row or document as a whole;
    `row` is the number of the measure it concerns, None when it became none.
    """

    question: str
    place: Place
    text: str = ""
    field: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What became of one table row (or line) of the document, and why."""

    place: Place
    kind: RowKind
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LoneCause:
    """A cause in a row of its own, without any measure; `first` and `headings` as in Row."""

    cause: str
    place: Place
    first: str = ""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewording:
    """What a person says stands in a row where the reading has `read`: `field` is a text of Row, or "followup", the
    latest; `row` is the row's number in the reading that was seen."""

    row: int
    field: str
    read: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A document read as a plan, before anything is judged. `headings` are its columns' headings as written, each with
    the role that it was read as (goal, when, … or unknown), in the order that they were met.

    `read_with` is None where the rows come from the document's own tables. Where those are gone it is a fingerprint of
    the known rows that helped, "" when none did: others may give another reading.
    """

    rows: tuple[Row, ...]
    account: tuple[AccountLine, ...]
    doubts: tuple[Doubt, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    lone_causes: tuple[LoneCause, ...] = ()
    read_with: str | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """What the document says of itself as a whole; None where it says nothing. `followed_up_words` is the sentence that
    tells the day, where one does, and `followed_up_doubt` a Swedish question when it may be of something else."""

    district: str | None = None
    police_area: str | None = None
    plan_year: int | None = None
    followed_up: date | None = None
    whole_year: bool = False
    followed_up_words: str = ""
    followed_up_doubt: str = ""


# --- what was judged -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    """`code` is one of the five areas or "ovrigt"; `subarea` is what is left of the texts beside the area's name."""

    code: str
    subarea: str
    words: str
    rule: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How a measure went. `words` decided the code, `continues_words` that the work goes on; `rule` names the
    vocabulary entry or rule; `doubt` is a Swedish question when a careful reader would hesitate."""

    code: str
    continues: bool
    words: str
    rule: str
    continues_words: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a measure is to be done. Dates are inclusive; None where the text gives none."""

    code: str
    start: date | None
    end: date | None
    words: str
    rule: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who carries a measure. `kind` is person, function or organisation; `words` what the document says;
    `title` a person's own title; `contact` a telephone number or e-mail address, never part of the name;
    `party` the samverkanspart by vocabulary, "" when it names none."""

    kind: str
    name: str
    words: str
    party: str = ""
    title: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Actors:
    """All who are named in one Vem cell, in reading order, without doubles."""

    actors: tuple[Actor, ...]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way: `kind` is waiting, lack or hindrance, "" when the text names nothing. `words` say it,
    `rule` names the vocabulary entry; `waits_for` is whom or what it waits for, `party` the samverkanspart it is."""

    kind: str = ""
    words: str = ""
    rule: str = ""
    waits_for: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a goal says that can be followed up, each in the goal's own words: `aim` is "change", "state", "activity",
    "count" or ""; `rule` names the vocabulary entries. A state is there or not, so it needs no number."""

    aim: str
    aim_words: str
    number_words: str
    date_words: str
    vague_words: str
    rule: str

    @property
    def lacks(self) -> tuple[str, ...]:
        """What hinders measuring by the goal's own words: direction, number, date, vague."""
        return tuple(
            name
            for name, is_lacking in (
                ("direction", not self.aim),
                ("number", not self.number_words and self.aim != "state"),
                ("date", not self.date_words),
                ("vague", bool(self.vague_words)),
            )
            if is_lacking
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What a text of the follow-up says beside the status, each in its own words. `result` is "effect" (something
    became different), "verdict" (what those concerned think), "reach" (how many were reached) or ""; `left_words` say
    that something is left to do, `ahead_words` that it lies ahead, `works_words` that the work goes on in a text that
    strikes the measure; `opens` is the status whose words the text begins with."""

    result: str
    result_words: str
    left_words: str
    ahead_words: str
    works_words: str
    opens: str
    opens_words: str
    rule: str

    @property
    def says(self) -> tuple[str, ...]:
        """What it says that can speak against a status: left, ahead, works."""
        said = (("left", self.left_words), ("ahead", self.ahead_words), ("works", self.works_words))
        return tuple(name for name, words in said if words)


@dataclass(frozen=True, slots=True)
class JudgedFollowUp:
    """One follow-up with the status it gives, and the obstacle it names, when read by itself."""

    date: date | None
    text: str
    status: Status
    obstacle: Obstacle = Obstacle()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: the row as written and what was judged, side by side."""

    row: Row
    area: Area
    status: Status
    timing: Timing
    actors: tuple[Actor, ...]
    followups: tuple[JudgedFollowUp, ...] = ()
    obstacle: Obstacle = Obstacle()


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan document, read: what `python -m loaders` prints and the register stores. `headings` and `read_with` as
    Written's."""

    name: str
    sha256: str
    form: Form
    front: Front
    measures: tuple[Measure, ...]
    doubts: tuple[Doubt, ...]
    account: tuple[AccountLine, ...]
    unknown_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    headings: tuple[tuple[str, str], ...] = ()
    lone_causes: tuple[tuple[LoneCause, Area], ...] = ()
    read_with: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The roles of its columns, each once."""
        return tuple(dict.fromkeys(role for _, role in self.headings))
