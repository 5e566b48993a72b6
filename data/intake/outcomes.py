"""What an import, a removal or a rebuild answers with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Progress = Callable[[int, int, str], None]
Reader = Callable[[], bytes]


class RefusedDocument(Exception):  # noqa: N818 - named like loaders\' UnreadableDocument
    """A document can be read but not kept. Its message is Swedish: what is missing, and what the user can do."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person states of a document instead of what it says itself; None where it speaks for itself. `read_on` is
    the day that it came, None for today: what it tells cannot be of a later day."""

    district: str | None = None
    year: int | None = None
    followed_up: date | None = None
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one imported file. `new` is False when the register had it already and nothing was changed."""

    name: str
    document: str
    plan: str
    measures: int
    doubts: int
    new: bool
    message: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be imported, and why, in Swedish."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a document gives otherwise when it is read again.

    `field` is the entry's column, or "" for a row that was not there before (`before` is "") or is not there now
    (`after` is ""); `measure` is the row's text, to know it by.
    """

    document: str
    row: int
    field: str
    before: str
    after: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: documents read again, values that read differently, and files that no longer can be read
    (those keep what they had)."""

    documents: int
    differences: tuple[Difference, ...]
    failed: tuple[Failed, ...]
