"""What is no row in a text whose table is gone: its headers, titles and instructions, found and taken out.

The way in        parted.py (the text parted into tables), marks.py (every header wherever it stands, for blocks;
                  on_pages.py: told by coming again with each page)
A line of them    header_lines.py (header words; header_parts.py where they break over
                  lines, header_rows.py where OCR read them across, loose_rows.py where some are the plan's
                  own), instruction_lines.py (instruction_rows.py where their cells run together, again_below.py
                  what comes again under its header), heading_lines.py, labelled_headings.py and
                  counted_headings.py (areas over a table), words.py and signs.py (what tells them)
Together          runs.py (between two tables), alike.py (mended by the other tables' headers: torn_headers.py,
                  first_columns.py, lent.py, over_rows.py; area_columns.py: what its cells say), titled.py (each
                  table's title; introduced.py: with sentences between)
Between rows      running.py (along the pages' edges), repeated.py (all that is said again)
Below them all    closing.py (where the plan is signed off)
"""
