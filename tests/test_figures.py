"""Figures as HTML: the right numbers, in the right order, and text that stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from pages.parts import areas, figures, words
from pages.parts.figures import Bar, KeyFigure, Rate, Segment
from pages.parts.links import Links

HOSTILE = [
    '<script>alert("x")</script>',
    '"><img src=x onerror=alert(1)>',
    "'+alert(1)+'",
    "**fet** [länk](javascript:alert(1)) $x^2$ :red[röd]",
    "=HYPERLINK(1)",
    "&lt;b&gt;",
]


class Reader(HTMLParser):
    """Collects the text, the elements and the addresses of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.open: list[str] = []
        self.hrefs: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.hrefs += [value or "" for name, value in attrs if name == "href"]
        if tag not in {"col", "br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> stänger inget"

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader(html)
    assert reader.open == [], f"öppna element: {reader.open}"
    return reader


@pytest.mark.parametrize(
    ("rate", "share", "spread"),
    [
        (Rate(42, 77), "55 %", ""),
        (Rate(0, 5), "0 %", ""),
        (Rate(5, 5), "100 %", ""),
        (Rate(10, 20, 4), "50 %", "(50–70 %)"),
        (Rate(10, 20, 10), "50 %", "(50–100 %)"),
        (Rate(2, 82, 68), "2–85 %", ""),  # over half unknown: the interval alone
    ],
)
def test_unknown_statuses_show_as_an_interval(rate: Rate, share: str, spread: str) -> None:
    assert (rate.share.replace(words.NBSP, " "), rate.spread.replace(words.NBSP, " ")) == (share, spread)


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Rate(0, 0), "inga åtgärder"),
        (Rate(0, 4), "0 av 4 · få åtgärder"),
        (Rate(4, 4), "4 av 4 · få åtgärder"),
        (Rate(2, 5), "40 % 2 av 5"),
    ],
)
def test_under_five_measures_there_is_no_percentage(rate: Rate, text: str) -> None:
    bar = Bar("Torget", (), rate, "utforska")
    html = figures.bars("status", [bar], "alt")
    assert read(html).text.replace(words.NBSP, " ") == f"Torget{text}"


def test_a_segment_names_itself_and_opens_its_rows() -> None:
    bar = Bar("Unga", (Segment("pagar", 8, "utforska?status=pagar"),), Rate(0, 30), "utforska?status=genomford")
    found = read(figures.bars("status", [bar], "alt"))
    assert "utforska?status=pagar" in found.hrefs
    assert ("aria-label", "Unga, Pågår: 8 av 8") in found.attributes


def test_a_narrow_segment_keeps_its_place_but_not_its_number() -> None:
    bar = Bar("Alla", (Segment("genomford", 97, "a"), Segment("pausad", 3, "b")), Rate(97, 100), "a")
    html = figures.bars("status", [bar], "alt")
    assert html.count('class="segment') == 2
    assert ">97<" in html
    assert ">3<" not in html


def test_the_number_of_a_patterned_segment_stands_on_a_plate() -> None:
    bar = Bar("Alla", (Segment("genomford", 5, "a"), Segment("ej_uppfoljd", 5, "b")), Rate(5, 10, 5), "a")
    html = figures.bars("status", [bar], "alt")
    assert '<span class="plate">5</span>' in html
    assert "<span>5</span>" in html


def test_by_count_the_longest_bar_fills_the_width() -> None:
    rows = [
        Bar("A", (Segment("pagar", 8, "a"),), Rate(0, 8), "a"),
        Bar("B", (Segment("pagar", 2, "a"),), Rate(0, 2), "a"),
    ]
    assert re.findall(r"width:([\d.]+)%", figures.bars("status", rows, "alt", by_count=True)) == ["100.00", "25.00"]


def test_the_legend_keeps_the_palettes_order_and_names_the_removed() -> None:
    totals = {"oklar": 1, "genomford": 42, "borttagen": 5, "pagar": 21}
    found = read(figures.legend("status", totals, removed=5, removed_href="utforska?status=borttagen"))
    assert found.text == "Genomförd 42Pågår 21Oklar 1Borttagna 5, inte med i staplarna"


