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
        ("Mandag-\nfredag", "Mandag-fredag"),
        ("våren-\nhösten", "våren-hösten"),
        ("höst-\nmarknad", "höstmarknad"),
        ("nov 2024-\njan 2025", "nov 2024-jan 2025"),
        ("kvartal 1-\nkvartal 3", "kvartal 1-kvartal 3"),
        ("18-\nåringar", "18-åringar"),
        ("åk 7-\noch 8", "åk 7- och 8"),
        ("åtgärds-\nplan", "åtgärdsplan"),
        ("barn-\noch ungdom", "barn- och ungdom"),
        ("mars-\nmöten", "marsmöten"),
        ("tors-\ndagar", "torsdagar"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_it_is_the_words_own_or_a_spans(lines: str, joined: str) -> None:
    assert join_lines(lines) == joined
