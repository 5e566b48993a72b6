"""Each page through dashboard.py: what it shows is what the questions answer, whatever the register and filters."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import in_app
import plans_by_hand as hand
import pytest
import register_by_hand
from openpyxl import load_workbook
from plans_by_hand import Line
from streamlit.testing.v1 import AppTest
from test_figures import HOSTILE, Reader, read

from data import corrections, intake, questions, start, store
from data.filters import Filters
from loaders.records import Doubt, Place, Plan
from pages.parts import cache, downloads, exports, tables, values, words
from pages.parts.definitions import DEFINITIONS

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("oversikt", "omraden", "forsenade", "arbetsbelastning", "utforska", "plankvalitet", "begrepp")
EKBY = "Ekby 2024"
Open = Callable[..., "Page"]


class Page:
    """A page as AppTest drew it: its HTML, text and addresses."""

    def __init__(self, app: AppTest) -> None:
        self.app = app
        assert not app.exception, [error.message for error in app.exception]
        self.pieces = [str(element.proto.body) for element in app.get("html")]
        self.html = "".join(self.pieces)
        found: list[Reader] = [read(piece) for piece in self.pieces]
        self.text = " ".join(reader.text for reader in found).replace(words.NBSP, " ")
        self.hrefs = [href for reader in found for href in reader.hrefs]
        self.answer = read(self.html[self.html.index("<h1") : self.html.index("</h1>") + 5]).text.replace(
            words.NBSP, " "
        )


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list[Plan]], Path]]:
    """Fills the register that the dashboard opens with these plans."""
    path = tmp_path / "register.duckdb"
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)

    def fill(plans: list[Plan]) -> Path:
        con = store.open(path)
        for plan in plans:
            intake.keep(con, hand.content(plan.name), plan, "Test")
        con.close()
        return path

    yield fill
    cache.forget()


@pytest.fixture(scope="module")
def ekby_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The register by hand in a file: three plans in five documents. No test writes to it."""
    path = tmp_path_factory.mktemp("ekby") / "register.duckdb"
    con = store.open(path)
    for plan in register_by_hand.plans():
        intake.keep(con, hand.content(plan.name), plan, "Test")
    con.close()
    yield path
    cache.forget()


@pytest.fixture
def ekby(ekby_file: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the register by hand."""
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(ekby_file))
    monkeypatch.chdir(ROOT)
    return visit


def visit(page: str = "oversikt", **query: str | list[str]) -> Page:
    return Page(in_app.opened(page, query))


def ask(question: str, filters: Filters | None = None) -> list[dict[str, object]]:
    return [dict(row) for row in values.rows(questions.ask(cache.connection(), question, filters))]


def follow(href: str) -> Page:
    """Opens the address that a link on a page has."""
    parts = urlsplit(href)
    page = parts.path.removeprefix("./") or "oversikt"
    return visit(page, **parse_qs(parts.query))


# --- Översikt -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", ["", "unga", "platser", "systemhotande", "brottsoffer", "kriminella_miljoer"])
@pytest.mark.parametrize("as_of", ["", "2024-03-13", "2024-09-01", "2025-06-30"])
def test_the_overview_shows_what_the_questions_answer(ekby: Open, area: str, as_of: str) -> None:
    page = ekby(plan=EKBY, **({"omrade": area} if area else {}), **({"datum": as_of} if as_of else {}))
    filters = Filters((EKBY,), as_of=date.fromisoformat(as_of) if as_of else None, areas=(area,) if area else ())
    (key,) = ask("key_figures", filters)
    for part, whole in (
        ("done", "counted"),
        ("on_track", "counted"),
        ("overdue", "counted"),
        ("followed_up", "measures"),
    ):
        assert f"{key[part]} av {key[whole]}" in page.text, part
    decisions = ask("decisions", filters)
    assert f"{len(decisions)} behöver ett beslut." in page.answer or not decisions
    for row in decisions[:9]:
        assert str(row["question"]) in page.text
        assert str(row["title"]) in page.text
    for row in ask("status_by_area", filters):
        if row["status"] != "borttagen":
            label = f"{words.AREAS[str(row['area'])]}, {words.STATUSES[str(row['status'])]}: {row['measures']} av"
            assert label in page.html
    before = ask("key_figures_before", filters)
    assert ("Det här är första uppföljningen." in page.text) == (not before and as_of != "")


def test_every_figure_opens_just_its_rows(ekby: Open) -> None:
    page = ekby(plan=EKBY)
    (key,) = ask("key_figures", Filters((EKBY,)))
    expected = {
        "status=genomford": key["done"],
        "urval=i_fas": key["on_track"],
        "urval=forsenade": key["overdue"],
        "urval=uppfoljda": key["followed_up"],
        "status=borttagen": key["removed"],
    }
    for query, number in expected.items():
        href = next(href for href in page.hrefs if href.endswith(query) and "omrade" not in href)
        assert shown(follow(href)) == number, query
    for row in ask("status_by_area", Filters((EKBY,))):
        if row["status"] != "borttagen":
            tail = f"omrade={row['area']}&status={row['status']}"
            assert shown(follow(next(href for href in page.hrefs if href.endswith(tail)))) == row["measures"]
    for row in ask("since_last", Filters((EKBY,))):
        if row["measures"]:
            href = next(href for href in page.hrefs if href.endswith(f"andring={row['change']}"))
            assert shown(follow(href)) == row["measures"], row["change"]


@pytest.fixture
def examples(examples_file: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the register with the example plans."""
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(examples_file))
    monkeypatch.chdir(ROOT)
    return visit


