"""Text of several lines put on one, as all rooms of loaders do it."""

from __future__ import annotations

import pytest

from loaders.text import join_lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("Januari-\ndecember", "Januari-december"),
        ("Januari–\ndecember", "Januari–december"),
        ("jan-\ndec 2025", "jan-dec 2025"),
        ("mån-\n fre", "mån-fre"),
        ("måndagar-\nonsdagar", "måndagar-onsdagar"),
        ("åtgärds-\nplan", "åtgärdsplan"),
        ("barn-\noch ungdom", "barn- och ungdom"),
        ("mars-\nmöten", "marsmöten"),
        ("tors-\ndagar", "torsdagar"),
    ],
)
def test_a_dash_between_two_times_over_a_line_end_is_a_span(lines: str, joined: str) -> None:
    assert join_lines(lines) == joined
