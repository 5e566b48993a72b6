"""PDF tables that no upright rules part into columns, as browsers and designers print them."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from plan_forms import as_pdf
from scoring import TEXTS, wrong_cells

from data.plans.read import Table as Written
from data.plans.read import examples
from loaders import load
from loaders.formats import pdf
from loaders.formats.pdf_layout import as_laid_out, printed_page
from loaders.records import Table
from loaders.register import as_register

EXPECTED = Path(__file__).resolve().parents[1] / "data" / "plans" / "expected"
EXAMPLES = {example.name: example for example in examples()}
FORMS: dict[str, dict[str, Any]] = {
    "shaded": {"ruled": "shaded"},
    "shaded, set in the middle": {"ruled": "shaded", "set_at": "MIDDLE"},
    "rules between rows": {"ruled": "rows", "padding": 8},
    "rules between columns": {"ruled": "columns", "padding": 8},
    "a frame and a ruled header": {"ruled": "frame", "padding": 8},
    "white": {"ruled": "none", "padding": 8},
}
# Share of the cells that may differ: the columns of the plan of districts stand close.
WRONG = {"skarpnack-2024-uppfoljd": 0.06}


def _cells(table: Written) -> list[list[str]]:
    return [[str(line.values.get(key, "")) for key in table.keys] for line in table.lines]


def _printed(name: str, **form: Any) -> bytes:
    example = EXAMPLES[name]
    return as_pdf([(table.title or example.title, _cells(table)) for table in example.tables], **form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["skarpnack-2024-uppfoljd", "sodermalm-2024-plan", "exempelkoping-2025-uppfoljd"])
def test_a_plan_without_upright_rules_reads_back(name: str, form: str) -> None:
    plan = load(_printed(name, **FORMS[form]), "plan.pdf")
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    wrong = wrong_cells(gold, as_register(plan)["measures"])
    assert len(plan.measures) == len(gold)
    assert len(wrong) <= WRONG.get(name, 0.01) * len(gold) * (len(TEXTS) + 1), wrong


def test_no_word_is_lost_and_no_row_is_certain() -> None:
    content = _printed("sodermalm-2025-uppfoljd", ruled="shaded")
    plan = load(content, "plan.pdf")
    told = " ".join(line.text for line in plan.account)
    words = {word for block in pdf.read(content, "plan.pdf").laid_out for word in block.text.split()}
    assert words - set(told.split()) == set()
    assert len(words) > 300
    assert all(measure.row.confidence < 1 for measure in plan.measures)


def test_a_ruled_plan_is_not_laid_out_for_nothing() -> None:
    document = pdf.read(_printed("sodermalm-2025-uppfoljd"), "plan.pdf")
    assert document.laid_out == ()
    assert {block.ruled for block in document.blocks if isinstance(block, Table)} == {True}


def test_a_page_whose_columns_are_told_by_gaps_alone_is_laid_out() -> None:
    rows = [["Åtgärd", "När", "Vem"], *([f"Vandra {number}", "Våren", "Polisen"] for number in range(6))]
    document = pdf.read(as_pdf([("Plan", rows)], ruled="rows", header_fill="#222222"), "plan.pdf")
    lines = [line for block in document.laid_out for line in block.text.split("\n")]
    assert [re.split(r"\s{2,}", line.strip()) for line in lines[2:]] == rows[1:]


# --- pages as text --------------------------------------------------------------------------------------------------


def _glyphs(x: float, y: float, text: str) -> list[tuple[float, float, float, float, str, float, bool]]:
    return [(x + 5 * at, y, x + 5 * at + 5, y + 10, char, 10.0, False) for at, char in enumerate(text)]


def _laid_out(texts: list[tuple[float, float, str]], borders: list[float]) -> list[list[str]]:
    """The columns of each line, a blank list where a blank line stands."""
    glyphs = [glyph for x, y, text in texts for glyph in _glyphs(x, y, text)]
    page = printed_page(1, glyphs, [(y, 0.0, 400.0) for y in borders], [])
    found: list[list[str]] = []
    for block in as_laid_out([page]):
        found += [[], *(re.split(r"\s{2,}", line.strip()) for line in block.text.split("\n"))]
    return found[1:]


def test_words_stand_under_one_another_as_on_the_page() -> None:
    texts = [(0, 0, "Åtgärd"), (150, 0, "När"), (0, 12, "Vandra"), (150, 12, "Våren"), (0, 24, "ute")]
    glyphs = [glyph for x, y, text in texts for glyph in _glyphs(x, y, text)]
    lines = as_laid_out([printed_page(1, glyphs, [], [])])[0].text.split("\n")
    assert lines[0].index("När") == lines[1].index("Våren") >= len("Vandra") + 2
    assert lines[2] == "ute"


def test_a_border_parts_rows_that_no_open_strip_parts() -> None:
    texts = [(0, 0, "Vandra"), (150, 0, "Våren"), (0, 12, "Lysa"), (150, 12, "Hösten")]
    assert _laid_out(texts, []) == [["Vandra", "Våren"], ["Lysa", "Hösten"]]
    assert _laid_out(texts, [11.0]) == [["Vandra", "Våren"], [], ["Lysa", "Hösten"]]


def test_between_borders_a_cell_set_in_the_middle_begins_its_row() -> None:
    texts = [(0, 0, "Vandra på"), (0, 12, "torget om"), (0, 24, "kvällen"), (150, 12, "Våren")]
    texts += [(0, 60, "Lysa"), (150, 60, "Hösten")]
    assert _laid_out(texts, [-5.0, 45.0, 80.0])[0] == ["Vandra på", "Våren"]
    assert _laid_out(texts, [])[0] == ["Vandra på"]


def test_borders_round_groups_of_rows_part_no_row_from_row() -> None:
    texts: list[tuple[float, float, str]] = []
    for top in range(0, 240, 60):
        for row in range(2):
            y = top + 24 * row
            texts += [(0, y, "Vandra på"), (0, y + 12, "torget"), (150, y, "Våren"), (250, y, "Polisen")]
    lines = _laid_out(texts, [-6.0 + 60 * number for number in range(5)])
    assert lines[:4] == [["Vandra på", "Våren", "Polisen"], ["torget"]] * 2
