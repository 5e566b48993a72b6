"""Every page with 20 districts of ten years, with one measure and with no plan: right, readable, of the plan asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import large_register
import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from test_pages import ROOT, ask, visit

from dashboard import PAGES
from data import intake, store
from data.filters import Filters
from loaders.records import Plan
from pages.parts import cache

PLAN = f"{large_register.DISTRICTS[0]} {max(large_register.YEARS)}"
MEASURES = 16
"""In each plan: fewer than in the benchmark, so that the register is made in half a minute."""
LONGEST = 400_000
"""Characters of HTML that one page is at most: more is no page to read."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("large") / "register.duckdb"
    large_register.fill(path, MEASURES)
    yield path
    cache.forget()


@pytest.fixture
def opened(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(large))
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("slug", PAGES)
def test_a_large_register_is_readable(opened: None, slug: str) -> None:
    measure = str(ask("measures", Filters((PLAN,)))[0]["measure"])
    page = visit(slug, plan=PLAN, **({"atgard": measure} if slug == "atgard" else {}))
    assert page.answer
    assert 1000 < len(page.html) < LONGEST


def test_its_figures_are_those_of_the_plan_alone(opened: None) -> None:
    (key,) = ask("key_figures", Filters((PLAN,)))
    assert key["measures"] + key["vanished"] >= MEASURES
    page = visit("oversikt", plan=PLAN)
    assert f"{key['done']} av {key['counted']} åtgärder är genomförda" in page.answer


def test_all_plans_at_once_count_every_measure(opened: None) -> None:
    plans = ask("plans")
    assert len(plans) == len(large_register.DISTRICTS) * len(large_register.YEARS)
    (whole,) = ask("key_figures", Filters())
    districts = [
        ask("key_figures", Filters(tuple(str(plan["plan"]) for plan in plans if plan["district"] == name)))[0]
        for name in large_register.DISTRICTS
    ]
    for figure in ("measures", "counted", "done", "overdue", "followed_up", "unknown"):
        assert sum(int(one[figure]) for one in districts) == whole[figure], figure


@pytest.mark.parametrize("slug", PAGES)
def test_one_measure_is_enough(filled: Callable[[list[Plan]], None], slug: str) -> None:
    filled([hand.plan("x.xlsx", [Line("Måla tunneln", "pagar", "Pågår")])])
    measure = str(ask("measures")[0]["measure"])
    page = visit(slug, **({"atgard": measure} if slug == "atgard" else {}))
    assert page.answer
    assert "1 åtgärder" not in page.text
    assert "1 av 1 åtgärder är" not in page.text


@pytest.mark.parametrize("slug", PAGES)
def test_no_plan_at_all_leads_to_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    path = tmp_path / "register.duckdb"
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)
    con = store.open(path)
    intake.keep(con, hand.content("x.xlsx"), hand.plan("x.xlsx", [Line("Måla tunneln")]), "Test")
    intake.remove(con, str(ask_document(con)), "Test")  # a register that has held something gets no examples
    con.close()
    page = visit(slug)
    if slug not in ("begrepp", "importera"):
        assert page.answer == "Här finns inga planer än. Importera den första"
        assert "importera" in page.hrefs
    cache.forget()


def ask_document(con: object) -> str:
    """The id of the register's only document."""
    return str(con.execute("SELECT id FROM document").fetchall()[0][0])  # type: ignore[attr-defined]
