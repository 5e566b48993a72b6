"""The filters that every page has: each figure follows them, badges take them away, links keep them; names hidden."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import duckdb
import plans_by_hand as hand
import pytest
import register_by_hand
from plans_by_hand import Line
from test_pages import Page, ask, follow, shown, visit

from data import questions
from data.filters import Filters
from loaders.records import Plan
from pages.parts import address, links, privacy, selection, words
from pages.parts.links import Links
from pages.utforska import charts

EKBY = "Ekby 2024"
NARROW = [
    ({"status": ["pagar", "ej_paborjad"]}, Filters(statuses=("pagar", "ej_paborjad"))),
    ({"lage": "red"}, Filters(lights=("red",))),
    ({"tid": "deadline", "omrade": "unga"}, Filters(timings=("deadline",), areas=("unga",))),
    ({"ansvarig": "person:Eva Ek"}, Filters(actors=("person:Eva Ek",))),
    ({"part": "Polisen"}, Filters(parties=("Polisen",))),
    ({"plats": ["Torget", "-"], "omrade": "platser"}, Filters(subareas=("Torget", ""), areas=("platser",))),
    ({"fran_dag": "2024-09-01", "till_dag": "2024-12-31"}, Filters(period_from=date(2024, 9, 1), period_to=date(2024, 12, 31))),
    ({"sok": "torget klart"}, Filters(text="torget klart")),
]  # fmt: skip


@pytest.mark.parametrize(("query", "filters"), NARROW)
def test_the_address_makes_the_filters_and_is_made_of_them(query: dict[str, str], filters: Filters) -> None:
    lists = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    found = selection.of(address.read(lists))
    assert found == filters
    assert {name: list(values) for name, values in selection.written(found).items()} == lists
    assert len(selection.active(found)) == sum(len(values) for values in lists.values())


def test_what_is_no_code_or_day_is_no_filter() -> None:
    strange = {"status": ["<b>"], "lage": [""], "fran_dag": ["i går"], "omrade": ["himlen"], "sok": ["  "]}
    assert selection.of(address.read(strange)) == Filters()


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = register_by_hand.register()
    yield con
    con.close()


@pytest.fixture(scope="module")
def chosen(con: duckdb.DuckDBPyConnection) -> list[tuple[Filters, set[str]]]:
    """Each narrow choice in the plan, with the measures that any answer to it may name."""
    narrow = [replace(filters, plans=(EKBY,)) for _, filters in NARROW]
    return [
        (
            filters,
            {
                str(measure)
                for question in ("measures", "vanished", "since_last_rows")
                for measure in questions.ask(con, question, filters)["measure"]
            },
        )
        for filters in narrow
    ]


@pytest.mark.parametrize("name", sorted(questions.names()))
def test_every_question_keeps_to_the_filters(
    con: duckdb.DuckDBPyConnection, chosen: list[tuple[Filters, set[str]]], name: str
) -> None:
    unfiltered = {
        "measure_plan",
        "choices",
        "people",
        "plans",
        "documents",
        "corrections",
        "identity_decisions",
        "proposals",
    }
    for filters, kept in chosen:
        found = questions.ask(con, name, filters)
        if "measure" in found.columns and name not in unfiltered:
            assert set(found["measure"]) <= kept, filters
    nothing = questions.ask(con, name, Filters(plans=(EKBY,), text="finns inte någonstans"))
    if "measure" in nothing.columns and name not in unfiltered:
        assert nothing.empty


@pytest.mark.parametrize(("query", "filters"), NARROW)
def test_the_figures_follow_and_open_their_rows(by_hand: None, query: dict[str, str], filters: Filters) -> None:
    chosen = replace(filters, plans=(EKBY,))
    (key,) = ask("key_figures", chosen)
    assert 0 < key["measures"] < 13  # type: ignore[operator]
    page = visit(plan=EKBY, **query)
    removed = {0: "", 1: ", varav 1 borttagen"}.get(int(str(key["removed"])), f", varav {key['removed']} borttagna")
    assert f"Urvalet är {key['measures']} av 13 åtgärder{removed}." in page.text.replace(words.NBSP, " ")
    assert f"{key['done']} av {key['counted']}" in page.text
    for part, tail in (("done", "genomford"), ("on_track", "i_fas"), ("overdue", "forsenade")):
        href = next(href for href in page.hrefs if href.startswith("utforska") and href.endswith(tail))
        assert shown(follow(href)) == key[part], part
    for row in ask("status_by_area", chosen):
        if row["status"] != "borttagen":
            tail = f"status={row['status']}"
            hrefs = [
                href
                for href in page.hrefs
                if href.endswith(tail) and f"omrade={row['area']}" in href and "utforska" in href
            ]
            assert row["measures"] in {shown(follow(href)) for href in hrefs[:1]}
    late = visit("forsenade", plan=EKBY, **query)
    assert all(str(row["title"]) in late.text for row in ask("overdue", chosen))


def test_sentences_say_that_a_selection_is_meant(by_hand: None) -> None:
    query = {"plan": EKBY, "part": "Polisen"}
    assert "åtgärder i urvalet är genomförda" in visit(**query).answer
    assert "åtgärder i urvalet är försenade" in visit("forsenade", **query).answer
    assert "Flest åtgärder i urvalet återstår" in visit("omraden", **query).answer
    assert "i urvalet" in visit("arbetsbelastning", **query).answer
    assert "slutdatum i urvalet under 2024" in visit("arshjul", **query).answer
    assert "åtgärder i urvalet behöver ett beslut" in visit("beslut", **query).answer
    assert "i urvalet" in visit("plankvalitet", **query).answer
    done = {"plan": EKBY, "status": "genomford"}
    assert visit("beslut", **done).answer == "Inget i urvalet behöver styrgruppens beslut just nu."
    assert "Inget i urvalet behöver styrgruppens beslut just nu." in visit(**done).text
    quality = visit("plankvalitet", **{**query, "status": "ej_paborjad"}).text
    assert "Ingen åtgärd i urvalet är genomförd." in quality
    assert "i hela planen saknar åtgärd" in quality, "en orsak är ingen åtgärd: filtren väljer den inte"
    assert "i urvalet" not in visit(plan=EKBY).answer


@pytest.mark.parametrize("page", ["oversikt", "omraden", "forsenade", "arbetsbelastning", "arshjul", "utforska"])
def test_badges_take_one_value_away_and_all(by_hand: None, page: str) -> None:
    query: dict[str, str | list[str]] = {"plan": EKBY, "status": ["pagar", "ej_paborjad"], "sok": "e", "vy": "x"}
    found = visit(page, **query)
    assert 'aria-label="Ta bort filtret Status: Pågår"' in found.html
    first = found.html[found.html.index('aria-label="Ta bort filtret Status: Pågår"') - 300 :]
    href = first[: first.index('" aria-label="Ta bort filtret Status: Pågår"')].rpartition('href="')[2]
    left = follow(href.replace("&amp;", "&"))
    assert "Ta bort filtret Status: Ej påbörjad" in left.html
    assert "Ta bort filtret Status: Pågår" not in left.html
    assert "vy=x" in href, "sidans eget val är kvar"
    cleared = follow(
        next(href for href in found.hrefs if href.endswith("vy=x") and "status" not in href and "sok" not in href)
    )
    assert "Ta bort filtret" not in cleared.html
    assert "Fler filter (2)" in [popover.proto.popover.label for popover in found.app.get("popover")]


def test_widgets_write_the_address_and_the_other_pages_read_it(by_hand: None) -> None:
    app = visit(plan=EKBY).app
    app.multiselect(key="filter_ansvarig").select("organisation:Polisen").run()
    app.multiselect(key="filter_lage").select("red").run()
    app.date_input(key="filter_fran_dag").set_value(date(2024, 1, 1)).run()
    assert app.query_params["fran_dag"] == "2024-01-01"
    app.switch_page("pages/forsenade/page.py").run()
    assert app.multiselect(key="filter_ansvarig").value == ["organisation:Polisen"]
    assert app.multiselect(key="filter_lage").value == ["red"]
    app.selectbox(key="filter_plan").select("Åby 2024").run()
    assert "ansvarig" not in app.query_params, "ligger i den andra planen"
    assert app.query_params["lage"] in ("red", ["red"])
    assert app.query_params["fran_dag"] in ("2024-01-01", ["2024-01-01"]), "samma år"
    app.selectbox(key="filter_plan").select("Ekby 2025").run()
    assert "fran_dag" not in app.query_params


def test_every_filter_follows_to_the_next_page() -> None:
    named = {choice.name for choice in selection.CHOICES} | {"plan", "datum", "fran_dag", "till_dag", "sok", "namn"}
    assert named <= set(address.KEPT_NAMES)


def test_a_figure_within_a_filter_is_never_all_of_its_kind() -> None:
    base = Links({"plan": "A", "status": ("pagar", "pausad"), "ansvarig": ("person:B",)})
    assert base.rows(status="pagar").endswith("status=pagar&ansvarig=person%3AB")
    assert base.rows(status="genomford").endswith("&och_status=genomford")
    assert (
        base.narrowed(ansvarig="person:C")
        .rows(ansvarig="person:D")
        .endswith("och_ansvarig=person%3AC&och_och_ansvarig=person%3AD")
    )
    assert "status=pagar&status=pausad" in base.rows(omrade="")
    assert "status" not in base.rows(status=None)
    assert links.START == "oversikt"


def test_utforska_shows_several_plans(by_hand: None) -> None:
    every = ask("measures")
    page = visit("utforska", plan=EKBY, stadsdel="alla")
    assert sum(row["status"] == "borttagen" for row in every) == 1
    assert page.answer == (
        f"{len(every)} av {len(every)} åtgärder visas. 1 är borttagen: andelar räknas på de andra {len(every) - 1}."
    )
    assert page.app.selectbox(key="filter_plan").value == "Alla planer"
    assert "Bedömt per varje plans senaste uppföljning." in page.text
    year = visit("utforska", plan=EKBY, ar="2024")
    assert shown(year) == len(ask("measures", Filters(plans=("Ekby 2024", "Åby 2024"))))
    assert year.app.selectbox(key="filter_plan").value == "2 planer"
    one = visit("utforska", plan=EKBY, stadsdel="Åby")
    assert shown(one) == 2
    assert "Den här sidan visar en plan i taget, här Ekby 2024." in visit(plan=EKBY, ar="2024").text
    app = visit("utforska", plan=EKBY, status="pagar").app
    app.selectbox(key="filter_plan").select("Alla planer").run()
    assert app.query_params["stadsdel"] in ("alla", ["alla"])
    assert app.query_params["status"] in ("pagar", ["pagar"])
    app.selectbox(key="filter_plan").select("Åby 2024").run()
    assert "stadsdel" not in app.query_params


def test_the_comparison_takes_the_filters_that_say_something_there(by_hand: None) -> None:
    page = visit("jamfor", plan=EKBY, part="Polisen", status="pagar")
    rows = {(str(row["plan"]), str(row["area"])): row for row in ask("comparison", Filters(parties=("Polisen",)))}
    row = rows[EKBY, ""]
    assert f"{row['done']} av {row['counted']}" in page.text
    assert "Gäller inte här: Status: Pågår." in page.text
    href = next(href for href in page.hrefs if "urval=uppfoljda" in href and "plan=Ekby%202024" in href)
    assert "part=Polisen" in href
    assert "status=pagar" not in href


# --- names and contact details --------------------------------------------------------------------------------------

PERSON = "Ebba Almqvister"
SAME = "Edvin Ask"
PAGES = ("oversikt", "omraden", "forsenade", "arbetsbelastning", "jamfor", "arshjul", "utforska", "begrepp")
CONTACT = "ebba.almqvister@ekby.example, 08-123 45 67"
OWN = {"actors": (f"person:{PERSON}", "person:Edit Ahl"), "who": f"{PERSON}, {CONTACT}; Edit Ahl"}
LINES = [
    Line("Be Ebba ringa alla", "pagar", f"{PERSON}s grupp har börjat", area="unga", subarea=f"{PERSON}s kvarter", **OWN, **hand.by(date(2024, 5, 1))),
    Line("Mötas", "ej_paborjad", "Väntar på Ebba", area="platser", cause=f"Frågan från {PERSON}", goal=f"{PERSON} är nöjd", comment="Almqvister vet", **{**OWN, "actors": OWN["actors"][:1]}, **hand.by(date(2024, 12, 1))),
    Line("Vandra", "genomford", "Klart", area="unga", actors=("person:Edit Ahl",), who="Edit Ahl"),
]  # fmt: skip


def persons() -> list[Plan]:
    return [
        hand.plan("a.xlsx", LINES, followed_up=date(2024, 6, 1)),
        hand.plan("b.xlsx", LINES, district="Åby", followed_up=date(2024, 6, 1)),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_hidden_name_stands_nowhere(filled: Callable[[list[Plan]], None], page: str) -> None:
    filled(persons())
    for query in ({}, {"vy": "personer"}, {"vy": "ansvarig"}, {"ansvarig": f"person:{PERSON}"}, {"sok": "Almqvister"}):
        found = visit(page, plan=EKBY, namn="dolda", **query)
        assert "lmqvist" not in everything(found), query
        assert page == "begrepp" or "Namn dolda" in found.text
    assert page in ("oversikt", "begrepp", "arshjul") or "lmqvist" in everything(visit(page, plan=EKBY, vy="personer"))


def everything(page: Page) -> str:
    """All that AppTest knows of a page: its HTML, its choices, its plotly figures."""
    boxes = [*page.app.selectbox, *page.app.multiselect]
    figures = [str(figure.proto) for figure in page.app.get("plotly_chart")]
    kept = [str(box.options) + str(box.value) for box in boxes]
    return " ".join([page.html, *kept, *figures])


def test_hidden_names_choose_as_the_names_do(filled: Callable[[list[Plan]], None]) -> None:
    filled(persons())
    app = visit("utforska", plan=EKBY, ansvarig=f"person:{PERSON}").app
    assert shown(Page(app)) == 2
    app.toggle(key="filter_namn").set_value(True).run()
    assert app.query_params["namn"] in ("dolda", ["dolda"])
    hidden = privacy.initials(PERSON)
    assert app.query_params["ansvarig"] in (f"person:{hidden}", [f"person:{hidden}"])
    assert shown(Page(app)) == 2
    assert f"Ansvarig: {hidden} ✕" in Page(app).text
    assert "förnamn i uppföljningar kan stå kvar" in Page(app).text
    assert f"person:{hidden} (2)" in app.multiselect(key="filter_ansvarig").options or f"{hidden} (2)" in str(
        app.multiselect(key="filter_ansvarig").options
    ), "två med samma initialer hålls isär"
    app.toggle(key="filter_namn").set_value(False).run()
    assert "namn" not in app.query_params
    assert app.query_params["ansvarig"] in (f"person:{PERSON}", [f"person:{PERSON}"])


def test_a_search_finds_the_same_while_names_are_hidden(filled: Callable[[list[Plan]], None]) -> None:
    filled(persons())
    named = visit("utforska", plan=EKBY, sok=PERSON)
    hidden = visit("utforska", plan=EKBY, sok=PERSON, namn="dolda")
    assert shown(named) == shown(hidden) == 2
    assert shown(visit("utforska", plan=EKBY, sok=f"{privacy.initials(PERSON)} mötas", namn="dolda")) == 1
    assert "lmqvist" not in everything(hidden)


def test_contact_details_stand_on_the_measures_own_page_alone(filled: Callable[[list[Plan]], None]) -> None:
    filled(persons())
    for page in PAGES:
        assert "@ekby" not in everything(visit(page, plan=EKBY)), page
        assert "123 45" not in everything(visit(page, plan=EKBY)), page
    measure = str(ask("measures")[0]["measure"])
    assert privacy.NO_CONTACT in everything(visit("utforska", plan=EKBY, atgard=measure))
    assert "ebba.almqvister@ekby.example" in visit("atgard", plan=EKBY, atgard=measure).text
    hidden = everything(visit("atgard", plan=EKBY, atgard=measure, namn="dolda"))
    assert "lmqvist" not in hidden
    assert "123 45" not in hidden


def test_nothing_is_corrected_while_names_are_hidden(filled: Callable[[list[Plan]], None]) -> None:
    filled(persons())
    measure = str(ask("measures")[0]["measure"])
    open_form = {"plan": EKBY, "atgard": measure, "ratta": "vem"}
    assert visit("atgard", **open_form).app.get("form")
    hidden = visit("atgard", **open_form, namn="dolda")
    assert not hidden.app.get("form")
    assert "Visa namnen för att rätta" in hidden.text


@pytest.mark.parametrize(
    ("number", "removed", "said"),
    [
        (56, 0, ""),
        (56, 1, "1 är borttagen: andelar räknas på de andra 55."),
        (56, 2, "2 är borttagna: andelar räknas på de andra 54."),
        (5, 5, "Alla är borttagna och räknas inte i andelar."),
        (1, 1, "Den är borttagen och räknas inte i andelar."),
    ],
)
def test_a_list_says_which_of_its_rows_are_in_no_rate(number: int, removed: int, said: str) -> None:
    assert charts.removed_among(number, removed).replace(words.NBSP, " ") == said
