"""Header rows that OCR read on one line, the plan's own words among known ones."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.headers.loose_rows import loose_row
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.text import stream_of

_CASES = [
    (
        "Åtgärd Varför Utkomst på sikt Ansvar och tid Kommentar Uppföljning december 2025 Bedömning",
        [
            ("measure", "Åtgärd"), ("cause", "Varför"), ("other", "Utkomst på sikt"), ("who", "Ansvar och tid"),
            ("comment", "Kommentar"), ("followup", "Uppföljning december 2025"), ("status", "Bedömning"),
        ],
        1,
        "a header in words of the plan's own, and one of two columns in one",
    ),
    (
        "+H Plats/grupp Åtgärdens namn och innehåll Tidplan Ansvarig = Lägesrapport Status 30/9",
        [
            ("other", "#"), ("subarea", "Plats/grupp"), ("measure", "Åtgärdens namn och innehåll"), ("when", "Tidplan"),
            ("who", "Ansvarig"), ("followup", "Lägesrapport"), ("status", "Status 30/9"),
        ],
        1,
        "a mark misread at the line's beginning, one of a rule, a header that goes on after the known word",
    ),
    (
        "Vilken Varför är det så? Vad ska vi göra? Vem gör det? När? Hur gick det?\noro finns?\nTorget är tomt",
        [
            ("other", "Vilken oro finns?"), ("cause", "Varför är det så?"), ("measure", "Vad ska vi göra?"),
            ("who", "Vem gör det?"), ("when", "När?"), ("followup", "Hur gick det?"),
        ],
        2,
        "the line below finishes a header that nobody knows",
    ),
    (
        "Plats I Orsak Åtgärd Operativa mål När Vem Uppfi Status\ndelområde\nTorget är tomt",
        [
            ("subarea", "Plats delområde"), ("cause", "Orsak"), ("measure", "Åtgärd"), ("goal", "Operativa mål"),
            ("when", "När"), ("who", "Vem"), ("followup", "Uppfi"), ("status", "Status"),
        ],
        2,
        "a header that the column's edge cut off, a stroke misread, a second word for the same column",
    ),
    ("Åtgärd Orsak Ansvarig När\nriksvägen mars-april\nTorget är tomt",
     [("measure", "Åtgärd"), ("cause", "Orsak"), ("who", "Ansvarig"), ("when", "När")], 1,
     "the rest of a row under a header that came again"),
    ("Polisen och Kommunen ansvarar för åtgärden, när det behövs. Uppföljning sker i maj", [], 0, "a sentence"),
    ("Åtgärd mot skadegörelse Ansvarig polis Status", [], 0, "a row of cells"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "columns", "after", "why"), _CASES, ids=[case[-1] for case in _CASES])
def test_a_row_on_one_line_is_parted_by_what_its_words_mean(
    text: str, columns: list[tuple[str, str]], after: int, why: str
) -> None:
    found, end = loose_row(stream_of(stacked.read(text.encode(), "plan.txt")), 0)
    said = [(column.kind.removeprefix("either:").partition(",")[0], column.header) for column in found]
    assert (said, end) == (columns, after), why


def test_a_header_without_its_measures_is_given_the_usual_columns_it_lacks() -> None:
    text = "Nr Plats/fråga Syfte Tidplan\n1 Torget är mörkt på kvällen Ny belysning Fler rör sig där Våren Parkenheten"
    (section,) = layout_of(stream_of(stacked.read(text.encode(), "plan.txt"))).sections
    assert [column.kind for column in section.columns] == [
        "other", "subarea", "cause", "measure", "goal", "when", "who", "followup",
    ]  # fmt: skip
