"""Instruction rows whose cells run together: sentence after sentence that tells the writer what to fill in."""

from __future__ import annotations

from collections.abc import Callable

from loaders.plan.stacked.text import Stream

# How many words a sentence has, and how many sentences a row.
_LONGEST, _FEWEST = 25, 2


def told_row(stream: Stream, first: int, tells: Callable[[int], bool]) -> int:
    """The line after the sentences that tell the writer something, from line `first` on; 0 when they are fewer than
    two or end inside a line. `tells` is whether the word at an index begins such a sentence. Cells of one line run
    together with the next cell, so that neither lines nor blank lines part them, but sentences do."""
    words = stream.words
    index, count, done = stream.lines[first].first, 0, 0
    while index < len(words) and tells(index):
        after = index + 1
        while after < len(words) and not words[after - 1].text.endswith((".", "?", "!")) and not tells(after):
            after += 1
        if after - index > _LONGEST:
            break
        count += 1
        line = words[after - 1].line
        if after == stream.lines[line].after and count >= _FEWEST:
            done = line + 1
        index = after
    return done
