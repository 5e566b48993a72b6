"""Office packages (zip) with the same bytes on every run (another zlib may compress the same parts otherwise)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

# The day that the example documents say they were made.
MADE = datetime(2025, 12, 8, 9, 0, 0)

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def settle(package: bytes) -> bytes:
    """The package without the clock: fixed times on the parts and in the properties."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(result, "w") as taken:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>", part)
            settled = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            settled.create_system = 0
            settled.external_attr = 0
            settled.compress_type = zipfile.ZIP_DEFLATED
            taken.writestr(settled, part)
    return result.getvalue()
