"""Importera: a file uploaded, its questions answered, a row corrected, saved with a name, and taken back whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import in_app
import pytest
from read_once import read_once
from streamlit.testing.v1 import AppTest

from data import columns, intake, questions, start, store
from data.filters import Filters
from pages.importera import asked
from pages.parts import cache, values, words

ROOT = Path(__file__).resolve().parents[1]
PLAN = next(start.PLANS.glob("*2024.docx"))
FOLLOWED_UP = next(start.PLANS.glob("*.pdf"))
SOUTH = Filters(plans=("Södermalm 2024",))


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    with read_once():
        yield


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A register that has held something once, so that the first start imports no examples."""
    path = tmp_path / "register.duckdb"
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.setattr("data.start.PLANS", tmp_path / "inga")
    monkeypatch.chdir(ROOT)
    yield path
    cache.forget()


@pytest.fixture(scope="module")
def planned_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planned") / "register.duckdb"
    con = store.open(path)
    intake.import_document(con, PLAN.read_bytes(), PLAN.name, "Test")
    con.close()
    return path


@pytest.fixture
def planned(empty: Path, planned_file: Path) -> Path:
    """A register with the plan as it was first written."""
    empty.write_bytes(planned_file.read_bytes())
    return empty


def opened() -> AppTest:
    return in_app.opened("importera")


def text(app: AppTest) -> str:
    assert not app.exception, [error.message for error in app.exception]
    return " ".join(str(one.proto.body) for one in app.get("html")).replace(words.NBSP, " ")


def button(app: AppTest, begins: str) -> object:
    found = [one for one in app.button if one.label.startswith(begins)]
    assert found, f"ingen knapp {begins}: {[one.label for one in app.button]}"
    return found[0]


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    return app.file_uploader[0].upload(name, content).run()


def figures() -> dict[str, int]:
    row = values.only(questions.ask(cache.connection(), "key_figures", SOUTH))
    assert row is not None
    return {name: int(row[name]) for name in ("measures", "done", "followed_up", "removed")}


def choose(app: AppTest, heading: str, role: str) -> AppTest:
    """Say what the column under a heading is, and read the document again with that."""
    box = next(one for one in app.selectbox if one.label in (heading, f"Vad står i «{heading}»?"))
    form = "read_columns_" if box.key.startswith("read_columns_") else "columns_"
    box.select(role)
    again = [one for one in app.button if one.label == "Läs om med valen" and one.form_id.startswith(form)]
    return again[0].click().run()


def left(app: AppTest) -> int:
    """How many questions the button that saves says are left."""
    return int(re.findall(r"\((\d+) fråg", button(app, "Spara i registret").label.replace(words.NBSP, " "))[0])


def save(app: AppTest, who: str = "Eva Ek") -> AppTest:
    next(field for field in app.text_input if field.key.startswith("save_")).set_value(who)
    return button(app, "Spara i registret").click().run()