def test_what_was_divided_vanished_or_left_behind_is_told_with_its_rows(examples: Open) -> None:
    filters = Filters(("Södermalm 2024",))
    page = examples(plan="Södermalm 2024")
    (key,) = ask("key_figures", filters)
    behind = ask("continues_unfollowed", filters)
    changes = {row["change"]: row["measures"] for row in ask("since_last", filters)}
    assert key["vanished"] and changes["split"] and behind, "exemplen ska visa det"
    assert f"{key['vanished']} försvann utan förklaring, inte med i siffrorna" in page.text
    assert "kom till när åtgärder delades i flera" in page.text
    assert "skulle fortsätta 2025 men finns inte i nästa plan." in page.text
    told = {
        "urval=forsvunna": {row["title"] for row in ask("vanished", filters)},
        "urval=fortsatter_inte": {row["title"] for row in behind},
        "andring=split": {row["title"] for row in ask("since_last_rows", filters) if row["change"] == "split"},
        "andring=vanished": {row["title"] for row in ask("since_last_rows", filters) if row["change"] == "vanished"},
    }
    numbers = (key["vanished"], len(behind), changes["split"], changes["vanished"])
    for (query, titles), number in zip(told.items(), numbers, strict=True):
        rows = follow(next(href for href in page.hrefs if href.endswith(query)))
        assert shown(rows) == number, query
        assert all(words.shortened(str(title), 60).split("\u00a0…")[0] in rows.text for title in titles), query
        assert ("utöver planens" in rows.answer) == ("vanished" in query or "forsvunna" in query)


def test_the_last_plan_has_nothing_left_behind(examples: Open) -> None:
    page = examples(plan="Södermalm 2025")
    assert "finns inte i nästa plan" not in page.text
    assert "försvann" not in page.text


GONE_AND_BACK = [
    hand.plan("a.xlsx", [Line("Måla"), Line("Sopa"), Line("Vila", "pagar", "Pågår")], followed_up=date(2024, 3, 1)),
    hand.plan("b.xlsx", [Line("Måla", "pagar", "Målar")], followed_up=date(2024, 6, 1)),
    hand.plan("c.xlsx", [Line("Måla", "pagar", "Målar"), Line("Sopa", "pagar", "Sopar")], followed_up=date(2024, 9, 1)),
]  # fmt: skip


