"""Text that OCR read in strips or straight across the columns, read line by line: each line parted into pieces that go
on in cells or begin them.

read.py (the way in), by_columns.py (pages read column by column under their headers), strips.py (the best way through
the lines), ways.py (through one line), pieces.py (what a piece says)
"""
