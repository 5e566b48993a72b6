"""The product's own tables read back: the template without a doubt, an export to the same register."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data import intake, questions, start, store
from data.filters import Filters
from loaders import UnreadableDocument, load
from loaders.vocabulary import words as vocabulary
from pages.importera import template
from pages.parts import exports, tables, values, words

WRITTEN = {
    "subarea": "subarea", "cause": "cause", "title": "measure", "goal": "goal", "when_text": "when", "who": "who",
    "followup": "followup", "status_text": "status_text", "comment": "comment",
}  # fmt: skip
JUDGED = ("area", "subarea", "title", "item", "status", "timing", "start_date", "end_date", "stated_start", "actors")
FIGURES = ("measures", "removed", "counted", "done", "on_track", "overdue", "soon", "followed_up", "unknown")
EXAMPLES = sorted(file for file in start.PLANS.glob("*") if start._is_plan(file))


def test_the_words_of_codes_are_those_of_the_pages() -> None:
    own = vocabulary("own")
    for subject, said in (("area", words.AREAS), ("timing", words.TIMINGS), ("status", words.STATUSES)):
        assert {code: found[0] for code, found in own[subject].items()} == said
    assert [found[-1] for found in own["area"].values()] == list(words.FULL_AREAS.values())
    assert set(own["export"]) <= set(exports.EXPORT_COLUMNS)
    assert set(own["template"]) <= set(template.COLUMNS)
    assert set(own["columns"].values()) <= {*exports.EXPORT_COLUMNS, *template.COLUMNS}


def filled(rows: list[Mapping[str, Any]], cover: tuple[Any, ...] = ("Ekby", 2026, date(2026, 11, 15))) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template.template()))
    for row, value in enumerate(cover, 1):
        book["Om planen"].cell(row, 2, value)
    for row, cells in enumerate(rows, 2):
        for name, value in cells.items():
            book["Åtgärder"].cell(row, list(template.COLUMNS).index(name) + 1, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_template_is_read_as_it_was_chosen() -> None:
    rows = [
        {
            "Område": words.AREAS[area], "Plats eller problem": "Torget", "Åtgärd": f"Göra {area} {status}",
            "Operativt mål": "Färre brott", "Tid": words.TIMINGS["deadline"], "Start": date(2026, 2, 1),
            "Slutdatum": date(2026, 9, 30), "Ansvarig organisation": "Skolan; Åhus Bad AB",
            "Ansvarig funktion": "Samordnare", "Ansvarig person": "Bo Lax", "Status": words.STATUSES[status],
            "Uppföljning": "Gjort det som gick", "Kommentar": "Inget mer",
        }
        for area, status in zip([*words.AREAS, *words.AREAS], words.STATUSES, strict=False)
    ]  # fmt: skip
    rows += [
        {"Åtgärd": f"Tid {timing}", "Område": words.AREAS["unga"], "Tid": said}
        for timing, said in words.TIMINGS.items()
    ]
    plan = load(filled(rows), "mall.xlsx")
    assert plan.doubts == ()
    assert plan.unknown_columns == ()
    assert (plan.front.district, plan.front.plan_year, plan.front.followed_up) == ("Ekby", 2026, date(2026, 11, 15))
    first = plan.measures[: len(words.STATUSES)]
    assert [measure.status.code for measure in first] == list(words.STATUSES)
    assert [measure.area.code for measure in first][: len(words.AREAS)] == list(words.AREAS)
    assert {measure.timing.code for measure in first} == {"deadline"}
    assert {(measure.timing.start, measure.timing.end) for measure in first} == {(date(2026, 2, 1), date(2026, 9, 30))}
    assert [(actor.kind, actor.name) for actor in first[0].actors] == [
        ("organisation", "Skolan"), ("organisation", "Åhus Bad AB"), ("function", "Samordnare"), ("person", "Bo Lax"),
    ]  # fmt: skip
    rest = plan.measures[len(words.STATUSES) :]
    assert [measure.timing.code for measure in rest] == list(words.TIMINGS)
    assert {measure.status.code for measure in rest} == {"ej_uppfoljd"}
    assert len(plan.measures) == len(rows)


def test_the_untouched_template_says_that_nothing_is_filled_in() -> None:
    with pytest.raises(UnreadableDocument):
        load(template.template(), "mall.xlsx")


def test_the_template_has_lists_and_instructions() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.template()))
    assert book.sheetnames[:4] == ["Om planen", "Åtgärder", "Anvisningar", "Exempel"]
    lists = [rule for rule in book["Åtgärder"].data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 3
    told = {row[0].value for row in book["Anvisningar"].iter_rows()}
    assert set(template.COLUMNS) <= told


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("file", EXAMPLES, ids=[file.name for file in EXAMPLES])
def test_an_export_reads_back_to_the_same_register(file: Path, form: str) -> None:
    con, back = store.open(":memory:"), store.open(":memory:")
    imported = intake.import_document(con, file.read_bytes(), file.name, "Test")
    whole = Filters(plans=(imported.plan,))
    plans = values.only(questions.ask(con, "plans"))
    assert plans is not None
    rows = values.rows(questions.ask(con, "measures", whole))
    day = values.day(plans["as_of"])
    assert day is not None
    cover = [
        ("Plan och dag", f"Åtgärdsplan {imported.plan} · bedömd {words.judged_at(day, bool(plans['whole_year']))}")
    ]
    content = exported(rows, cover) if form == "xlsx" else exported_csv(rows)

    plan = load(content, f"atgarder.{form}")
    assert plan.unknown_columns == ()
    for row, measure in zip(rows, plan.measures, strict=True):
        read = {
            "followup": measure.followups[-1].text if measure.followups else "",
            "subarea": measure.area.subarea,
            **{
                name: getattr(measure.row, name)
                for name in ("cause", "measure", "goal", "when", "who", "status_text", "comment")
            },
        }
        assert {name: values.text(row[name]) for name in WRITTEN} == {name: read[own] for name, own in WRITTEN.items()}

    intake.import_document(back, content, f"atgarder.{form}", "Test")
    again = values.rows(questions.ask(back, "measures", whole))
    for before, after in zip(rows, again, strict=True):
        assert {name: plain(after[name]) for name in JUDGED if name in after} == {
            name: plain(before[name]) for name in JUDGED if name in before
        }
    assert figures(back, whole) == figures(con, whole)


def exported(rows: list[Mapping[str, Any]], cover: list[tuple[str, str]]) -> bytes:
    return tables.as_excel([tables.Sheet("Åtgärder", exports.EXPORT_COLUMNS, exports.export_rows(rows))], cover)


def exported_csv(rows: list[Mapping[str, Any]]) -> bytes:
    return tables.as_csv(list(exports.EXPORT_COLUMNS), exports.export_rows(rows))


def plain(value: Any) -> str:
    return "" if values.missing(value) else str(value)


def figures(con: Any, filters: Filters) -> dict[str, int]:
    row = values.only(questions.ask(con, "key_figures", filters))
    assert row is not None
    return {name: values.whole(row[name]) for name in FIGURES}


def test_an_export_of_several_plans_is_refused_with_a_way_out() -> None:
    con = store.open(":memory:")
    for file in EXAMPLES[:2]:
        intake.import_document(con, file.read_bytes(), file.name, "Test")
    rows = values.rows(questions.ask(con, "measures"))
    if len({row["plan"] for row in rows}) < 2:
        pytest.fail("två planer behövs")
    with pytest.raises(UnreadableDocument, match="flera planer"):
        load(exported(rows, []), "atgarder.xlsx")
