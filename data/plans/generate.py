"""Write the example documents and their expected registers from `source/`: `python -m data.plans.generate`.

The same sources give the same bytes on every run, so that a change of a document shows as a change of its source.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.plans.expected import register_csv
from data.plans.read import Example, examples
from data.plans.write_docx import docx
from data.plans.write_pdf import pdf
from data.plans.write_tsv import tsv
from data.plans.write_xlsx import xlsx

HOME = Path(__file__).parent
FORMS: dict[str, Callable[[Example], bytes]] = {".docx": docx, ".pdf": pdf, ".tsv": tsv, ".xlsx": xlsx}


def files() -> dict[Path, bytes]:
    """Every generated file's path and content."""
    written: dict[Path, bytes] = {}
    for example in examples():
        written[HOME / example.file] = FORMS[Path(example.file).suffix](example)
        written[HOME / "expected" / f"{example.name}.csv"] = register_csv(example)
    return written


def main() -> None:
    for path, content in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(path.relative_to(HOME))


if __name__ == "__main__":
    main()
