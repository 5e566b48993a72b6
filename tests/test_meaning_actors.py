"""Who carries a measure: the case table, the golds, and what holds for any text."""

from __future__ import annotations

import csv
import importlib.util
import warnings
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from loaders.meaning.actors import read_actors
from loaders.text import collapse, fold
from loaders.vocabulary import words

CASES = Path(__file__).parent / "meaning" / "actor_cases.csv"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
NAME_AT = 85
LEAST = 0.95


def cases() -> list[dict[str, str]]:
    """The rows of the case table: who, actors ("kind:name | …"), why, held_out."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(who: str) -> list[str]:
    """The actors as the golds write them."""
    return [f"{actor.kind}:{actor.name}" for actor in read_actors(who).actors]


def wanted(actors: str) -> list[str]:
    """A case's actors as a list."""
    return [part.strip() for part in actors.split("|") if part.strip()]


def pairs(actors: Iterable[str]) -> list[tuple[str, str]]:
    """(kind, plain name), without doubles, as score.py compares them."""
    found = []
    for actor in actors:
        kind, _, name = actor.partition(":")
        pair = (kind.strip(), fold(name).replace("-", ""))
        if pair[1] and pair not in found:
            found.append(pair)
    return found


def f1(rows: Iterable[tuple[list[str], list[str]]]) -> float:
    """F1 over (wanted, read) rows by score.py's rule: same kind, names 85 % alike."""
    hits = want_count = got_count = 0
    for want_row, got_row in rows:
        want, left = pairs(want_row), pairs(got_row)
        want_count, got_count = want_count + len(want), got_count + len(left)
        for kind, name in want:
            match = next((o for o in left if o[0] == kind and fuzz.ratio(name, o[1]) >= NAME_AT), None)
            if match:
                left.remove(match)
                hits += 1
    return 2 * hits / ((want_count + got_count) or 1)


@pytest.mark.parametrize("case", [c for c in cases() if c["held_out"] == "no"], ids=lambda c: c["who"])
def test_case(case: dict[str, str]) -> None:
    assert f1([(wanted(case["actors"]), read(case["who"]))]) == (1.0 if case["actors"] else 0.0)
    assert len(read(case["who"])) == len(wanted(case["actors"])), case["why"]


def test_held_out_cases_are_read_as_well() -> None:
    held = [c for c in cases() if c["held_out"] == "yes"]
    assert len(held) > 100
    score = f1((wanted(c["actors"]), read(c["who"])) for c in held)
    assert score >= LEAST, f"F1 {score:.3f}"


