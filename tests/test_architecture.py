"""Who may import whom: the table in the README, read from the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# (files that match, what they never import); a name also stands for everything inside it.
NEVER = [
    ("loaders/**/*.py", ("streamlit", "duckdb", "plotly", "pandas", "data", "pages", "dashboard")),
    ("loaders/formats/*.py", ("loaders.plan", "loaders.meaning")),
    ("loaders/plan/**/*.py", ("loaders.formats", "loaders.meaning")),
    ("loaders/plan/tables/*.py", ("loaders.plan.stacked",)),
    ("loaders/plan/stacked/headers/*.py", ("loaders.plan.stacked.in_order", "loaders.plan.tables")),
    ("loaders/plan/stacked/in_order/*.py", ("loaders.plan.stacked.headers", "loaders.plan.tables")),
    ("loaders/plan/stacked/in_columns/*.py", ("loaders.plan.stacked.in_order", "loaders.plan.tables")),
    ("loaders/plan/stacked/in_blocks/*.py", ("loaders.plan.stacked.in_columns", "loaders.plan.tables")),
    (
        "loaders/plan/stacked/across/*.py",
        (
            "loaders.plan.stacked.in_order",
            "loaders.plan.stacked.in_columns",
            "loaders.plan.stacked.in_blocks",
            "loaders.plan.tables",
        ),
    ),
    ("loaders/meaning/*.py", ("loaders.formats", "loaders.plan")),
    ("data/**/*.py", ("streamlit", "plotly", "pages", "dashboard")),
    ("pages/*/charts.py", ("streamlit", "duckdb", "data", "loaders")),
    ("pages/parts/figures.py", ("streamlit", "duckdb", "data", "loaders")),
    ("pages/parts/words.py", ("streamlit", "duckdb", "data", "loaders")),
    ("pages/*/page.py", ("duckdb", "loaders")),
    ("dashboard.py", ("loaders", "duckdb", "plotly")),
]
# The one meeting of data with loaders.
MEETING = {"data/intake"}


def imported(path: Path, *, nested: bool = True) -> Iterator[str]:
    """What a file imports, that which its functions import first when they are called too if `nested`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if nested else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize(("pattern", "never"), NEVER, ids=[pattern for pattern, _ in NEVER])
def test_imports_go_one_way(pattern: str, never: tuple[str, ...]) -> None:
    files = sorted(ROOT.glob(pattern))
    assert files, f"inga filer stämmer med {pattern}: tabellen är inaktuell"
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imported(path)
        if any(within(name, package) for package in never)
    ]
    assert broken == []


def test_no_file_of_the_loaders_imports_itself_by_way_of_others() -> None:
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in ROOT.glob("loaders/**/*.py")
        if path.name != "__init__.py"
    }
    order = TopologicalSorter(
        {name: files.keys() & set(imported(path, nested=False)) - {name} for name, path in files.items()}
    )
    assert len(tuple(order.static_order())) == len(files) > 100  # or a CycleError that names the files


def test_only_intake_meets_the_loaders() -> None:
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted(ROOT.glob("data/**/*.py"))
        if str(path.parent.relative_to(ROOT)) not in MEETING and "plans" not in path.parts
        for name in imported(path)
        if within(name, "loaders")
    ]
    assert broken == []


def test_no_page_imports_another_page() -> None:
    broken = []
    for path in sorted(ROOT.glob("pages/*/*.py")):
        own = path.parent.name
        broken += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in imported(path)
            if name.startswith("pages.") and own != "parts" and name.split(".")[1] not in (own, "parts")
        ]
    assert broken == []


def test_pages_hold_no_script_that_streamlit_would_list() -> None:
    """Streamlit takes pages/*.py for its own page list until st.navigation has run."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_pages_hold_no_sql() -> None:
    broken = [
        str(path.relative_to(ROOT))
        for path in ROOT.glob("pages/**/*.py")
        if any(
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.lstrip().upper().startswith(("SELECT ", "WITH ", "INSERT ", "UPDATE "))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert broken == []


def test_what_a_widget_changes_is_changed_by_hand_only() -> None:
    """A widget's `on_change` that is not kept to the reader's hand undoes the address that a quick turn asked for."""
    loose, held = [], 0
    for path in sorted(ROOT.glob("pages/*/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kept = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and "by_hand.only" in map(ast.unparse, node.decorator_list)
        }
        given = [
            ast.unparse(word.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            for word in node.keywords
            if word.arg == "on_change" and ast.unparse(word.value) != "'rerun'"  # which changes nothing by itself
        ]
        held += len(given)
        loose += [f"{path.relative_to(ROOT)}: {name}" for name in given if name not in kept]
    assert held > 5
    assert loose == []