def test_upload_review_save_and_undo(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    before = figures()
    assert "Inget är sparat ännu." in text(app)
    assert f"82 åtgärder lästes ur «{FOLLOWED_UP.name}»." in text(app)
    assert re.search(r"rader: \d+ rader blev 82 åtgärder,|rader: 82 blev åtgärder[,.]", text(app))
    unanswered = left(app)
    shown = len([one for one in app.button if one.label == "Fråga senare"])
    assert shown == 2, "två frågor i taget"
    next(one for one in app.button if one.label.endswith("stämmer")).click()
    app.run()
    assert left(app) == unanswered - 1
    assert figures() == before, "inget räknas förrän det är sparat"

    app = save(app, "")
    assert "Skriv ditt namn först" in text(app)
    assert figures() == before
    app = save(app)
    assert "82 åtgärder ur" in text(app)
    after = figures()
    assert after["followed_up"] > before["followed_up"]
    log = questions.ask(cache.connection(), "import_log").iloc[0]
    assert (log["who"], log["name"], log["action"]) == ("Eva Ek", FOLLOWED_UP.name, "imported")
    assert "har ny status" in log["message"]
    made = questions.ask(cache.connection(), "corrections", SOUTH)
    assert list(made["who"]) == ["Eva Ek"]

    undo = [one for one in app.button if one.label == "Ångra importen"]
    undo[0].click()
    app.run()
    assert "är ångrad." in text(app)
    assert figures() == before
    assert list(questions.ask(cache.connection(), "corrections", SOUTH)["state"]) == ["ångrad"]


def plan_of(*rows: str, title: str = "Åtgärdsplan Ekby 2024, uppföljd 2024-11-13") -> bytes:
    """A plan of measures, each with what its follow-up says."""
    header = "| Område | Åtgärd | När | Vem | Uppföljning |\n|---|---|---|---|---|"
    lines = [f"| {row} |" for row in rows]
    return "\n".join([title, "", header, *lines, ""]).encode()


def test_a_question_between_two_statuses_says_both_and_offers_both(empty: Path) -> None:
    told = "Mentorsprogrammet har i dagsläget 12 aktiva par."
    app = upload(opened(), "ekby.md", plan_of(f"Unga | Starta grannsamverkan | 2024-12-31 | Polisen | {told}"))
    assert "Texten lästes som Pågår, men liknande texter har ibland betytt Genomförd: vilket gäller?" in text(app)
    assert button(app, "Pågår stämmer")
    app = button(app, "Ändra till Genomförd").click().run()
    assert "vilket gäller?" not in text(app)


GANGS = (
    "Gängen i centrum | Vandra | 2024-12-31 | Polisen, Tryggbo | Klart.",
    "Gängen i centrum | Samtala | 2024-12-31 | Tryggbo, Skolan | Pågår.",
    "Gängen i centrum | Belysa | 2024-12-31 | Tryggbo | Klart.",
)


def test_what_is_asked_of_several_rows_is_asked_once_and_answered_for_all(empty: Path) -> None:
    app = upload(opened(), "ekby.md", plan_of(*GANGS))
    assert left(app) == 2
    assert text(app).count("Gäller 3 rader. Svaret gäller alla.") == 2
    assert "Rad 2</a> Samtala" in text(app)
    app = button(app, "Alla är rätt lästa").click().run()
    assert "Tryggbo» en organisation" not in text(app)
    assert left(app) == 1
    other = next(one for one in app.selectbox if one.label == "Område" and one.key.startswith("doubt_"))
    other.select("kriminella_miljoer")
    next(one for one in app.button if one.key.startswith("FormSubmitter:doubt_")).click().run()
    assert "(1 fråga kvar)" not in button(app, "Spara i registret").label
    save(app)
    assert set(questions.ask(cache.connection(), "measures")["area"]) == {"kriminella_miljoer"}


def test_the_answer_to_which_area_names_the_area(empty: Path) -> None:
    app = upload(opened(), "ekby.md", plan_of("Gängen i centrum | Vandra | 2024-12-31 | Polisen | Klart."))
    assert "Vilket prioriterat område hör «Gängen i centrum» till?" in text(app)
    assert "Välj område" in [one.proto.popover.label for one in app.get("popover")]
    app = button(app, "Behåll Otrygga platser").click().run()
    assert "Vilket prioriterat område" not in text(app)
    save(app)
    assert list(questions.ask(cache.connection(), "measures")["area"]) == ["platser"]


MOVED = "Unga | Vandra | 2025-12-31 | Polisen | Flyttad till {}."
FOLLOWED = "Åtgärdsplan Ekby 2025, uppföljd {}"


def test_an_end_date_that_the_text_has_moved_is_offered_with_its_date(empty: Path) -> None:
    moved = plan_of(MOVED.format("mars 2026"), title=FOLLOWED.format("2026-01-15"))
    app = upload(opened(), "ekby.md", moved)
    assert "flyttats till mars 2026: ska slutdatumet vara 2026-03-31?" in text(app)
    assert button(app, "Behåll slutdatum 31 dec 2025")
    app = button(app, f"Ändra slutdatum till 31{words.NBSP}mars{words.NBSP}2026").click().run()
    assert "ska slutdatumet vara" not in text(app)
    save(app)
    (row,) = values.rows(questions.ask(cache.connection(), "measures"))
    assert (row["end_date"].date().isoformat(), bool(row["overdue"])) == ("2026-03-31", False)


def test_a_moved_end_date_that_is_answered_asks_again_only_when_it_moves_again(empty: Path) -> None:
    def asks(day: str, to: str) -> list[str]:
        app = upload(opened(), f"{day}.md", plan_of(MOVED.format(to), title=FOLLOWED.format(day)))
        found = re.findall(r"ska slutdatumet vara ([\d-]+)\?</h3>", text(app))
        if found:
            app = button(app, "Ändra slutdatum till").click().run()
        save(app)
        return found

    assert asks("2026-01-15", "mars 2026") == ["2026-03-31"]
    assert asks("2026-02-15", "mars 2026") == [], "det är redan svarat"
    assert asks("2026-03-15", "maj 2026") == ["2026-05-31"]


def test_an_end_date_that_stands_is_asked_about_again_only_when_the_text_is_another(empty: Path) -> None:
    def asks(day: str, to: str) -> bool:
        app = upload(opened(), f"{day}.md", plan_of(MOVED.format(to), title=FOLLOWED.format(day)))
        found = "ska slutdatumet vara" in text(app)
        if found:
            app = button(app, "Behåll slutdatum").click().run()
        save(app)
        return found

    assert asks("2026-01-15", "mars 2026")
    assert not asks("2026-02-15", "mars 2026"), "det är redan svarat"
    assert asks("2026-03-15", "maj 2026")


def doubt(entry: str, position: int, other: str = "pagar") -> dict[str, object]:
    question = "Statuskolumnen och uppföljningen säger olika: vilket gäller?"
    said = {"question": question, "field": "status", "text": "Genomfört", "other_status": other}
    return said | {"entry": entry, "position": position}


def test_a_status_is_asked_of_apart_where_the_time_or_what_else_it_may_be_differs() -> None:
    told = {"text": "Genomfört | Träff i maj.", "value": "genomford"}
    when = {"a": "4 ggr/år", "b": "4 ggr/år", "c": "Våren", "d": "4 ggr/år"}
    found = asked.together(
        [doubt("a", 1), doubt("b", 2), doubt("c", 3), doubt("d", 4, other="delvis")],
        {entry: {"status": told, "continues": told, "timing": {"text": text}} for entry, text in when.items()},
    )
    assert [one.places for one in found] == [{1, 2}, {3}, {4}]


def test_other_texts_read_as_the_same_are_asked_of_apart() -> None:
    def reading(told: str) -> dict[str, dict[str, str]]:
        return {"status": {"text": told, "value": "genomford"}, "continues": {"text": told, "value": "false"}}

    told = {"a": "Genomfört | Samtalen hålls.", "b": "Genomfört | Möten hålls.", "c": "Genomfört | Samtalen hålls."}
    found = asked.together(
        [doubt(entry, number) for number, entry in enumerate(told, 1)],
        {entry: reading(text) for entry, text in told.items()},
    )
    assert [one.places for one in found] == [{1, 3}, {2}]


def set_aside(app: AppTest) -> None:
    """Set the row that is opened aside."""
    next(one for one in app.button if one.label == "Räkna inte raden" and one.form_id.startswith("row_")).click().run()


def test_a_row_that_is_no_measure_is_set_aside_before_it_counts(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    app.query_params["rad"] = "3"
    app.run()
    why = next(one for one in app.radio if one.label == "Varför är raden ingen egen åtgärd?" and one.key[:4] == "row_")
    why.set_value("Den är en rubrik eller löpande text")
    set_aside(app)
    assert f"81 åtgärder lästes ur «{FOLLOWED_UP.name}»." in text(app)
    assert "Räknas inte" in text(app)
    assert re.search(r"rader: \d+ rader blev 81 åtgärder,|rader: 81 blev åtgärder[,.]", text(app))
    assert "som de står och som de förstås, 1 av dem räknas inte" in text(app)
    assert not [one for one in app.radio if one.key.startswith("row_")], "what is set aside is not set aside again"
    save(app)
    assert figures()["measures"] == 81
    made = questions.ask(cache.connection(), "corrections")
    assert list(made["field"]) == ["is_measure"]
    assert list(made["why"]) == ["Den är en rubrik eller löpande text"]


def popovers(app: AppTest) -> list[str]:
    return [one.proto.popover.label for one in app.get("popover")]


@pytest.mark.parametrize(
    ("row", "question"),
    [
        ("Unga | Blad 2 av 7 | 2024-12-31 | Polisen | Mentorsprogrammet har i dagsläget 12 aktiva par.", "vilket"),
        ("Unga | Blad 2 av 7 | Till skolstart | Polisen | Klart.", "Skolstarten är läst som augusti"),
        ("Unga | Blad 2 av 7 | 2024-12-31 | Tryggbo | Klart.", "Är «Tryggbo» en organisation?"),
        ("Gängen i centrum | Blad 2 av 7 | 2024-12-31 | Polisen | Klart.", "Vilket prioriterat område"),
    ],
    ids=["status", "tid", "ansvarig", "område"],
)
def test_a_row_is_set_aside_at_any_question_of_it(empty: Path, row: str, question: str) -> None:
    app = upload(opened(), "ekby.md", plan_of(row, "Unga | Vandra | 2024-12-31 | Polisen | Klart."))
    assert question in text(app) and "2 åtgärder lästes" in text(app)
    assert "Räkna inte raden" in popovers(app)
    app = button(app, "Räkna inte raden").click().run()
    assert "1 åtgärd lästes" in text(app) and question not in text(app)
    save(app)
    assert list(questions.ask(cache.connection(), "measures")["title"]) == ["Vandra"]


def test_what_is_asked_of_several_rows_sets_none_of_them_aside(empty: Path) -> None:
    assert "Räkna inte raden" not in popovers(upload(opened(), "ekby.md", plan_of(*GANGS)))


def test_a_row_that_is_closed_leads_back_to_its_place_in_the_list(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())

    def closes(row: str) -> set[str]:
        app.query_params["rad"] = row
        shown = text(app.run())
        assert set(re.findall(r'id="(rad-\d+)"', shown)) >= {"rad-4"} and 'id="rader"' in shown
        return {href.partition("#")[2] for href in re.findall(r'href="([^"]*)"[^>]*>Stäng raden', shown)}

    assert closes("4") == {"rad-4"}
    assert closes("82") == {"rader"}, "raden är inte bland de tio som visas"


def test_a_first_documents_rows_have_the_pages_width(empty: Path) -> None:
    app = upload(opened(), PLAN.name, PLAN.read_bytes())
    assert "Planen har inget tidigare dokument" in text(app)
    assert all(one.weight >= 1 / 3 for one in app.columns), "ingen tom kolumn bredvid raderna"


def test_a_question_shows_where_it_stands_in_the_document(empty: Path) -> None:
    rows = ["Unga | Samtala | 2024-12-31 | Polisen | Pågår.", "Unga | Vandra | Till skolstart | Skolan | Klart."]
    shown = text(upload(opened(), "ekby.md", plan_of(*rows)))
    assert ">Rad 2</a> · i dokumentet: tabell 1, rad 3" in shown
    where = shown[shown.index("Visa hur det står i dokumentet, tabell 1, rad 3") :]
    assert where.index("Unga | Vandra | Till skolstart | Skolan | Klart.") < where.index("</details>")
    assert "Samtala" not in where[: where.index("</details>")]


def test_a_question_of_running_text_shows_the_lines_around_it(empty: Path) -> None:
    content = (ROOT / "tests/documents/laboratory/03.txt").read_bytes()
    app = upload(opened(), "ekensta.txt", content)
    app.query_params["fragor"] = "alla"
    shown = text(app.run())
    where = shown[shown.index("Visa hur det står i dokumentet, rad 133") :]
    lines = re.findall(r"<li( class=here)?><span class=\"muted\">(rad \d+)</span>", where[: where.index("</details>")])
    numbers = [line for _, line in lines]
    assert numbers.index("rad 133") == 2 and lines[2][0], "två rader före, och den som frågan gäller är markerad"
    assert not lines[0][0] and not lines[-1][0] and len(lines) > 6


def test_a_question_of_several_rows_says_where_each_stands(empty: Path) -> None:
    shown = text(upload(opened(), "ekby.md", plan_of(*GANGS)))
    for row in (1, 2, 3):
        assert f"i dokumentet: tabell 1, rad {row + 1}</span>" in shown


def test_a_question_of_a_page_offers_its_picture(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    folded = [one.label for one in app.expander]
    assert "Visa sida 5 i dokumentet" in folded, "också för en fråga om hela dokumentet"
    assert not app.get("image"), "den ritas först när den öppnas"


def test_a_set_aside_row_is_counted_again(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    app.query_params["rad"] = "3"
    app.run()
    set_aside(app)
    button(app, "Ångra rättelsen: räknas som åtgärd").click().run()
    assert f"82 åtgärder lästes ur «{FOLLOWED_UP.name}»." in text(app)
    assert "Räknas inte" not in text(app)


def test_the_earlier_follow_up_of_a_row_is_shown_as_it_was_read(empty: Path) -> None:
    header = "Åtgärd;När;Vem;Uppföljning 2024-03-13;Uppföljning 2024-11-13"
    rows = f"{header}\nVandra;2024-12-31;Polisen;Vi har börjat smått.;Klart.\n"
    app = upload(opened(), "Åtgärdsplan Ekby 2024.csv", rows.encode())
    app.query_params["rad"] = "1"
    app.run()
    shown = text(app)
    assert "Radens tidigare uppföljningar" in shown
    earlier = shown[shown.index("Radens tidigare uppföljningar") :]
    assert "13 mars 2024" in earlier and "Pågår" in earlier and "Klart" not in earlier[: earlier.index("</table>")]


def test_what_is_undone_is_not_said_to_be_saved_and_can_be_saved_again(planned: Path) -> None:
    for _ in range(2):
        app = save(upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes()))
        assert "är sparade i registret" in text(app)
        next(one for one in app.button if one.label == "Ångra importen").click()
        app.run()
        assert "är ångrad." in text(app)
        assert "sparade i registret" not in text(app)
        assert "Steg 1 av 3" in text(app)


def test_what_was_undone_is_not_told_over_the_next_review(planned: Path) -> None:
    app = save(upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes()))
    next(one for one in app.button if one.label == "Ångra importen").click()
    app.run()
    assert "är ångrad." in text(app)
    assert "är ångrad." not in text(upload(app, FOLLOWED_UP.name, FOLLOWED_UP.read_bytes()))


def test_what_is_open_in_a_review_stays_open_when_something_else_is_opened(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    for name, value in {"fragor": "alla", "rader": "alla", "ordning": "dokument", "rad": "3"}.items():
        app.query_params[name] = value
    app.run()
    shown = text(app)
    assert "Rad 3" in shown and "82 rader visas" not in shown
    hrefs = {said: href for href, said in re.findall(r'href="([^"]*)"[^>]*>([^<]*)</a>', shown)}
    for said, dropped in (("Stäng raden", "rad=3"), ("Minst säkra först", "ordning=dokument"), ("Rätta", "rad=3")):
        kept = {"fragor=alla", "rader=alla", "ordning=dokument", "rad=3"} - {dropped}
        assert all(part in hrefs[said] for part in kept), (said, hrefs[said])
    assert "rad=3" not in hrefs["Stäng raden"] and "ordning" not in hrefs["Minst säkra först"]


def test_a_file_undone_elsewhere_and_saved_again_is_shown_once(planned: Path) -> None:
    app = save(upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes()))
    intake.remove(cache.connection(), _document(FOLLOWED_UP.name), "Test")
    app = save(upload(app, FOLLOWED_UP.name, FOLLOWED_UP.read_bytes()))
    assert f"82 åtgärder ur «{FOLLOWED_UP.name}» är sparade i registret." in text(app)
    intake.remove(cache.connection(), _document(FOLLOWED_UP.name), "Test")
    assert "Steg 1 av 3" in text(app.run())


def _document(name: str) -> str:
    return next(str(one["document"]) for one in values.rows(cache.ask("documents")) if one["name"] == name)


def test_the_way_to_the_saved_plan_leaves_other_filters_behind(planned: Path) -> None:
    app = opened()
    app.query_params["status"] = "genomford"
    app = save(upload(app.run(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes()))
    href = re.findall(r'href="([^"]*)"[^>]*>Se översikten för', text(app))
    assert href == ["./?plan=S%C3%B6dermalm%202024"]


def test_what_is_shown_before_is_what_is_stored(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    file = app.session_state["importera"].files[0]
    shown = {
        name: questions.ask(file.review.trial, name, SOUTH) for name in ("since_last", "since_last_rows", "key_figures")
    }
    save(app)
    for name, answer in shown.items():
        assert questions.ask(cache.connection(), name, SOUTH).equals(answer), name


def test_a_row_is_corrected_before_it_counts(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    app.query_params["rad"] = "4"
    app.run()
    assert "Rad 4" in text(app)
    assert len(app.get("image")) == 1 and "Sida 1 i dokumentet." in text(app)
    status = next(one for one in app.selectbox if one.key.startswith("row_") and one.key.endswith("_status_status"))
    entry = status.key.split("_")[2]
    status.select("pausad")
    next(one for one in app.button if one.key.startswith(f"FormSubmitter:row_1_{entry}_status")).click()
    app.run()
    assert "Rättat" in text(app)
    assert questions.ask(cache.connection(), "corrections").empty
    app = save(app)
    found = questions.ask(cache.connection(), "measures", SOUTH)
    made = questions.ask(cache.connection(), "corrections", SOUTH).iloc[0]
    assert (made["field"], made["value"], made["who"]) == ("status", "pausad", "Eva Ek")
    assert found.set_index("measure").loc[made["measure"], "status"] == "pausad"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bild.pdf", b"\x89PNG\r\n\x1a\n0000", "Filen är en bild."),
        ("tom.csv", b"", "Filen är tom."),
        ("../../etc/passwd.txt", b"bara text utan plan", "lästes"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_the_others_go_on(
    empty: Path, name: str, content: bytes, said: str
) -> None:
    app = opened()
    app.file_uploader[0].set_value([(name, content, "text/plain"), (PLAN.name, PLAN.read_bytes(), "application/zip")])
    app.run()
    assert said in text(app)
    assert f"82 åtgärder lästes ur «{PLAN.name}»" in text(app)


def test_district_and_year_are_asked_for_when_the_document_does_not_say(empty: Path) -> None:
    content = "Område;Åtgärd;När;Vem;Status\nUnga;Ordna läxhjälp;2024-05-01;Skolan;Pågår\n".encode()
    app = upload(opened(), "plan.csv", content)
    assert "Det framgår inte av «plan.csv» vilken stadsdel eller kommun planen gäller." in text(app)
    next(one for one in app.text_input if one.key.endswith("_district")).set_value("Ekby")
    assert app.number_input[0].value == 2024, "året står i en tid"
    button(app, "Fortsätt").click()
    app.run()
    assert "1 åtgärd lästes ur «plan.csv»." in text(app)
    save(app)
    assert list(questions.ask(cache.connection(), "plans")["plan"]) == ["Ekby 2024"]


def test_a_heading_is_shown_as_it_stands_and_read_aloud_without_marks(empty: Path) -> None:
    headings = "Område;Åtgärd (vad_görs);När;Vem;Krångel-kolumn ![b](https://elak.invalid/b.png) :red[x]"
    content = f"Åtgärdsplan Ekby 2024;;;;\n{headings}\nUnga;Ordna läxhjälp;2024-05-01;Skolan;gul\n"
    app = upload(opened(), "Ekby 2024.csv", content.encode())
    labels = [one.label for one in app.selectbox if "columns_" in str(one.key)]
    assert "Åtgärd (vad görs)" in labels
    assert not [label for label in labels if re.search(r"[\\\\\[\]:!]", label)]
    assert "Vad står i «Krångel-kolumn ![b](https://elak.invalid/b.png) :red[x]»?</div>" in text(app)


def test_an_unknown_column_is_chosen_once_for_the_district(empty: Path) -> None:
    def plan(measure: str) -> bytes:
        return (
            "Åtgärdsplan Ekby 2024\n\n| Område | Åtgärd | När | Vem | Krångelkolumn |\n|---|---|---|---|---|\n"
            f"| Unga | {measure} | 2024-05-01 | Skolan | Fler i skolan |\n"
        ).encode()

    app = upload(opened(), "ekby.md", plan("Ordna läxhjälp"))
    if "Det framgår inte" in text(app):
        pytest.fail(text(app))
    app = choose(app, "Krångelkolumn", "goal")
    assert "«Krångelkolumn» läses som Operativt mål." in text(app)
    save(app)
    assert list(questions.ask(cache.connection(), "measures")["goal"]) == ["Fler i skolan"]
    again = intake.import_document(cache.connection(), plan("Ordna simskola"), "ekby två.md", "Eva")
    assert set(questions.ask(cache.connection(), "measures")["goal"]) == {"Fler i skolan"}
    intake.rebuild(cache.connection(), "Eva")
    assert set(questions.ask(cache.connection(), "measures")["goal"]) == {"Fler i skolan"}
    assert again.new


def test_a_choice_of_column_stays_while_a_later_document_rests_on_it(empty: Path) -> None:
    def plan(measure: str, column: str = "Krångelkolumn") -> bytes:
        return (
            f"Åtgärdsplan Ekby 2024\n\n| Område | Åtgärd | När | Vem | {column} |\n|---|---|---|---|---|\n"
            f"| Unga | {measure} | 2024-05-01 | Skolan | Fler i skolan |\n"
        ).encode()

    app = upload(opened(), "ekby.md", plan("Ordna läxhjälp"))
    save(choose(app, "Krångelkolumn", "goal"))
    con = cache.connection()
    first = questions.ask(con, "documents")["document"].iloc[0]
    intake.import_document(con, plan("Ordna något annat", "Kommentar"), "utan.md", "Eva")
    second = intake.import_document(con, plan("Ordna simskola"), "ekby två.md", "Eva")
    said = intake.remove(con, first, "Eva")
    assert said.endswith("Valet för kolumnen «Krångelkolumn» är kvar, för «ekby två.md» är läst med det.")
    intake.rebuild(con, "Eva")
    assert "Fler i skolan" in set(questions.ask(con, "measures")["goal"])
    assert "Valet" not in intake.remove(con, second.document, "Eva")
    assert columns.known(con, "Ekby") == {}, "den sista som vilade på valet tar det med sig"


def test_a_choice_of_column_is_changed_taken_back_and_replaces_the_districts(empty: Path) -> None:
    def plan(measure: str) -> bytes:
        return (
            "Åtgärdsplan Ekby 2024\n\n| Område | Åtgärd | När | Vem | Krångelkolumn |\n|---|---|---|---|---|\n"
            f"| Unga | {measure} | 2024-05-01 | Skolan | Fler i skolan |\n"
        ).encode()

    app = choose(upload(opened(), "ekby.md", plan("Ordna läxhjälp")), "Krångelkolumn", "goal")
    assert "«Krångelkolumn» läses som Operativt mål." in text(app)
    app = choose(app, "Krångelkolumn", "comment")
    assert "«Krångelkolumn» läses som Kommentar." in text(app)
    app = choose(app, "Krångelkolumn", "")
    assert "läses som" not in text(app)
    assert "Okända kolumner, sparade bredvid raderna: Krångelkolumn" in text(app)
    save(choose(app, "Krångelkolumn", "comment"))
    again = upload(opened(), "ekby två.md", plan("Ordna simskola"))
    assert "«Krångelkolumn» läses som Kommentar." in text(again)
    again = choose(again, "Krångelkolumn", "goal")
    assert "«Krångelkolumn» läses som Operativt mål." in text(again)
    save(again)
    assert columns.known(cache.connection(), "Ekby") == {"Krångelkolumn": "goal"}


def test_a_column_that_the_vocabulary_knows_is_read_otherwise_when_the_district_means_something_else(
    empty: Path,
) -> None:
    def plan(measure: str) -> bytes:
        return (
            "Åtgärdsplan Ekby 2024\n\n| Nr | Område | Åtgärd | När | Vem | Kommentar |\n|---|---|---|---|---|---|\n"
            f"| 1 | Unga | {measure} | 2024-05-01 | Skolan | Genomfördes i maj |\n"
        ).encode()

    def read_as(app: AppTest) -> dict[str, str]:
        return {one.label: one.value for one in app.selectbox if one.key.startswith("read_columns_")}

    known = {"Nr": "", "Område": "area", "Åtgärd": "measure", "När": "when", "Vem": "who", "Kommentar": "comment"}
    app = upload(opened(), "ekby.md", plan("Ordna läxhjälp"))
    assert read_as(app) == known
    app = choose(app, "Kommentar", "followup")
    assert "«Kommentar» läses som Uppföljning." in text(app)
    assert read_as(app) == known | {"Kommentar": "followup"}
    app = choose(app, "Kommentar", "")
    assert read_as(app) == known
    app = choose(app, "Åtgärd", "goal")
    assert "går dokumentet inte att läsa" in text(app)
    next(one for one in app.selectbox if one.label == "Åtgärd").select("measure")
    save(choose(app, "Kommentar", "followup"))
    con = cache.connection()
    intake.import_document(con, plan("Ordna simskola"), "ekby två.md", "Eva")
    assert set(questions.ask(con, "measures")["followup"]) == {"Genomfördes i maj"}
    second, first = questions.ask(con, "documents").sort_values("name")["document"]
    assert "Valet för kolumnen «Kommentar» är kvar" in intake.remove(con, first, "Eva")
    intake.remove(con, second, "Eva")
    assert columns.known(con, "Ekby") == {}


@pytest.mark.parametrize(
    ("title", "told"), [("Åtgärdsplan Ekby 2024", True), ("Ekby 2024, uppföljd 2024-11-13", False)]
)
def test_a_follow_up_without_a_day_says_that_it_is_judged_at_the_years_end(empty: Path, title: str, told: bool) -> None:
    table = "| Område | Åtgärd | När | Uppföljning |\n|---|---|---|---|\n| Unga | Läxhjälp | maj | Klart |\n"
    app = upload(opened(), "ekby.md", f"{title}\n\n{table}".encode())
    assert ("Uppföljningens datum framgår inte" in text(app)) == told


def test_the_empty_register_leads_here(empty: Path) -> None:
    app = in_app.opened()
    assert 'href="importera"' in text(app)
    assert "Ladda upp en åtgärdsplan" in text(opened())


def test_the_register_changed_meanwhile_is_told_and_compared_anew(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    document = questions.ask(cache.connection(), "documents").iloc[0]["document"]
    intake.remove(cache.connection(), document, "Ola")
    app = save(app)
    assert "Någon har ändrat Södermalms planer" in text(app)
    assert questions.ask(cache.connection(), "documents").empty
    app = save(app)
    assert len(questions.ask(cache.connection(), "documents")) == 1


def test_the_example_plans_are_taken_away_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, examples_file: Path
) -> None:
    path = tmp_path / "register.duckdb"
    path.write_bytes(examples_file.read_bytes())
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)
    con = store.open(path)
    con.execute("UPDATE import_log SET who = 'Eva' WHERE id = 1")  # only these examples: no first start
    con.close()
    app = opened()
    app.text_input(key="examples_who").set_value("Eva Ek")
    button(app, "Ta bort exempelplanerna").click()
    app.run()
    assert "Exempelplanerna är borttagna." in text(app)
    assert questions.ask(cache.connection(), "documents").empty
    assert start.missing_examples(cache.connection())
    cache.forget()


def test_two_documents_of_one_plan_are_reviewed_one_after_the_other(empty: Path) -> None:
    app = opened()
    app.file_uploader[0].set_value(
        [
            (PLAN.name, PLAN.read_bytes(), "application/zip"),
            (FOLLOWED_UP.name, FOLLOWED_UP.read_bytes(), "application/pdf"),
        ]
    )
    app.run()
    assert f"82 åtgärder lästes ur «{PLAN.name}»" in text(app)
    assert "Planen har inget tidigare dokument" in text(app)
    app = save(app)
    assert f"82 åtgärder lästes ur «{FOLLOWED_UP.name}»" in text(app)
    assert f"jämfört med «{PLAN.name}»" in text(app)
    app = save(app)
    assert "2 filer är sparade i registret." in text(app)
    assert int(questions.ask(cache.connection(), "plans").iloc[0]["documents"]) == 2


def test_a_file_is_not_reviewed_while_names_are_hidden(planned: Path) -> None:
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    app.query_params["namn"] = "dolda"
    app.run()
    assert "Visa namnen för att granska." in text(app)
    assert not [one for one in app.button if one.label.startswith("Spara")]


def test_the_same_file_again_changes_nothing_and_says_when_it_came(planned: Path) -> None:
    app = upload(opened(), "annat namn.docx", PLAN.read_bytes())
    assert "Filen finns redan i registret." in text(app)
    assert f"som «{PLAN.name}». Ingenting har ändrats." in text(app)


TWIN = ("Unga | Vandra | 2024-12-31 | Polisen | Klart.", "Unga | Samtala | 2024-12-31 | Skolan | Pågår.")


def test_a_document_that_the_register_has_under_another_form_is_told_once(empty: Path) -> None:
    save(upload(opened(), "ekby.md", plan_of(*TWIN)))
    app = upload(opened(), "sparad på nytt.md", plan_of(*TWIN) + b"\n\n")
    shown = text(app)
    assert "Dokumentet finns redan i registret som «ekby.md», inläst " in shown and "alla 2 rader är lika." in shown
    for other in ("samma dag", "inget tidigare dokument", "Det här ändras", "Planens siffror"):
        assert other not in shown, other
    save(app)
    assert questions.ask(cache.connection(), "key_figures")["measures"][0] == 2


def test_another_document_of_the_same_day_is_told_once_with_how_much_is_alike(empty: Path) -> None:
    save(upload(opened(), "ekby.md", plan_of(*TWIN)))
    shown = text(upload(opened(), "ny.md", plan_of(TWIN[0], TWIN[1].replace("Pågår", "Klart"))))
    assert shown.count("«ekby.md»") == 1 and "1 av 2 rader är lika." in shown
    assert "inget tidigare dokument" not in shown and "finns redan" not in shown
    assert "samma dag" not in text(upload(opened(), "senare.md", plan_of(*TWIN, title="Åtgärdsplan Ekby 2025")))


def test_what_is_left_unanswered_is_counted_and_pointed_to_when_it_is_saved(empty: Path) -> None:
    app = upload(opened(), "ekby.md", plan_of(*GANGS))
    assert left(app) == 2
    app = save(app)
    shown = text(app)
    assert "<b>2 frågor</b> om läsningen är obesvarade." in shown
    (where,) = re.findall(r'href="([^"]*)"[^>]*>Plankvalitet, Frågor om läsningen', shown)
    assert where == "plankvalitet?plan=Ekby%202024#fragor"
    asked_there = text(in_app.opened("plankvalitet", {"plan": "Ekby 2024"}))
    assert "6 frågor väntar på svar" in asked_there and 'id="fragor"' in asked_there


def test_when_all_is_answered_nothing_is_said_to_be_left(empty: Path) -> None:
    app = save(upload(opened(), "ekby.md", plan_of(*TWIN)))
    assert "Alla frågor om läsningen är besvarade." in text(app) and "obesvarad" not in text(app)


def test_a_files_name_and_text_show_as_they_are(empty: Path) -> None:
    evil = "<script>alert(1)</script>"
    head = f"Åtgärdsplan Ekby 2024\n\n| Område | Åtgärd | När | Vem | {evil} |\n|---|---|---|---|---|\n"
    content = head + f"| Unga | {evil} | våren | {evil} | {evil} |\n"
    app = upload(opened(), f"../{evil}.md", content.encode())
    app.query_params["rad"] = "1"
    app.run()
    assert "<script>" not in text(app)
    assert "&lt;script&gt;" in text(app)
    save(app)
    assert "<script>" not in text(app)


def test_a_first_follow_up_is_compared_with_the_plan_as_written(empty: Path) -> None:
    head = "Åtgärdsplan Ekby 2024{}\n\n| Område | Åtgärd | När | Vem | Uppföljning |\n|---|---|---|---|---|\n"
    kept = "| Unga | Besöka skolorna | 2024-10-01 | Skolan | {} |\n"
    con = cache.connection()
    planned = head.format("") + kept.format("") + "| Unga | Vandra i parken | 2024-05-01 | Polisen | |\n"
    intake.import_document(con, planned.encode(), "plan.md", "Test")
    followed = head.format(", uppföljd 2024-11-13") + kept.format("Klart").replace("10-01", "12-01")
    followed += "| Unga | Ordna sommarjobb | 2024-12-31 | Skolan | Pågår |\n"
    app = upload(opened(), "uppföljning.md", followed.encode())
    file = app.session_state["importera"].files[0]
    counts = {kind: number for kind, number in file.told[1].counts.items() if number}
    assert counts == {"new": 1, "vanished": 1, "moved": 1, "new_deadline": 1}
    assert "jämfört med «plan.md»" in text(app)


def test_a_follow_up_before_the_latest_says_why_no_figure_changes(empty: Path) -> None:
    """Undated and followed up, a plan is judged at the year's end: what comes after in the register comes before it."""
    head = "Åtgärdsplan Ekby 2024{}\n\n| Område | Åtgärd | När | Vem | Uppföljning |\n|---|---|---|---|---|\n"
    row = "| Unga | Besöka skolorna | 2024-10-01 | Skolan | {} |\n"
    whole_year = (head.format(", verksamhetsberättelse VB 2024") + row.format("Klart")).encode()
    intake.import_document(cache.connection(), whole_year, "hela året.md", "Test")
    dated = head.format(", uppföljd 2024-06-13") + row.format("Pågår")
    app = upload(opened(), "juni.md", dated.encode())
    assert "Planen har inget tidigare dokument i registret att jämföra med." in text(app)
    said = "ett senare dokument, «hela året.md», som gäller efter 2024 års slut. Planens siffror är fortfarande"
    assert said in text(app).replace("\u00a0", " ")
    save(app)
    done = questions.ask(cache.connection(), "key_figures", Filters(plans=("Ekby 2024",)))["done"]
    assert list(done) == [1]
    later = head.format(", uppföljd 2025-02-13") + row.format("Klart")
    assert "senare dokument" not in text(upload(opened(), "februari.md", later.encode()))


@pytest.mark.parametrize(("answer", "measures"), [("Ja, samma", 1), ("Nej, två olika", 2)])
def test_an_unsure_match_is_decided_before_anything_is_stored(empty: Path, answer: str, measures: int) -> None:
    head = (
        "Åtgärdsplan Ekby 2024{}\n\n| Område | Orsak | Åtgärd | När | Vem | Uppföljning |\n|---|---|---|---|---|---|\n"
    )
    con = cache.connection()
    planned = head.format("") + "| Unga | Oro | Dialog med krögare om överservering | 2024 | Polisen | |\n"
    intake.import_document(con, planned.encode(), "plan.md", "Test")
    followed = head.format(", uppföljd 2024-11-13") + "| Unga | Oro | Krögarträffar | 2024 | Polisen | Pågår |\n"
    app = upload(opened(), "uppföljning.md", followed.encode())
    assert "Är det samma åtgärd?" in text(app)
    assert "Dialog med krögare om överservering" in text(app)
    button(app, answer).click()
    app.run()
    assert "Är det samma åtgärd?" not in text(app)
    assert questions.ask(con, "identity_decisions").empty
    save(app)
    assert con.execute("SELECT count(*) FROM measure").fetchall() == [(measures,)]
    assert list(questions.ask(con, "identity_decisions")["who"]) == ["Eva Ek"]
    undo = [one for one in app.button if one.label == "Ångra importen"]
    undo[0].click()
    app.run()
    assert con.execute("SELECT count(*) FROM measure").fetchall() == [(1,)]
    assert con.execute("SELECT count(*) FROM decision WHERE undone_at IS NULL").fetchall() == [(0,)]


def test_a_file_that_somebody_else_has_saved_meanwhile_is_told_of(empty: Path) -> None:
    content = (
        "Åtgärdsplan Ekby 2024\n\n| Område | Åtgärd | När |\n|---|---|---|\n| Unga | Läxhjälp | 2024-05-01 |\n".encode()
    )
    one, other = (upload(opened(), "ekby.md", content) for _ in range(2))
    assert "1 åtgärd ur" in text(save(one))
    other.number_input[0].set_value(2025)
    app = button(other, "Läs om").click().run()
    assert "Någon annan har sparat «ekby.md» medan du granskade" in text(app)
    assert len(questions.ask(cache.connection(), "documents")) == 1


def test_a_document_beside_an_example_of_its_plan_is_warned_of(planned: Path) -> None:
    with store.open(planned) as con, store.writing(con) as cursor:
        cursor.execute("UPDATE document SET example = true")
    app = upload(opened(), FOLLOWED_UP.name, FOLLOWED_UP.read_bytes())
    assert "Södermalm 2024 i registret är ett påhittat exempel. Ta bort exempelplanerna innan du sparar" in text(app)
    app = save(app)
    assert "påhittade exempel ihop" not in text(app), "Importera visar inga siffror"


MISREAD = "Unga | Vandra | 2024-12-31 | Polisen | Arbctet har startats uPp och en styrgrupp ar utscdd."


def write(app: AppTest, form: str, texts: dict[str, str]) -> AppTest:
    """Write texts as they stand in the document, in the form whose key begins so."""
    for field, said in texts.items():
        fields = [one for one in app.text_area if one.key.startswith(form) and one.key.endswith(f"_{field}")]
        assert fields, [one.key for one in app.text_area]
        fields[0].set_value(said)
    return next(one for one in app.button if one.label == "Rätta texten" and one.form_id.startswith(form)).click().run()


def test_a_rows_texts_are_written_as_they_stand_and_the_row_is_judged_anew(empty: Path) -> None:
    app = upload(opened(), "ekby.md", plan_of(MISREAD, "Unga | Samtala | 2024-12-31 | Skolan | Klart."))
    app.query_params["rad"] = "1"
    app.run()
    asked = left(app) if "kvar" in button(app, "Spara i registret").label else 0
    app = write(app, "row_", {"followup": "Genomfört i juni.", "when": "2024-06-30", "who": "Skolan"})
    shown = text(app)
    assert "Texten är rättad. Raden förstås nu som: Genomförd; Slutdatum 30 juni 2024; Skola" in shown
    assert "Läsningen skrev «Arbctet har startats uPp och en styrgrupp ar utscdd.» under Uppföljning." in shown
    assert "Rättad text" in shown and asked and "kvar" not in button(app, "Spara i registret").label
    again = write(app, "row_", {"who": "Skolan"})
    assert "Inget är ändrat." in text(again)
    app = button(again, "Ångra rättelsen: texten under När").click().run()
    assert "Läsningens ord gäller igen." in text(app) and "under När." not in text(app)
    save(app)
    (row,) = [row for row in values.rows(questions.ask(cache.connection(), "measures")) if row["title"] == "Vandra"]
    assert (row["status"], row["end_date"].date().isoformat()) == ("genomford", "2024-12-31")

    page = in_app.opened("atgard", {"plan": "Ekby 2024", "atgard": str(row["measure"])})
    said = "Arbctet har startats uPp och en styrgrupp ar utscdd. → Genomfört i juni."
    assert f"<b>Texten under Uppföljning</b>: {said}" in text(page) and "Läst fel: rättat mot dokumentet" in text(page)
    assert "Texterna under Uppföljning och Vem står som en person har läst dokumentet." in text(page)
    number = questions.ask(cache.connection(), "corrections").set_index("field")["correction"]["written_followup"]
    next(one for one in page.text_input if one.key == f"angra_{number}_who").set_value("Ola")
    undo = next(one for one in page.button if one.form_id == f"angra_{number}")
    assert "Rättelsen är ångrad." in text(undo.click().run())
    (row,) = [row for row in values.rows(questions.ask(cache.connection(), "measures")) if row["title"] == "Vandra"]
    assert str(row["followup"]).startswith("Arbctet")


def test_a_question_of_misread_text_is_answered_by_writing_what_stands_there(empty: Path) -> None:
    content = (ROOT / "tests/documents/laboratory/03.txt").read_bytes()
    app = upload(opened(), "ekensta.txt", content)
    app.query_params["fragor"] = "alla"
    asked = text(app.run()).count("När säger ingen tid.")
    box = next(one.key for one in app.text_area if one.key.startswith("doubt_") and one.value == "Q")
    app = write(app, box.removesuffix("_when"), {"when": "2025-11-30"})
    assert text(app).count("När säger ingen tid.") == asked - 1
    assert "Raden förstås nu som: Genomförd; Slutdatum 30 nov 2025" in text(app)


def test_the_text_of_a_document_that_cannot_be_misread_is_not_asked_for_at_its_questions(empty: Path) -> None:
    app = upload(opened(), "ekby.md", plan_of("Unga | Vandra | Till skolstart | Polisen | Klart."))
    assert "Ändra tid" in popovers(app) and "Rätta texten" not in popovers(app)


def answers(app: AppTest, *words_of_question: str) -> list[str]:
    """The buttons that answer the questions, but for those that put them off."""
    assert all(said in text(app) for said in words_of_question)
    own = [one for one in app.button if one.key.startswith("doubt_") and "FormSubmitter" not in one.key]
    return [one.label.replace(words.NBSP, " ") for one in own if one.label != "Fråga senare"]


def test_an_unsure_time_offers_the_other_times_of_its_text(empty: Path) -> None:
    plan = plan_of("Unga | Vandra | Löpande vid behov | Polisen | Pågår.", title="Åtgärdsplan Ekby 2024")
    app = upload(opened(), "ekby.md", plan)
    asked = "Är åtgärden löpande eller görs den bara vid behov?"
    assert answers(app, asked) == ["Löpande, 1 jan–31 dec 2024 stämmer", "Ändra till vid behov"]
    app = button(app, "Ändra till vid behov").click().run()
    assert asked not in text(app)
    save(app)
    assert list(questions.ask(cache.connection(), "measures")["timing"]) == ["on_demand"]


def test_an_unsure_time_offers_dates_that_are_stored_as_they_are_said(empty: Path) -> None:
    plan = plan_of("Unga | Vandra | Före skolstart | Polisen | Pågår.", title="Åtgärdsplan Ekby 2024")
    app = upload(opened(), "ekby.md", plan)
    offered = "Ändra till slutdatum 31 aug 2024, från 1 aug 2024"
    assert answers(app, "Skolstarten är läst som augusti") == ["Slutdatum 31 juli 2024 stämmer", offered]
    next(one for one in app.button if one.label.replace(words.NBSP, " ") == offered).click().run()
    save(app)
    (row,) = values.rows(questions.ask(cache.connection(), "measures"))
    assert (row["start_date"].date().isoformat(), row["end_date"].date().isoformat()) == ("2024-08-01", "2024-08-31")


def test_an_unsure_owner_offers_the_other_kinds_and_nobody_for_all_its_rows(empty: Path) -> None:
    app = upload(opened(), "ekby.md", plan_of(*GANGS))
    offered = [f"«Tryggbo» är {what}" for what in ("en person", "en funktion", "ingen ansvarig")]
    assert [label for label in answers(app) if label.startswith("«Tryggbo»")] == offered
    app = button(app, offered[2]).click().run()
    assert "Tryggbo» en organisation" not in text(app)
    save(app)
    found = questions.ask(cache.connection(), "measures").set_index("title")["actors"]
    assert dict(found) == {"Vandra": "Polisen", "Samtala": "Skola", "Belysa": ""}


def test_an_unsure_owner_offers_a_name_of_another_row_that_is_nearly_the_same(empty: Path) -> None:
    rows = [
        "Unga | Vandra | 2024-12-31 | Föräldraföreningarn | Klart.",
        "Unga | Samtala | 2024-12-31 | Föräldraföreningarna | Klart.",
    ]
    app = upload(opened(), "ekby.md", plan_of(*rows))
    app = button(app, "Ändra till Föräldraförening").click().run()
    assert "Föräldraföreningarn» en" not in text(app)
    save(app)
    assert set(questions.ask(cache.connection(), "measures")["actors"]) == {"Föräldraförening"}
