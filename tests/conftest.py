"""Where the tests look for what they share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "tests"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


# The files that take longest: begun first, so that no core is left alone with one of them at the end.
LONG = [
    "test_page_import.py", "test_stacked.py", "test_large.py", "test_accessibility.py", "test_known_plan.py",
    "test_browser.py", "test_page_filters.py", "test_pages.py", "test_stacked_stream.py", "test_questions.py",
    "test_person_register.py", "test_format_scan.py", "test_ocr_laboratory.py", "test_browser_import.py",
    "test_killed.py", "test_mutants.py", "test_hostile.py", "test_page_persons.py", "test_many_browsers.py",
]  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="whole series, where a sample of them is read each time")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))
    if config.getoption("--thorough"):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.fixture(scope="session")
def examples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with Södermalm's example plans of two years. No test writes to it."""
    from data import start, store  # here, so that tests of the loaders need no database

    path = tmp_path_factory.mktemp("examples") / "register.duckdb"
    con = store.open(path)
    files = [file for file in start.examples_to_import(con) if "dermalm" in file.name]
    start.import_examples(con, files, lambda done, of, name: None)
    con.close()
    return path


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list], None]]:
    """Fills the register that the dashboard opens with plans by hand (see plans_by_hand.py)."""
    import plans_by_hand as hand  # here, so that tests of the loaders need no database

    from data import intake, store
    from pages.parts import cache

    path = tmp_path / "register.duckdb"
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)

    def fill(plans: list) -> None:
        con = store.open(path)
        for plan in plans:
            intake.keep(con, hand.content(plan.name), plan, "Test")
        con.close()

    yield fill
    cache.forget()


@pytest.fixture(scope="session")
def by_hand_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register by hand in a file, which no test writes to."""
    import plans_by_hand as hand
    import register_by_hand

    from data import intake, store

    path = tmp_path_factory.mktemp("by_hand") / "register.duckdb"
    con = store.open(path)
    for plan in register_by_hand.plans():
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()
    return path


@pytest.fixture
def by_hand(by_hand_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard opens the register by hand; no test writes to it, so it stays open from test to test."""
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(by_hand_file))
    monkeypatch.chdir(ROOT)