def test_what_returns_to_the_plan_is_told(register: Callable[[list[Plan]], Path]) -> None:
    register(GONE_AND_BACK)
    page = visit()
    changes = {row["change"]: row["measures"] for row in ask("since_last")}
    assert changes["returned"] == 1
    assert "är tillbaka i planen" in page.text
    assert shown(follow(next(href for href in page.hrefs if href.endswith("andring=returned")))) == 1
    (key,) = ask("key_figures")
    assert key["vanished"] == 1
    assert not changes["vanished"], "försvann redan tidigare"
    assert shown(follow(next(href for href in page.hrefs if href.endswith("urval=forsvunna")))) == 1


def shown(page: Page) -> int:
    """How many rows Utforska says that it shows, and shows."""
    if "Inga åtgärder stämmer" in page.answer:
        return 0
    number = int(page.answer.split(" ")[0])
    assert page.html.count("<tr><td") == number
    return number


def test_a_measure_that_is_late_is_never_called_on_track(ekby: Open) -> None:
    late = {str(row["measure"]) for row in ask("measures", Filters((EKBY,))) if row["overdue"]}
    on_track = {str(row["measure"]) for row in ask("measures", Filters((EKBY,))) if row["on_track"]}
    assert late and not late & on_track


# --- Områden --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["", "lage"])
@pytest.mark.parametrize("area", ["unga", "platser"])
def test_the_areas_page_goes_down_to_place_cause_and_measure(ekby: Open, area: str, view: str) -> None:
    page = ekby("omraden", plan=EKBY, omrade=area, **({"vy": view} if view else {}))
    question, column, names = (
        ("light_by_subarea", "light", words.LIGHTS) if view else ("status_by_subarea", "status", words.STATUSES)
    )
    rows = ask(question, Filters((EKBY,), areas=(area,)))
    assert rows
    for row in rows:
        if row[column] not in ("borttagen", "struck"):
            place = str(row["subarea"]) or "Inget delområde angivet"
            assert f"{place}, {names[str(row[column])]}: {row['measures']} av" in page.html
    first = str(rows[0]["subarea"])
    for measure in ask("measures", Filters((EKBY,), areas=(area,))):
        assert (str(measure["title"]) in page.text) == (measure["subarea"] == first)


def test_an_area_without_places_shows_its_causes(register: Callable[[list[Plan]], Path]) -> None:
    lines = [Line("Besöka skolan", cause="Frånvaro"), Line("Ringa hem", cause="Frånvaro"), Line("Vandra", cause="")]
    register([hand.plan("a.xlsx", lines)])
    page = visit("omraden")
    assert "per orsak" in page.text
    assert "Orsak saknas i planen, Ej uppföljd: 1 av 1" in page.html
    href = next(href for href in page.hrefs if href.startswith("omraden") and href.endswith("vald=-"))
    assert "Vandra" in follow(href).text
    assert shown(follow(next(href for href in page.hrefs if "orsak=Fr" in href and "utforska" in href))) == 2


def test_the_area_filter_chooses_where_to_look_but_hides_no_area(ekby: Open) -> None:
    page = ekby("omraden", plan=EKBY, omrade="platser")
    assert all(name in page.text for code, name in words.AREAS.items() if code != "ovrigt")
    assert [box.key for box in page.app.selectbox] == ["filter_plan"]


# --- Utforska -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ({}, Filters()),
        ({"status": ["pagar", "ej_paborjad"]}, Filters(statuses=("pagar", "ej_paborjad"))),
        ({"lage": "red"}, Filters(lights=("red",))),
        ({"tid": "deadline"}, Filters(timings=("deadline",))),
        ({"sok": "torget"}, Filters(text="torget")),
        ({"part": "Polisen"}, Filters(parties=("Polisen",))),
        ({"plats": "Torget"}, Filters(subareas=("Torget",))),
        ({"omrade": "unga", "status": "pagar"}, Filters(areas=("unga",), statuses=("pagar",))),
        ({"status": "finns_inte", "lage": "<b>"}, Filters()),
    ],
)
def test_the_address_selects_the_rows(ekby: Open, query: dict[str, str | list[str]], filters: Filters) -> None:
    page = ekby("utforska", plan=EKBY, **query)
    rows = ask("measures", replace(filters, plans=(EKBY,)))
    assert rows
    assert shown(page) == len(rows)
    for row in rows:
        assert str(row["title"]) in page.text


