"""The same register in many layouts and every form comes out the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from plan_forms import FORMS
from plan_variants import layout, order, tables
from scoring import wrong_cells

from loaders import load
from loaders.register import as_register

EXPECTED = Path(__file__).resolve().parents[1] / "data" / "plans" / "expected"
REGISTERS = sorted(EXPECTED.glob("*.csv"))


def register(path: Path) -> list[dict[str, str]]:
    """The measures that are rows of their own; item splitting has tests of its own."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if not row["item"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(8))
def test_every_layout_reads_back(form: str, seed: int) -> None:
    rows = register(REGISTERS[seed % len(REGISTERS)])
    chosen = layout(seed, rows)
    content = FORMS[form](tables(rows, chosen))
    plan = load(content, f"plan.{form}", district="Exempelby", year=2024)
    expected = order(rows, chosen) if chosen.area == "sections" else rows
    wrong = wrong_cells(expected, as_register(plan)["measures"])
    # A blank subarea under a filled one cannot be told from a continued one where the layout blanks what continues.
    if chosen.blanks == "blank":
        wrong = [line for line in wrong if " subarea: väntade ''" not in line]
    assert wrong == []


@pytest.mark.parametrize("form", FORMS)
def test_every_row_of_a_table_is_accounted_for(form: str) -> None:
    rows = register(REGISTERS[0])
    chosen = layout(3, rows)
    written = tables(rows, chosen)
    plan = load(FORMS[form](written), f"plan.{form}", district="Exempelby", year=2024)
    measures = sum(line.kind == "measure" for line in plan.account)
    assert measures == len(rows)
    assert all(line.reason for line in plan.account)


@pytest.mark.parametrize("same", ["Samma som ovan", "samma som ovan.", "dito", "-”-", "(se ovan)"])
def test_a_cause_that_is_as_above_is_the_one_above(same: str) -> None:
    table = (
        "Område\tOrsak\tÅtgärd\tNär\tVem\nPlatser\tMörkt\tLysa upp parken\tVåren\tPark\n"
        f"Platser\t{same}\tVandra på torget\tHösten\tPolisen\nUnga\tSkolk\tRinga hem\tHösten\tSkolan\n"
    )
    plan = load(f"Åtgärdsplan Exempelby 2024\n\n{table}".encode(), "plan.tsv")
    assert [measure.row.cause for measure in plan.measures] == ["Mörkt", "Mörkt", "Skolk"]


def test_a_time_that_is_as_above_is_the_one_above_and_asked_about() -> None:
    table = (
        "Område\tOrsak\tÅtgärd\tNär\tVem\nPlatser\tMörkt\tLysa upp parken\tSenast 1 maj\tPark\n"
        "Platser\tMörkt\tVandra på torget\tdito\tsamma\nUnga\tSkolk\tRinga hem\tHösten\tSkolan\n"
    )
    plan = load(f"Åtgärdsplan Exempelby 2024\n\n{table}".encode(), "plan.tsv")
    first, second, _ = plan.measures
    assert second.timing.end == first.timing.end is not None
    assert (second.row.when, second.timing.words) == ("dito", "dito")
    assert "«Senast 1 maj»" in second.timing.doubt
    assert [actor.name for actor in second.actors] == [actor.name for actor in first.actors]
    assert {doubt.field for doubt in plan.doubts if doubt.row == 2} == {"when", "who"}
