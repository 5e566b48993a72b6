"""Headers told by coming again with each page, where text came block by block."""

import pytest

from loaders.formats import stacked
from loaders.load import load
from loaders.plan.stacked.headers.on_pages import headers_on_pages
from loaders.plan.stacked.text import stream_of

FULL = ["Plats", "Orsak", "Åtgärd", "Mål", "När", "Vem"]


def _marks(pages: list[list[str]]) -> list[tuple[str, str, str]]:
    stream = stream_of(stacked.read("\f".join("\n".join(page) for page in pages).encode(), "x.txt"))
    return [
        (mark.kind, mark.columns[0].kind, " ".join(stream.lines[line].text for line in mark.lines))
        for mark in headers_on_pages(stream)
    ]


@pytest.mark.parametrize(
    ("pages", "expected", "why"),
    [
        (
            [["Plats", "Orsak", "Torget är mörkt.", "", "Åtgärd", "Mål", "", "När", "Vem"], FULL],
            [("header", "measure", "Åtgärd"), ("header", "when", "När")],
            "torn apart, a cell right on it",
        ),
        (
            [[*FULL, "Ange vem som ansvarar.", "Torget"], [*FULL, "Ange vem som ansvarar.", "Skolan"]],
            [("instruction", "who", "Ange vem som ansvarar.")],
            "an instruction under it",
        ),
    ],
)
def test_what_comes_again_with_the_header_is_of_it(
    pages: list[list[str]], expected: list[tuple[str, str, str]], why: str
) -> None:
    assert [mark for mark in expected if mark not in _marks(pages)] == [], why


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ([FULL, ["Torget", "Skolan"]], "it comes once"),
        ([["Torget", "Genomfört", "Pågår"], ["Skolan", "Genomfört", "Pågår"]], "words for how it went are cells"),
    ],
)
def test_what_does_not_come_again_as_a_header_is_none(pages: list[list[str]], why: str) -> None:
    assert _marks(pages) == [], why


@pytest.mark.parametrize("last", ["Status.", "uppföljning", "kommentar"])
def test_a_header_s_last_line_at_the_end_of_the_text_has_none_below_it(last: str) -> None:
    headers = ("Åtgärd", "Ansvarig", "Tidplan", "Mål", last)
    cells = ("Polisen går runt i området varje kväll {}", "Polisen", "Våren 2025", "Färre brott")
    text = "\n\n".join("\n\n".join((*cells, *headers)).format(page) for page in range(4))
    assert load(text.encode(), "plan.txt").measures
