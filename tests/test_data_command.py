"""`python -m data`: import, ask, list, correct, undo, remove and rebuild from the shell."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import plans_by_hand as hand
import pytest
import register_by_hand

import loaders
from data import store
from data.__main__ import main
from loaders.errors import UnreadableDocument
from loaders.records import Plan


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the five documents and one that nobody can read; the register is in it too."""
    plans = {hand.content(plan.name): plan for plan in register_by_hand.plans()}

    def load(content: bytes, name: str, district: str | None = None, year: int | None = None, **_: Any) -> Plan:
        if content not in plans:
            raise UnreadableDocument("Filen är tom. Kontrollera att det är rätt fil.")
        found = plans[content]
        return replace(found, front=replace(found.front, district=district or found.front.district))

    monkeypatch.setattr(loaders, "load", load, raising=False)
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(tmp_path / "register.duckdb"))
    for content, plan in plans.items():
        (tmp_path / plan.name).write_bytes(content)
    (tmp_path / "tom.pdf").write_bytes(b"")
    return tmp_path


@pytest.fixture
def imported(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    main(["import", *(str(folder / plan.name) for plan in register_by_hand.plans())])
    capsys.readouterr()
    return folder


def test_import_reports_one_bad_file_and_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["ekby mars.xlsx", "tom.pdf", "åby.csv", "borta.docx"]
    assert main(["import", *(str(folder / name) for name in names)]) == 2
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Ekby 2024: 13 åtgärder lästes ur «ekby mars.xlsx».",
        "Åby 2024: 2 åtgärder lästes ur «åby.csv».",
    ]
    assert "tom.pdf: Filen är tom." in said.err
    assert "borta.docx: Filen finns inte." in said.err
    assert "2 av 4 filer gick inte att läsa." in said.err
    assert "Läser planer" in said.err
    assert "100%" in said.err


def test_one_file_has_no_progress_bar_and_twice_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for expected in ("13 åtgärder lästes", "Samma fil lästes in"):
        assert main(["import", str(folder / "ekby mars.xlsx"), "--who", "Eva"]) == 0
        said = capsys.readouterr()
        assert expected in said.out
        assert said.err == ""


def test_ask_prints_an_aligned_table(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "status_by_area", "--plan", "Ekby 2024", "--area", "platser"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "area     status     measures",
        "platser  delvis            1",
        "platser  pagar             1",
        "platser  borttagen         1",
    ]


FLAGS = [
    (["--district", "ekby", "--year", "2024"], 13),
    (["--district", "Åby"], 2),
    (["--year", "2025"], 1),
    (["--plan", "Ekby 2024", "--as-of", "2024-07-01"], 13),
    (["--plan", "Ekby 2024", "--status", "pagar", "--status", "delvis"], 3),
    (["--plan", "Ekby 2024", "--actor", "Eva Ek", "--light", "red"], 2),
    (["--plan", "Ekby 2024", "--party", "Polisen", "--timing", "recurring"], 1),
    (["--plan", "Ekby 2024", "--from", "2024-11-01", "--to", "2024-11-30", "--subarea", "Torget"], 1),
    (["--text", "äldre"], 2),
]


@pytest.mark.parametrize(("flags", "count"), FLAGS)
def test_flags_choose(imported: Path, capsys: pytest.CaptureFixture[str], flags: list[str], count: int) -> None:
    assert main(["ask", "measures", "--json", *flags]) == 0
    assert len(json.loads(capsys.readouterr().out)) == count


def test_json_and_csv_hold_the_same_values(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "plans", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert rows[0] == {
        "plan": "Ekby 2024", "district": "Ekby", "plan_year": 2024, "police_area": "Ekby lokalpolisområde", "documents": 3,
        "measures": 13, "followed_up": "2024-11-13", "whole_year": False, "first_known": "2024-01-01",
        "as_of": "2024-11-13", "example": False, "mixed": False,
    }  # fmt: skip
    assert rows[1]["followed_up"] is None
    main(["ask", "plans", "--csv"])
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["plan"] for row in table] == [row["plan"] for row in rows]
    assert table[0]["as_of"] == "2024-11-13"


def test_a_formula_stays_text_in_csv(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "measures", "--text", "belysning", "--json"])
    measure = json.loads(capsys.readouterr().out)[0]["measure"]
    main(["correct", measure, "goal", '=HYPERLINK("x")', "--why", "prov"])
    capsys.readouterr()
    main(["ask", "measures", "--text", "belysning", "--csv"])
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["goal"] == '\'=HYPERLINK("x")'


def test_correct_list_and_undo(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "measures", "--text", "belysning", "--json"])
    measure = json.loads(capsys.readouterr().out)[0]["measure"]
    assert main(["correct", measure, "status", "genomford", "--why", "Klart igår", "--who", "Eva Ek"]) == 0
    assert capsys.readouterr().out == "Rättelse 1 är sparad. Ångra den med: python -m data undo 1\n"
    main(["ask", "measures", "--text", "belysning", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["status"] == "genomford"
    main(["list", "corrections"])
    assert "gäller" in capsys.readouterr().out
    assert main(["undo", "1", "--who", "Ola"]) == 0
    assert capsys.readouterr().out == "Rättelse 1 är ångrad.\n"
    main(["ask", "measures", "--text", "belysning", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["status"] == "delvis"


def test_remove_and_rebuild(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rebuild"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "5 dokument lästa på nytt. 0 värden läses annorlunda."
    main(["ask", "documents", "--plan", "Åby 2024", "--json"])
    document = json.loads(capsys.readouterr().out)[0]["document"]
    assert main(["remove", document]) == 0
    main(["list"])
    assert "Åby" not in capsys.readouterr().out


WRONG = [
    (["ask", "allt"], "Frågan «allt» finns inte"),
    (["ask", "measures", "--district", "Öby"], "Ingen sådan plan finns"),
    (["correct", "x", "status", "klar", "--why", "y"], "finns inte för status"),
    (["undo", "7"], "ingen rättelse med nummer 7"),
    (["remove", "0"], "Dokumentet finns inte"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_is_wrong_is_one_swedish_sentence(
    imported: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert said in heard.err
    assert "Traceback" not in heard.err


def test_asking_a_register_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--register", str(tmp_path / "inget.duckdb"), "ask", "plans"]) == 2
    assert "Importera en plan först" in capsys.readouterr().err


def test_asking_an_empty_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.open(tmp_path / "tomt.duckdb").close()
    assert main(["--register", str(tmp_path / "tomt.duckdb"), "ask", "measures"]) == 0
    assert "(inga rader)" in capsys.readouterr().out


def test_decide_and_undecide(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def places(name: str) -> str:
        main(["ask", "measures", "--json", "--plan", name])
        return str(json.loads(capsys.readouterr().out)[0]["measure"])

    before, after = places("Ekby 2024"), places("Ekby 2025")
    assert main(["decide", before, after, "--different", "--who", "Eva"]) == 0
    assert capsys.readouterr().out == "Beslut 1 är sparat. Ångra det med: python -m data undecide 1\n"
    main(["ask", "carried_on", "--json"])
    assert json.loads(capsys.readouterr().out) == []
    assert main(["undecide", "1"]) == 0
    capsys.readouterr()
    main(["ask", "carried_on", "--json"])
    assert [row["before_measure"] for row in json.loads(capsys.readouterr().out)] == [before]
    assert main(["undecide", "1"]) == 2
    assert capsys.readouterr().err == "Det finns inget beslut med nummer 1 att ångra.\n"
