"""What header words mean: the vocabulary made ready for matching, and the kinds of column it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.plan.headers import CLEAR, header_role, roles_of
from loaders.plan.stacked.headers.header_rows import Wordings, wordings
from loaders.plan.stacked.phrases import Phrases, phrases
from loaders.plan.stacked.sections import Column, ColumnKind
from loaders.plan.stacked.text import key_of
from loaders.vocabulary import words as vocabulary

KIND_OF = {"start": "when", "end": "when", "partner": "who", "known": "other"}
COLUMNS = ("area", "subarea", "cause", "measure", "goal", "when", "start", "end", "who", "partner", "followup",
            "status", "comment", "known")  # fmt: skip


# «Klart» is by when, or beside another time whether it is done: the whole header decides, as it does for tables.
_TIME_OR_STATE = {"when", "status"}
# «Läget i november» is how it went where no other column tells that.
_STATE_OR_STORY = {"status", "followup"}
# «Beskrivning» after «Status» too.
_ANY_OR_STORY = {"other", "followup"}


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The vocabulary of headers and instruction rows, made ready for matching."""

    headers: Phrases
    wordings: Wordings
    trailers: frozenset[str]
    instructions: Phrases


@cache
def header_words(is_ocr: bool) -> HeaderWords:
    """The vocabulary as text is matched with it, clean or through OCR."""
    book, told = vocabulary("headers"), vocabulary("stacked")
    entries: list[tuple[str, str]] = []
    for column in COLUMNS:
        section: dict[str, Any] = book.get(column, {})
        entries += [(wording, column) for wording in section.get("exact", ())]
    for either in book.get("either", ()):
        entries += [(wording, "either:" + ",".join(either["columns"])) for wording in either["exact"]]
    instructions = ((wording, kind) for kind, wordings in told["instructions"].items() for wording in wordings)
    return HeaderWords(
        phrases(entries, is_ocr, whole=True),
        wordings(entries, is_ocr),
        frozenset(key_of(word, is_ocr) for word in told["headers"]["trailers"]),
        phrases(instructions, is_ocr),
    )


def settled(headers: Sequence[Column]) -> tuple[Column, ...]:
    """The header's columns with each ambiguous one decided by what the others took; doubles of one text dropped."""
    taken = {KIND_OF.get(column.kind, column.kind) for column in headers}
    settled: list[Column] = []
    roles = roles_of([column.header for column in headers])
    for column, role in zip(headers, roles, strict=True):
        kind: str = column.kind
        if kind.startswith("either:"):
            choices = kind.partition(":")[2].split(",")
            kind = next((choice for choice in choices if choice not in taken), "other")
        kind = KIND_OF.get(kind, kind)
        if {kind, said := KIND_OF.get(role, role)} in (_TIME_OR_STATE, _STATE_OR_STORY, _ANY_OR_STORY):
            kind = said
        taken.add(kind)
        if not any(one.kind == kind and one.header == column.header for one in settled):
            settled.append(Column(kind, column.header))  # type: ignore[arg-type]
    return tuple(settled)


def kind_alike(text: str) -> ColumnKind:
    """What a header that the vocabulary has no exact word for most likely is: by its first words, else "other"."""
    role = header_role(text)[0]
    return KIND_OF.get(role, role) if role in COLUMNS else "other"  # type: ignore[return-value]


def is_untold(column: Column) -> bool:
    """Whether nobody knows what a header means: only its cells can tell."""
    return column.kind == "other" and bool(column.header) and header_role(column.header)[1] < CLEAR


def is_heading_word(first: str, last: str) -> bool:
    """Whether a header may be written so: it begins with a capital and no sentence ends there."""
    return first[:1].isupper() and not last.endswith((".", ",", ";"))