def test_one_measure_shows_its_whole_text_and_where_it_stands(ekby: Open) -> None:
    (measure,) = [row for row in ask("measures", Filters((EKBY,))) if row["title"] == "Kartlägga lokaler"]
    page = ekby("utforska", plan=EKBY, atgard=str(measure["measure"]))
    assert shown(page) == 1
    for part in ("Hälften av lokalerna kända", "Kunde inte göras", "ekby november.xlsx", "inget står"):
        assert part in page.text


def test_the_list_shows_who_carries_it_as_corrected(register: Callable[[list[Plan]], Path]) -> None:
    lines = [Line("Stå", who="jourlista", actors=()), Line("Gå", who="Polisen, jouren")]
    register([hand.plan("a.xlsx", lines, district="Aby")])
    assert "jourlista" in visit("utforska", plan="Aby 2024").text, "det som står, tills någon har svarat"
    measure = str(ask("measures", Filters(("Aby 2024",)))[0]["measure"])
    corrections.correct(cache.connection(), measure, "actors", "person:Mona Ask", "Sagt på mötet", "Eva Ek")
    page = visit("utforska", plan="Aby 2024")
    assert "Mona Ask" in page.text
    assert "jourlista" not in page.text
    alone = visit("utforska", plan="Aby 2024", atgard=measure)
    assert "jourlista (förstått som: Mona Ask)" in alone.text
    corrections.correct(cache.connection(), measure, "actors", "", "Ingen", "Eva Ek")
    assert "jourlista" not in visit("utforska", plan="Aby 2024").text


def test_a_selection_in_words(ekby: Open) -> None:
    page = ekby("utforska", plan=EKBY, omrade="unga", status=["pagar", "ej_paborjad"], urval="oppna")
    assert "Urval: Öppna." in page.text
    assert "alla områden" not in page.text
    assert "Område: Unga i riskzon · Status: Pågår eller Ej påbörjad" in page.text


def test_export_holds_every_row_and_column() -> None:
    con = register_by_hand.register()
    rows = values.rows(questions.ask(con, "measures", Filters((EKBY,))))
    con.close()
    content = tables.as_excel([downloads.measures_sheet(rows)], [("Urval", "Alla")])
    page = load_workbook(io.BytesIO(content))["Åtgärder"]
    head = [cell.value for cell in page[1]]
    assert head == list(exports.EXPORT_COLUMNS)
    assert [row[head.index("Åtgärd")].value for row in page.iter_rows(min_row=2)] == [row["title"] for row in rows]
    ends = [row[head.index("Slutdatum")].value for row in page.iter_rows(min_row=2)]
    assert [end.date() if end else None for end in ends] == [values.day(row["end_date"]) for row in rows]


# --- Begrepp --------------------------------------------------------------------------------------------------------


def test_every_link_to_the_definitions_has_its_heading(ekby: Open) -> None:
    anchors = {entry.anchor for entry in DEFINITIONS}
    used = {urlsplit(href).fragment for name in PAGES for href in ekby(name, plan=EKBY).hrefs if "#" in href}
    assert used
    assert used <= anchors
    page = ekby("begrepp", plan=EKBY)
    assert all(f'id="{anchor}"' in page.html for anchor in anchors)
    (key,) = ask("key_figures", Filters((EKBY,)))
    assert f"Exempel, {EKBY}: {key['done']} av {key['counted']} åtgärder är genomförda." in page.text


# --- the filter row and the address ---------------------------------------------------------------------------------


