"""What is no row in a text whose table is gone: its headers, titles and instructions, found and taken out.

The way in        parted.py (the text parted into tables), marks.py (every header wherever it stands, for blocks)
A line of them    header_lines.py (header words; header_rows.py where OCR read them across), instruction_lines.py
                  (told.py where their cells run together), titles.py, labels.py and counted_headings.py (areas),
                  words.py and signs.py (what tells them)
Together          runs.py (between two tables), alike.py (mended by the other tables' headers: torn.py, leading.py),
                  titled.py (each table's title)
Between rows      running.py (along the pages' edges), repeated.py (all that is said again)
"""
