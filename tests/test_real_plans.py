"""The real plans, where they lie beside the project: read as a careful reader reads them."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from loaders import load
from loaders.register import as_register

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="de riktiga planerna ligger inte bredvid projektet"),
]

FLOORS = {
    "000": {
        "rows": 1.0, "precision": 1.0, "cells": 0.99, "area": 1.0, "item": 1.0, "status": 0.97, "continues": 0.95,
        "timing": 0.97, "start": 0.96, "end": 0.96, "actors": 0.95,
    },
}  # fmt: skip


def read(name: str) -> dict[str, Any]:
    path = next((SHARED / "plans").glob(f"{name}_*"))
    return json.loads(json.dumps(as_register(load(path.read_bytes(), path.name))))


@pytest.mark.parametrize("name", FLOORS)
def test_a_real_plan_reaches_its_floor(name: str) -> None:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with (SHARED / "gold" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        shares = score.score(list(csv.DictReader(file)), read(name)["measures"])
    assert {key: round(shares[key], 3) for key, floor in FLOORS[name].items() if shares[key] < floor} == {}


def test_skarpnack_has_every_row_in_its_area() -> None:
    register = read("004")
    areas = [measure["area"] for measure in register["measures"]]
    assert register["document"]["district"] == "Skarpnäck"
    assert {area: areas.count(area) for area in dict.fromkeys(areas)} == {
        "unga": 10,
        "platser": 7,
        "systemhotande": 6,
        "brottsoffer": 12,
        "kriminella_miljoer": 4,
    }
    assert all(measure["measure"] and measure["cause"] for measure in register["measures"])