def test_filters_land_in_the_address_and_the_page_follows(ekby: Open) -> None:
    app = ekby(plan=EKBY).app
    app.selectbox(key="filter_omrade").select("platser").run()
    assert app.query_params == {"plan": EKBY, "omrade": "platser"}
    app.date_input(key="filter_datum").set_value(date(2024, 6, 1)).run()
    assert app.query_params["datum"] == "2024-06-01"
    assert "Bedömt per 1 juni 2024, med det som var känt då." in Page(app).text
    app.date_input(key="filter_datum").set_value(date(2023, 12, 30)).run()
    assert "Bedömt per 30 december 2023, med det som planens första dokument säger." in Page(app).text
    app.date_input(key="filter_datum").set_value(date(2024, 11, 13)).run()
    assert "datum" not in app.query_params, "planens egen dag behöver inte stå i adressen"
    app.switch_page("pages/utforska/page.py").run()
    assert app.selectbox(key="filter_omrade").value == "platser"
    app.selectbox(key="filter_plan").select("Åby 2024").run()
    assert app.query_params == {"plan": "Åby 2024", "omrade": "platser"}
    assert shown(Page(app)) == 1


def test_the_pages_own_filters_land_in_the_address(ekby: Open) -> None:
    app = ekby("utforska", plan=EKBY).app
    app.multiselect(key="filter_status").select("pausad").run()
    assert app.query_params["status"] == "pausad" or app.query_params["status"] == ["pausad"]
    assert shown(Page(app)) == 1
    app.multiselect(key="filter_status").unselect("pausad").run()
    assert "status" not in app.query_params
    app.text_input(key="filter_sok").set_value("nattvandring").run()
    assert shown(Page(app)) == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        {"plan": "Finns inte 1999", "datum": "i går", "omrade": "himlen"},
        {"plan": "<script>", "datum": "9999-99-99", "plats": "<b>", "orsak": "$x$", "urval": "allt", "andring": "?"},
        {"datum": "1700-01-01"},
    ],
)
def test_a_strange_address_shows_the_default(ekby: Open, page: str, query: dict[str, str]) -> None:
    found = ekby(page, **query)
    assert "<script" not in found.html
    if page != "begrepp":
        assert found.app.selectbox(key="filter_plan").value == "Åby 2024", "den senast uppföljda planen"


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("", "Bedömt per 13 november 2024, dagen för senaste uppföljningen."),
        ("2024-12-14", "Senaste uppföljningen är från 13 november 2024, 31 dagar före det datum du valt."),
        ("2024-11-14", "1 dag före det datum du valt."),
    ],
)
def test_the_note_says_which_day_is_judged(ekby: Open, as_of: str, said: str) -> None:
    assert said in ekby(plan=EKBY, **({"datum": as_of} if as_of else {})).text


# --- small, empty, hostile ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_register_says_what_to_do(
    register: Callable[[list[Plan]], Path], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    register([])
    monkeypatch.setattr("data.start.PLANS", ROOT / "tests" / "finns-inte")
    found = visit(page)
    if page == "begrepp":
        assert "Så räknas siffrorna." in found.answer
    else:
        assert found.answer.startswith("Här finns inga planer än.")


