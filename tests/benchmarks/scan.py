"""Time to read scanned pages against Tesseract's own time on the same pictures, pages two at a time in both.

Processor time, of this process and of Tesseract's, tells the same on a machine that is busy with other things.
On an idle one the ratio was 1.08 when last measured.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "tests"):
    sys.path.insert(0, str(folder))
os.environ["ATGARDSPLAN_OCR"] = ""

import pypdfium2  # noqa: E402
from test_format_scan import scanned  # noqa: E402

from loaders.formats import scan, scan_text  # noqa: E402

PAGES = 6


def main() -> None:
    """Print both times and their ratios."""
    plan = next((ROOT / "data" / "plans").glob("*VB*.pdf"))
    with pypdfium2.PdfDocument(plan.read_bytes()) as whole:
        few = pypdfium2.PdfDocument.new()
        few.import_pages(whole, list(range(PAGES)))
        out = io.BytesIO()
        few.save(out)
    content = scanned(out.getvalue(), 0.6)
    pictures = []
    with pypdfium2.PdfDocument(content) as pdf:
        pictures = [scan._bytes(scan._rendered(pdf, number)) for number in range(len(pdf))]
    scan_text.require_tesseract()

    def tesseract() -> None:
        with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
            list(pool.map(scan_text.words_on, pictures))

    own, own_work = _times(tesseract)
    ours, our_work = _times(lambda: scan.read_pages(content))
    print(f"{PAGES} sidor, mål högst kvot 1,15")
    print(f"klocktid:      Tesseract {own:.1f} s, hela läsningen {ours:.1f} s, kvot {ours / own:.2f}")
    print(f"processortid:  Tesseract {own_work:.1f} s, hela läsningen {our_work:.1f} s, kvot {our_work / own_work:.2f}")


def _times(work: Callable[[], object]) -> tuple[float, float]:
    """(wall time, processor time of this process and its children) of the work, in seconds."""
    wall, used = time.perf_counter(), _used()
    work()
    return time.perf_counter() - wall, _used() - used


def _used() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


if __name__ == "__main__":
    main()
