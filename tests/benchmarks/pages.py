"""How long each page takes to show another choice, beside a bare Streamlit page with one chart and a table of 200 rows
in the same browser: with the example plans, and with 20 districts of ten years of 100 measures. Prints only.

    .venv/bin/python tests/benchmarks/pages.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import large_register  # noqa: E402
import served  # noqa: E402

from dashboard import PAGES  # noqa: E402
from data import questions, start, store  # noqa: E402
from data.filters import Filters  # noqa: E402

TURNS = 12
BARE = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

number = 3 if st.query_params.get("omrade") == "unga" else 8
st.title(f"Bar {number}")
st.plotly_chart(go.Figure(go.Bar(x=list(range(number)), y=list(range(number)))))
st.dataframe(pd.DataFrame({name: [f"{name} {row} {number}" for row in range(200)] for name in "abcdef"}))
"""
# Goes to an address as Back does, and says how many milliseconds it took until the script had run and all was drawn.
TURN = """async query => {
  const app = document.querySelector('.stApp');
  const state = () => app.getAttribute('data-test-script-state');
  const begun = performance.now();
  history.pushState({}, '', query);
  dispatchEvent(new PopStateEvent('popstate', {state: {}}));
  await new Promise(done => {
    setTimeout(done, 15000);
    let ran = false;
    const look = () => {
      ran ||= state() === 'running';
      if (ran && state() === 'notRunning') { watch.disconnect(); done(); }
    };
    const watch = new MutationObserver(look);
    watch.observe(app, {attributes: true});
  });
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""


def main() -> None:
    """Measure and print a line for each page."""
    with tempfile.TemporaryDirectory() as folder, served.chromium() as browser:
        examples, large = Path(folder) / "examples.duckdb", Path(folder) / "large.duckdb"
        con = store.open(examples)
        start.import_examples(con, start.examples_to_import(con), lambda done, of, name: None)
        con.close()
        large_register.fill(large)
        print("registren är gjorda")
        script = Path(folder) / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        for name, register, plan in (
            ("exempelplanerna", examples, "Södermalm 2024"),
            ("20 × 10 × 100", large, "Ekby 2024"),
        ):
            con = store.open(register)
            measure = str(questions.ask(con, "measures", Filters(plans=(plan,)))["measure"].iloc[0])
            con.close()
            with served.dashboard(register) as ours, served.bare(script) as bare:
                page = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 800}).new_page()
                page.set_default_timeout(120_000)
                print(name)
                for slug in PAGES:
                    floor = turning(page, bare, "?x=1")  # anew each time: a machine is not as fast all the time
                    path = "" if slug == "oversikt" else slug
                    query = f"?plan={quote(plan)}" + (f"&atgard={measure}" if slug == "atgard" else "")
                    took = turning(page, ours + path, query)
                    print(f"  {slug:18} {took:6.0f} ms, bar sida {floor:4.0f} ms  {took / floor:5.2f}", flush=True)
                page.context.close()


def turning(page: Page, address: str, query: str) -> float:
    """The median time of a turn between two areas, both seen before, in milliseconds."""
    page.goto(address + query)
    page.wait_for_selector("h1")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    times = [page.evaluate(TURN, f"{query}&omrade={area}") for _ in range(TURNS) for area in ("unga", "platser")]
    return statistics.median(times[4:])


if __name__ == "__main__":
    main()
