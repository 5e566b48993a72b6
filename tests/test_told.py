"""What a click did is told also by the run that comes right after the first one, and not for long."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import told


def _page() -> None:
    import streamlit as st

    from pages.parts import told

    told.draw("here")
    st.button("gick", on_click=told.tell, args=("here", "Svaret är <sparat>."))
    st.button("gick inte", on_click=told.tell, args=("here", "", "Skriv ditt namn."))
    st.button("annat", on_click=told.forget, args=("here",))


def said(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def test_a_word_stands_in_the_next_run_and_gives_way_to_the_next_word(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(told.time, "monotonic", lambda: now[0])
    app = AppTest.from_function(_page).run()
    assert said(app) == []
    app.button[0].click().run()
    assert said(app) == ['<p class="done" role="status">Svaret är &lt;sparat&gt;.</p>']
    assert said(app.run()) == said(app) != []
    app.button[1].click().run()
    assert said(app) == ['<p class="refused" role="alert">Skriv ditt namn.</p>']
    now[0] += told.STANDS + 1
    assert said(app.run()) == []
    app.button[1].click().run()
    assert said(app) != []
    app.button[2].click().run()
    assert said(app) == []
