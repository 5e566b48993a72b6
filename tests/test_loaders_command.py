"""`python -m loaders FILE`, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = next((ROOT / "data" / "plans").glob("Skarpn*.tsv"))
KEYS = {
    "row", "area", "subarea", "cause", "measure", "item", "goal", "when", "who", "followup", "status_text", "comment",
    "status", "status_reason", "continues", "timing", "start", "end", "actors", "source", "confidence",
}  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "loaders", *arguments],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_register_follows_its_contract() -> None:
    done = run(str(EXAMPLE))
    assert done.returncode == 0
    register = json.loads(done.stdout)
    assert {"name", "sha256", "form", "district", "plan_year", "followed_up", "warnings"} <= set(register["document"])
    assert register["document"]["form"] == "tsv"
    assert (register["document"]["district"], register["document"]["plan_year"]) == ("Skarpnäck", 2024)
    assert all(set(measure) >= KEYS for measure in register["measures"])
    assert [measure["row"] for measure in register["measures"]] == list(range(1, len(register["measures"]) + 1))
    assert "\\u00e4" not in done.stdout


def test_district_and_year_can_be_given() -> None:
    document = json.loads(run(str(EXAMPLE), "--district", "Exempelby", "--year", "2031").stdout)["document"]
    assert (document["district"], document["plan_year"]) == ("Exempelby", 2031)


def test_show_accounts_for_every_row() -> None:
    shown = run(str(EXAMPLE), "--show").stdout
    assert "39 åtgärder" in shown
    assert "kolumnrubrik" in shown and "anvisning" in shown


def test_an_unreadable_file_exits_2_with_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "plan.xlsx"
    bad.write_bytes(b"")
    done = run(str(bad))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "tom" in done.stderr


def test_a_file_that_is_not_there_exits_2() -> None:
    done = run("finns-inte.docx")
    assert done.returncode == 2
    assert "går inte att öppna" in done.stderr
