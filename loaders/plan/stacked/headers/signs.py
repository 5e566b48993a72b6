"""What tells the lines of one text apart: blank lines, the spaces that wrapped lines end with, and areas' names."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.plan.stacked.phrases import Phrases, area_names
from loaders.plan.stacked.text import Stream

# The share of lines that a space ends from which these tell where cells go on, and of those with a blank one above from
# which these part cells.
_WRAPPED, PARTED = 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Signs:
    """A text with its areas' names; whether `blank_lines` part its cells, and whether the spaces before line breaks
    tell where a cell goes on (`tells_wraps`)."""

    stream: Stream
    areas: Phrases
    blank_lines: bool
    tells_wraps: bool


def signs_of(stream: Stream) -> Signs:
    """What the text tells by itself."""
    many = len(stream.lines)
    return Signs(
        stream,
        area_names(stream.is_ocr),
        sum(line.gap > 0 for line in stream.lines) >= PARTED * many,
        sum(line.spaced for line in stream.lines) >= _WRAPPED * many,
    )
