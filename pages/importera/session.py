"""The files that are on their way in, in the order that they were chosen. Nothing of them is stored yet.

They live as long as the reader's session: a page that is left and opened again finds them; one that is loaded anew
does not, and nothing is lost but the review.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from data.intake import Document, Imported, Plan
from data.intake.review import Review

_KEY: Final = "importera"


@dataclass(slots=True)
class File:
    """One chosen file: `failed` or `known` (a Swedish sentence), `opened` and lacking what `plan` says, under `review`,
    or `saved`."""

    number: int
    name: str
    content: bytes
    failed: str = ""
    known: str = ""
    opened: Document | None = None
    plan: Plan | None = None
    review: Review | None = None
    saved: Imported | None = None
    changed: str = ""
    told: tuple[tuple[int, ...], Any] | None = None
    """What the import changes, and the states of trial and register that it was worked out for."""
    later: set[int] = field(default_factory=set)
    """Questions put off, by their place among the document's questions."""

    @property
    def waits(self) -> bool:
        """Whether something is left to do with it."""
        return not (self.failed or self.known or self.saved)


@dataclass(slots=True)
class Work:
    """All files on their way in, and how often files have been chosen."""

    files: list[File] = field(default_factory=list)
    round: int = 0

    @property
    def waiting(self) -> list[File]:
        """The files that are not dealt with."""
        return [file for file in self.files if file.waits]


def work() -> Work:
    """What this session is about."""
    found: Work = st.session_state.setdefault(_KEY, Work())
    return found


def drop(file: File) -> None:
    """Forget a file that is not saved."""
    if file.review is not None:
        file.review.trial.close()
    work().files = [other for other in work().files if other is not file]


def settle(there: Collection[str]) -> None:
    """Forget the saved files whose documents are not `there` (in the register) any more, undone or gone with a backup
    read in, and all but the latest of a document that was saved, undone and saved again."""
    latest = {file.saved.document: file for file in work().files if file.saved is not None}
    work().files = [
        file
        for file in work().files
        if file.saved is None or (file.saved.document in there and latest[file.saved.document] is file)
    ]


def clear() -> None:
    """Forget all files, for new ones."""
    for file in work().files:
        if file.review is not None and file.saved is None:
            file.review.trial.close()
    st.session_state[_KEY] = Work(round=work().round + 1)