def test_the_first_start_imports_the_examples_and_says_so(
    register: Callable[[list[Plan]], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    register([])
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "README.md").write_text("| Åtgärd |\n|---|\n| Ingen plan |\n", encoding="utf-8")
    (folder / "Åtgärdsplan Exby 2024.csv").write_text(
        "Prioriterat samverkansområde;Orsak;Åtgärd;När;Vem;Uppföljning\n"
        "Otrygga och brottsutsatta platser;Mörkt;Byta lampor vid torget;2024;Polisen;Genomfört\n",
        encoding="utf-8",
    )
    (folder / "trasig.xlsx").write_bytes(b"ingen arbetsbok")
    monkeypatch.setattr("data.start.PLANS", folder)
    page = visit()
    assert [row["plan"] for row in ask("plans")] == ["Exby 2024"]
    assert "Exempelplaner: påhittade meningar och namn." in page.text
    visit()
    assert len(cache.connection().cursor().execute("SELECT * FROM import_log").fetchall()) == 2, "bara en gång"
    (folder / "Åtgärdsplan Wiby 2024.csv").write_bytes((folder / "Åtgärdsplan Exby 2024.csv").read_bytes() + b"\n")
    assert [file.name for file in start.examples_to_import(cache.connection())] == ["Åtgärdsplan Wiby 2024.csv"]
    plan = hand.plan("egen.xlsx", [Line("Egen")])
    intake.keep(cache.connection(), hand.content(plan.name), plan, "Någon")
    assert start.examples_to_import(cache.connection()) == (), "den som importerat eget får inga fler exempel"


def test_a_plan_that_is_not_followed_up_says_so(register: Callable[[list[Plan]], Path]) -> None:
    register([hand.plan("a.xlsx", [Line(f"Åtgärd {number}") for number in range(6)])])
    page = visit()
    assert page.answer.startswith("6 av 6 åtgärder är inte uppföljda, så läget är okänt.")
    assert "Planen är inte uppföljd än." in page.text
    assert "0–100 %" in page.text


@pytest.mark.parametrize("page", PAGES)
def test_one_measure_is_enough(register: Callable[[list[Plan]], Path], page: str) -> None:
    register([hand.plan("a.xlsx", [Line("Den enda", "genomford", "Klar")], followed_up=date(2024, 11, 1))])
    found = visit(page)
    if page == "oversikt":
        assert found.answer.startswith("Urvalets enda åtgärd är genomförd.")
        assert "100 %" not in found.text
        assert "få åtgärder" in found.text


def test_a_selection_without_measures_offers_the_way_out(ekby: Open) -> None:
    page = ekby(plan="Åby 2024", omrade="unga")
    assert page.answer == "Inga åtgärder stämmer med filtren. Rensa filter"
    assert "Inga åtgärder" not in follow(page.hrefs[-1]).answer


def test_removed_measures_alone_give_no_rate(register: Callable[[list[Plan]], Path]) -> None:
    lines = [Line(f"Åtgärd {number}", "borttagen", "Tas bort") for number in range(6)]
    register([hand.plan("a.xlsx", lines, followed_up=date(2024, 11, 1))])
    page = visit()
    assert page.answer == "Alla 6 åtgärder är borttagna ur planen."
    assert "inga åtgärder" in page.text
    visit("omraden")


@pytest.mark.parametrize("page", PAGES)
def test_text_of_a_document_is_never_html(register: Callable[[list[Plan]], Path], page: str) -> None:
    lines = [
        Line(text, "ej_paborjad", text, area="platser", subarea=text, cause=text, who=text, goal=text, when=text)
        for text in HOSTILE
    ]
    register([hand.plan("a.xlsx", lines, district="<i>Ekby</i>", followed_up=date(2024, 11, 1))])
    found = visit(page)
    tags = {tag for piece in found.pieces for tag in read(piece).tags}
    assert not tags & {"script", "img", "i", "iframe", "style"}
    if page == "utforska":
        assert all(text in found.text for text in HOSTILE)


def test_example_plans_are_named_as_such(register: Callable[[list[Plan]], Path]) -> None:
    path = register([hand.plan("a.xlsx", [Line("Egen")], district="Aby")])
    con = store.open(path)
    plan = hand.plan("b.xlsx", [Line("Påhittad")], district="Exby")
    intake.keep(con, hand.content(plan.name), plan, "Test", example=True)
    con.close()
    assert "Exempelplaner: påhittade meningar och namn." in visit(plan="Exby 2024").text
    own = visit()
    assert own.app.selectbox(key="filter_plan").value == "Aby 2024", "egna planer går före exempel"
    assert "Exempelplaner" not in own.text


def test_the_overview_says_how_many_statuses_have_an_unanswered_question(
    register: Callable[[list[Plan]], Path],
) -> None:
    lines = [Line("Gå", "genomford", "Klart"), Line("Stå", "pagar", "Kanske", status_doubt="Pågår den?")]
    register([hand.plan("a.xlsx", lines, district="Aby")])
    page = visit(plan="Aby 2024")
    assert "1 av 2 statusar är osäkert läst." in page.answer
    assert "1 status är osäkert läst" in page.text
    listed = follow(next(href for href in page.hrefs if "osakert_lasta" in href))
    assert listed.answer == "1 av 2 åtgärder visas."
    assert "Pågår osäkert läst" in listed.text
    assert "osäkert läst" not in visit(plan="Aby 2024", status="genomford").text


def test_the_quality_page_says_what_its_questions_are_about(register: Callable[[list[Plan]], Path]) -> None:
    lines = [Line("Stå", "pagar", "Kanske", status_doubt="Pågår den?"), Line("Gå", who="Samma", actors=())]
    asked = (Doubt("Vem ansvarar?", Place(sheet="Plan", table=1, row=5), "Samma", field="who", row=2),)
    register([hand.plan("a.xlsx", lines, district="Aby", doubts=asked)])
    assert "2 frågor väntar på svar: 1 om vem och 1 om status" in visit("plankvalitet", plan="Aby 2024").text


def test_a_status_that_a_later_followup_tells_is_not_unsure_for_an_earlier_question(
    register: Callable[[list[Plan]], Path],
) -> None:
    spring = hand.plan(
        "a.xlsx",
        [Line("Stå", "pagar", "Kanske", status_doubt="Pågår den?")],
        district="Aby",
        followed_up=date(2024, 3, 1),
    )
    autumn = hand.plan("b.xlsx", [Line("Stå", "genomford", "Klart")], district="Aby", followed_up=date(2024, 11, 1))
    register([spring, autumn])
    assert "osäkert" not in visit(plan="Aby 2024").text
    assert "1 av 1" not in visit(plan="Aby 2024", datum="2024-03-02").answer
    assert "Statusen är osäkert läst." in visit(plan="Aby 2024", datum="2024-03-02").answer


def test_what_is_late_by_an_unsure_reading_is_marked(register: Callable[[list[Plan]], Path]) -> None:
    late = hand.by(date(2024, 5, 1))
    lines = [Line("Stå", "pagar", "Kanske", status_doubt="Pågår den?", **late), Line("Gå", "pagar", "Går", **late)]
    register([hand.plan("a.xlsx", lines, district="Aby", followed_up=date(2024, 9, 1))])
    page = visit("forsenade", plan="Aby 2024")
    assert "1 av 2 vilar på en osäker läsning" in page.text
    assert page.html.count(">osäkert läst<") == 1
    overview = visit(plan="Aby 2024")
    assert overview.html.count(">osäkert läst<") == 1


def test_own_documents_beside_examples_are_never_counted_together_in_silence(
    register: Callable[[list[Plan]], Path],
) -> None:
    path = register([hand.plan("a.xlsx", [Line("Egen")], district="Aby")])
    con = store.open(path)
    plan = hand.plan("b.xlsx", [Line("Påhittad")], district="Aby")
    intake.keep(con, hand.content(plan.name), plan, "Test", example=True)
    con.close()
    page = visit(plan="Aby 2024")
    assert "Här räknas påhittade exempel ihop med era egna dokument." in page.text
    assert any(href.startswith("importera") for href in page.hrefs)


def test_a_register_that_cannot_be_read_is_said_in_swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "skadad.duckdb"
    path.write_bytes(b"ingen databas" * 1000)
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    assert "är skadad eller är inget register" in visit().answer


def test_a_failure_is_told_with_a_number_and_logged_under_it(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from pages.parts import errors

        errors.tell(ValueError("hemligt ur planen"))

    page = Page(AppTest.from_function(script).run())
    assert page.answer.startswith("Något gick fel hos oss. Försök igen; hjälper inte det, ange felnummer ")
    assert "hemligt" not in page.html
    assert page.answer.rstrip(".").rpartition(" ")[2] in caplog.text
    assert "hemligt" in caplog.text


# --- the house ------------------------------------------------------------------------------------------------------


def test_pages_hold_no_sql_and_only_the_cache_caches() -> None:
    for path in (ROOT / "pages").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        names = {node.attr for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute)}
        assert path.name == "cache.py" or not names & {"cache_data", "cache_resource"}, path
        assert "SELECT " not in code, path
