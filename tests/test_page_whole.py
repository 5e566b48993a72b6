"""Importera's block for the whole register: a backup taken and put back, and every document read again."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import in_app
import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from streamlit.testing.v1 import AppTest

from data import backup, intake, questions, store
from pages.importera import otherwise
from pages.parts import cache

ROOT = Path(__file__).resolve().parents[1]
PLANS = [hand.plan("ekby.xlsx", [Line("Byta belysning"), Line("Klippa")]), hand.plan("åby.xlsx", [Line("Måla")], "Åby")]


def opened() -> AppTest:
    app = in_app.opened("importera")
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    assert not app.exception, [error.message for error in app.exception]
    return "".join(str(element.proto.body) for element in app.get("html"))


def test_a_backup_is_offered_shown_and_put_back(filled: Callable[[list], None]) -> None:
    filled(PLANS)
    with io.BytesIO() as out:
        backup.write(cache.connection(), out)
        content = out.getvalue()
    intake.remove(cache.connection(), questions.ask(cache.connection(), "documents")["document"].iloc[0], "Test")
    app = opened()
    app.file_uploader("whole_upload_0").upload("kopia.zip", content).run()
    assert "har 2 dokument, 3 åtgärder och 0 rättelser" in html(app).replace("\u00a0", " ")
    app.button("whole_restore").click().run()
    assert "Skriv ditt namn först." in html(app)
    assert html(app).index("Skriv ditt namn först.") > html(app).index("Den tar registrets plats"), "vid fältet"
    assert len(cache.ask("documents")) == 1
    app.text_input("whole_restore_who").set_value("Eva Ek")
    app.button("whole_restore").click().run()
    (kept,) = (store.default_path().parent / "kopior").iterdir()
    said = f"Registret är återläst: 2 dokument. Registret som det var är sparat i mappen kopior, som {kept.name}."
    assert said in html(app)
    assert str(store.default_path().parent) not in html(app), "ingen sökväg på sidan"
    assert html(app).index(said) < html(app).index("<h1"), "där ögat är"
    assert len(cache.ask("documents")) == 2
    last = cache.ask("import_log").iloc[0]
    assert (last["name"], last["who"]) == ("kopia.zip", "Eva Ek")
    assert "återläst ur säkerhetskopian" in last["message"]


def test_a_backup_larger_than_the_page_takes_has_its_command_told(filled: Callable[[list], None]) -> None:
    filled(PLANS)
    assert "python -m data restore FIL" in html(opened())


@pytest.mark.parametrize(("content", "said"), [(b"hej", "ingen säkerhetskopia"), (b"", "ingen säkerhetskopia")])
def test_another_file_is_refused_in_a_sentence(filled: Callable[[list], None], content: bytes, said: str) -> None:
    filled(PLANS)
    app = opened()
    app.file_uploader("whole_upload_0").upload("kopia.zip", content).run()
    assert said in html(app)
    assert not [button for button in app.button if button.key == "whole_restore"]


def test_a_damaged_backup_changes_nothing(filled: Callable[[list], None]) -> None:
    filled(PLANS)
    with io.BytesIO() as out:
        backup.write(cache.connection(), out)
        content = bytearray(out.getvalue())
    content[len(content) // 2] ^= 1
    app = opened()
    app.file_uploader("whole_upload_0").upload("kopia.zip", bytes(content)).run()
    app.text_input("whole_restore_who").set_value("Eva Ek")
    app.button("whole_restore").click().run()
    assert "Säkerhetskopian är skadad eller avbruten" in html(app)
    assert len(cache.ask("documents")) == 2


def test_reading_again_reports_what_reads_otherwise(
    filled: Callable[[list], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(PLANS)
    now = {
        hand.content("ekby.xlsx"): hand.plan("ekby.xlsx", [Line("Byta belysning", "delvis", "Halva"), Line("Klippa")]),
    }

    def load(content: bytes, name: str, *_: object, **__: object) -> object:
        if content not in now:
            raise intake.UnreadableDocument("Filen <b>går</b> inte att läsa.")
        return now[content]

    monkeypatch.setattr("loaders.load", load)
    app = opened()
    app.button("whole_rebuild").click().run()
    told = html(app)
    assert "lästes på nytt" in told
    assert "Värden som läses annorlunda" in told
    assert "Ej uppföljd" in told
    assert "Delvis" in told
    assert "ej_uppfoljd" not in told
    assert "Filen &lt;b&gt;går&lt;/b&gt; inte att läsa. Det som lästes förut är kvar." in told
    assert list(cache.ask("measures")["status"]).count("delvis") == 1


def test_the_report_keeps_contact_details_and_hidden_names_to_itself(
    filled: Callable[[list], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    eva = {"actors": ("person:Eva Ekbyqvist",), "who": "Eva Ekbyqvist"}
    filled([hand.plan("ekby.xlsx", [Line("Byta belysning", **eva)])])
    now = hand.plan("ekby.xlsx", [Line("Byta belysning", "pagar", "Ring Eva Ekbyqvist, 08-123 45 67", **eva)])
    monkeypatch.setattr("loaders.load", lambda *_, **__: now)
    app = opened()
    app.button("whole_rebuild").click().run()
    assert "Ring Eva Ekbyqvist, kontaktuppgift dold" in html(app)
    assert "123 45" not in html(app)
    app.query_params["namn"] = "dolda"
    app.run()
    assert "Ring E.E., kontaktuppgift dold" in html(app)
    assert "Ekbyqvist" not in html(app)


def test_the_report_escapes_and_counts() -> None:
    told = otherwise.report(2, [("<a>", 3, "<b>", "status", "<c>", "<d>")] * 201, [("status", 201)], [])
    assert "<b>" not in told.replace("<b>Å", "")
    assert "status 201" in told
    assert "200 av 201 visas" in told
    assert "Inget läses annorlunda." in otherwise.report(1, [], [], [])
