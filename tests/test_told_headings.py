"""What is chosen for a heading holds for the heading of the next follow-up too."""

from __future__ import annotations

import pytest

from data.intake import headings


@pytest.mark.parametrize(
    ("chosen", "heading", "role"),
    [
        ({"Hur går det?": "followup"}, "hur  går det?", "followup"),
        ({"Hur går det?": "followup"}, "Hur går det? (aug)", "followup"),
        ({"Hur går det? (april)": "followup"}, "Hur går det? (augusti)", "followup"),
        ({"Läget maj 2025": "status"}, "Läget oktober 2025", "status"),
        ({"Läget 2025-05-01": "status"}, "Läget", "status"),
        ({"Läget (oss)": "status", "Läget (dem)": "comment"}, "Läget (alla)", None),
        ({"Läget (oss)": "status", "Läget (dem)": "comment"}, "Läget (dem)", "comment"),
        ({"Maj": "when"}, "Juni", None),
        ({"Fas 1": "status"}, "Fas 2", None),
    ],
)
def test_a_choice_holds_where_only_a_date_or_a_note_differs(
    chosen: dict[str, str], heading: str, role: str | None
) -> None:
    assert headings.among(chosen, [heading]).get(heading) == role
