"""What one text says: the value that every reading of a text gives."""

from __future__ import annotations

from typing import NamedTuple

from loaders.meaning.status_cues import Cue


class Outcome(NamedTuple):
    """What one text says. `weight` as in a cue, 0 when it says nothing; `start`..`end` the words that decided."""

    code: str
    weight: int
    start: int
    end: int
    rule: str
    doubt: str = ""
    headline: bool = False
    continuing: bool = False


def said(cue: Cue, code: str = "", doubt: str = "", rule: str = "") -> Outcome:
    """The outcome that `cue` gives, or `code` where its company gave it another."""
    return Outcome(
        code or cue.code,
        cue.weight,
        cue.start,
        cue.end,
        rule or f"status.{cue.code}:{cue.name}",
        doubt or cue.doubt,
        cue.headline,
        cue.continuing,
    )