def score_module() -> ModuleType:
    """score.py beside the project."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_gold(name: str) -> None:
    path = SHARED / "gold" / f"{name}.csv"
    if not path.exists():
        pytest.skip("the golds beside the project are absent")
    names = score_module().names
    with path.open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    rows = [
        ([f"{k}:{n}" for k, n in names(r)], [f"{k}:{n}" for k, n in names({"actors": read(r["who"])})]) for r in gold
    ]
    assert f1(rows) >= LEAST


# --- beside the name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "name", "title"),
    [
        ("Kommunpolis Helena Wiklund", "Helena Wiklund", "Kommunpolis"),
        ("Helena Wiklund, kommunpolis", "Helena Wiklund", "kommunpolis"),
        ("Helena Wiklund (kommunpolis)", "Helena Wiklund", "kommunpolis"),
        ("Samordnare för platser Ingrid Holm", "Ingrid Holm", "Samordnare för platser"),
        ("Ingrid Holm, utvecklare/samordnare, Yusuf Demir", "Ingrid Holm", "utvecklare/samordnare"),
        ("Ingrid Holm", "Ingrid Holm", ""),
    ],
)
def test_title_is_the_persons_own(who: str, name: str, title: str) -> None:
    actor = read_actors(who).actors[0]
    assert (actor.kind, actor.name, actor.title) == ("person", name, title)


@pytest.mark.parametrize(
    ("who", "contacts"),
    [
        ("Helena Wiklund 070-123 45 67", {"Helena Wiklund": "070-123 45 67"}),
        (
            "Helena Wiklund, kommunpolis, 08-508 12 345, Bo Ek, bo.ek@stad.example",
            {"Helena Wiklund": "08-508 12 345", "Bo Ek": "bo.ek@stad.example"},
        ),
        ("Polisen, tel 114 14", {"Polisen": "114 14"}),
        ("Polisen, skola 2024-03-13", {"Polisen": "", "Skola": ""}),
    ],
)
def test_contact_is_kept_apart(who: str, contacts: dict[str, str]) -> None:
    assert {actor.name: actor.contact for actor in read_actors(who).actors} == contacts


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("Polisen", "Polisen"),
        ("LPO Globen", "Polisen"),
        ("Kommunpolis", "Polisen"),
        ("Kommunpolis Helena Wiklund", "Polisen"),
        ("Helena Wiklund", ""),
        ("Socialsekreterare hos polis", "Stadsdelsförvaltningen"),
        ("SDF", "Stadsdelsförvaltningen"),
        ("Stadsdelsdirektör", "Stadsdelsförvaltningen"),
        ("Socialtjänst", "Stadsdelsförvaltningen"),
        ("Stadsmiljö", "Stadsdelsförvaltningen"),
        ("Trygghetssamordnare Oskar Nyman", "Stadsdelsförvaltningen"),
        ("Rektor", "Skolan"),
        ("Björkhagaskolan", "Skolan"),
        ("Svenska Bostäder", "Fastighetsägare"),
        ("BRF", "Fastighetsägare"),
        ("Nattvandrare", "Civilsamhälle"),
        ("Rädda Barnen", "Civilsamhälle"),
        ("Idrotts- och föreningsförvaltningen", "Kommunen"),
        ("Näringsidkare", "Näringsliv"),
        ("Kriminalvården", "Övriga myndigheter"),
        ("Region Skåne", "Övriga myndigheter"),
        ("Trafikkontoret", "Kommunen"),
        ("Arbetsgruppen", "Samverkan"),
        ("Lokala Brå", "Samverkan"),
    ],
)
def test_party(who: str, party: str) -> None:
    assert read_actors(who).actors[0].party == party


def test_party_of_a_municipalitys_own_parts() -> None:
    assert [a.party for a in read_actors("Socialtjänst, polisen", home="Kommunen").actors] == ["Kommunen", "Polisen"]


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("Vakant", "Ingen ansvarig är utsedd"),
        ("?", "Ingen ansvarig är utsedd"),
        ("Alla", "namnger ingen"),
        ("Linjearbete", "namnger ingen"),
        ("Tryggbo", "Är «Tryggbo» en organisation?"),
        ("Xerdan Ydberg", "Är «Xerdan Ydberg» en person"),
        ("ssk", "socialsekreterare eller sjuksköterska"),
        ("Eva och Bengt Sjöstrand", "Heter «Eva» också Sjöstrand?"),
    ],
)
def test_doubt_is_asked(who: str, says: str) -> None:
    assert says in read_actors(who).doubt


@pytest.mark.parametrize("who", ["", "  \n ", "Polisen", "Kommunpolis Helena Wiklund och rektor"])
def test_no_doubt_without_cause(who: str) -> None:
    assert read_actors(who).doubt == ""


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Polisen\nTryggbo\nSkolan", ["organisation:Polisen", "organisation:Tryggbo", "organisation:Skola"]),
        ("Trygghetssamordnare\nOskar Nyman", ["person:Oskar Nyman"]),
        ("Oskar\nNyman", ["person:Oskar Nyman"]),
        ("Enheten för\nstadsmiljö", ["organisation:Enheten för stadsmiljö"]),
    ],
)
def test_lines(who: str, expected: list[str]) -> None:
    assert read(who) == expected


# --- the vocabulary ------------------------------------------------------------------------------------------------


def entries() -> list[str]:
    """What the vocabulary of bodies, titles and joiners lists, one string each."""
    bodies, titles, who = words("bodies"), words("titles"), words("who")
    found = [form for entry in bodies["known"] for form in [entry["name"], *entry.get("forms", [])]]
    found += [*bodies["names"]["place"], *bodies["names"]["pairs"], *bodies["short"]]
    found += [end for group in [*bodies["head"], *titles["head"]] for end in group["ends"]]
    found += [form for group in titles["word"] for form in group["forms"]]
    found += [*titles["short"], *titles["irregular"], *titles["before"]]
    found += [
        text
        for table in ("joiners", "nobody")
        for values in who[table].values()
        if isinstance(values, list)
        for text in values
    ]
    found += [text for table in ("labels", "left_out", "determiners", "vague", "verbs") for text in who[table]["words"]]
    return list(dict.fromkeys(found))


def test_vocabulary_entries_that_no_case_uses() -> None:
    texts = " | ".join(fold(case["who"]) for case in cases())
    unused = [entry for entry in entries() if fold(entry) not in texts]
    assert len(unused) < len(entries())
    if unused:
        warnings.warn(f"{len(unused)} of {len(entries())} entries that no case uses: {', '.join(unused)}", stacklevel=1)


@pytest.mark.parametrize("group", [*words("titles")["head"], *words("titles")["word"]], ids=lambda g: g["examples"][0])
def test_title_examples(group: dict[str, list[str]]) -> None:
    for example in group["examples"]:
        who, _, expected = example.partition(" => ")
        assert read(who) == wanted(expected)


@pytest.mark.parametrize("group", words("bodies")["head"], ids=lambda g: g["examples"][0])
def test_body_examples(group: dict[str, list[str]]) -> None:
    for example in group["examples"]:
        assert [actor.kind for actor in read_actors(example).actors] == ["organisation"]


@pytest.mark.parametrize("party", words("parties")["party"], ids=lambda p: p["name"])
def test_party_examples(party: dict[str, object]) -> None:
    examples = party["examples"]
    assert isinstance(examples, list)
    for example in examples:
        assert read_actors(example, home="home").actors[0].party == party["name"]


# --- any text ------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Polisen",
        "soc.",
        "Enh",
        "prevention",
        "och",
        "trygghet",
        "Nadia",
        "Haddad",
        "af",
        "A.",
        "kommunpolis",
        "rektorer",
        "i",
        "på",
        "för",
        ",",
        "/",
        "&",
        "(",
        ")",
        ":",
        "-",
        "1.",
        "ansvarig",
        "är",
        "har",
        "tillsammans",
        "med",
        "m.fl.",
        "alla",
        "Skolan",
        "Kultur-",
        "fritidsförvaltningen",
        "070-123 45 67",
        "a.b@c.example",
        "&r",
        "Botkyrka",
        "kommun",
        "SSPF",
        "bitr",
        "\n",
        "mellan",
        "Svenska",
        "Bostäder",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))


@given(TEXTS)
def test_what_holds_for_any_text(who: str) -> None:
    reading = read_actors(who)
    text = collapse(who)
    keys = [(actor.kind, fold(actor.name)) for actor in reading.actors]
    assert len(keys) == len(set(keys))
    for actor in reading.actors:
        assert actor.kind in ("person", "function", "organisation")
        assert actor.name.strip() and actor.name == collapse(actor.name)
        assert actor.words and actor.words in text
        assert "@" not in actor.name
    assert bool(reading.actors or reading.doubt) == bool(text)
