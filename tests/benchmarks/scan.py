"""Time to read scanned pages against Tesseract's own time on the same pictures, pages two at a time in both."""

from __future__ import annotations

import io
import os
import sys
import time
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
    """Print both times and their ratio."""
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
    start = time.perf_counter()
    with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
        list(pool.map(scan_text.words_on, pictures))
    own = time.perf_counter() - start
    start = time.perf_counter()
    scan.read_pages(content)
    ours = time.perf_counter() - start
    print(f"{PAGES} sidor: Tesseract {own:.1f} s, hela läsningen {ours:.1f} s, kvot {ours / own:.2f} (mål högst 1,15)")


if __name__ == "__main__":
    main()