@pytest.mark.parametrize("light", words.LIGHTS)
def test_a_sign_is_a_shape_with_a_name(light: str) -> None:
    found = read(figures.sign(light))
    assert found.text == words.SIGNS[light]
    assert ("aria-label", f"{words.LIGHTS[light]} läge") in found.attributes


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_documents_stays_text(text: str) -> None:
    bar = Bar(text, (Segment("pagar", 1, f"utforska?plats={text}"),), Rate(0, 1), "utforska", href=f"omraden?x={text}")
    pieces = {
        "bars": figures.bars("status", [bar], text),
        "lines": figures.decision_lines([("red", text, "utforska", text, "status")]),
        "counted": figures.counted_lines([(1, text, "utforska")]),
        "key": figures.key_figures([KeyFigure(text, text, text, "utforska", text, text, text)]),
        "section": figures.section(text, text),
        "answer": figures.answer(text, text, text),
        "switch": figures.switch(text, [(text, "omraden", True)]),
        "note": figures.note(text, "begrepp", text),
    }
    allowed = {"div", "span", "a", "ul", "li", "b", "s", "h1", "h2", "nav", "p"}
    for name, html in pieces.items():
        found = read(html)
        assert set(found.tags) <= allowed, name
        assert text in found.text or (name == "bars" and text in dict(found.attributes).values()), name
        assert not [key for key, _ in found.attributes if key.startswith("on")], name


def frame(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area", "status", "measures"])


def test_bars_per_area_leave_out_the_removed_and_show_an_empty_area() -> None:
    found = frame(("unga", "genomford", 4), ("unga", "borttagen", 2), ("platser", "ej_uppfoljd", 6))
    bars = areas.area_bars(found, "status", Links({"plan": "P"}))
    assert [bar.name for bar in bars] == ["Alla områden", *(words.AREAS[area] for area in words.AGREED_AREAS)]
    assert [(bar.total, bar.rate) for bar in bars[:3]] == [
        (10, Rate(4, 10, 6)),
        (4, Rate(4, 4, 0)),
        (6, Rate(0, 6, 6)),
    ]
    assert bars[3].rate == Rate(0, 0, 0)
    assert bars[1].segments[0].href == "utforska?plan=P&omrade=unga&status=genomford"


def test_a_plan_with_only_areas_of_its_own_does_not_list_the_agreements() -> None:
    bars = areas.area_bars(frame(("ovrigt", "pagar", 3)), "status", Links())
    assert [bar.name for bar in bars] == ["Övriga områden"]


def test_one_chosen_area_is_shown_alone() -> None:
    bars = areas.area_bars(frame(("unga", "pagar", 3)), "status", Links(), chosen="unga")
    assert [bar.name for bar in bars] == ["Unga i riskzon"]


def test_the_table_says_what_the_bars_say() -> None:
    found = frame(("unga", "genomford", 4), ("unga", "pagar", 1), ("unga", "borttagen", 2))
    text = read(areas.as_table(found, "status", Links(), "unga", "Åtgärder")).text
    for part in ("Åtgärder", "Genomförd", "Pågår", "Borttagen", "Unga i riskzon", "4", "1", "2", f"80{words.NBSP}%"):
        assert part in text
    assert "Pausad" not in text


def test_addresses_keep_the_filters_and_take_away_what_is_emptied() -> None:
    links = Links({"plan": "Södermalm 2024", "omrade": "unga"})
    assert links.to("oversikt") == "./?plan=S%C3%B6dermalm%202024&omrade=unga"
    assert links.to("oversikt", omrade=None) == "./?plan=S%C3%B6dermalm%202024"
    assert links.to("begrepp", "lage") == "begrepp?plan=S%C3%B6dermalm%202024&omrade=unga#lage"
    assert Links().rows(status=("pagar", "delvis")) == "utforska?status=pagar&status=delvis"
    assert Links().rows(plats="A & B = C?") == "utforska?plats=A%20%26%20B%20%3D%20C%3F"


def test_a_cut_heading_and_a_cut_bar_keep_their_whole_text() -> None:
    whole = "Stadsdelen har tre öppna drogscener. De flesta där är vuxna med långvarigt missbruk"
    cut = words.shortened(whole, 40)
    assert f'title="{whole}">{cut} <' in figures.section(cut, "3 åtgärder", whole=whole)
    assert "title" not in figures.section(whole, whole=whole)
    bar = figures.Bar(whole, (figures.Segment("pagar", 1, "utforska"),), figures.Rate(0, 1), "", "omraden")
    shown = figures.bars("status", [bar], "x", by_count=True)
    assert f'<span class="name" title="{whole}"><a href="omraden">{whole}</a>' in shown, "style.css cuts it, with «…»"
