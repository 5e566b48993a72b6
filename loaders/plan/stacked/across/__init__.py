"""Text that OCR read in strips or straight across the columns, read line by line: each line parted into pieces that go
on in cells or begin them.

The way in        read.py (lines across the columns, pages column by column), shape.py (how likely lines go across)
What is read      table_lines.py (each table's lines), headings.py (between the rows), by_columns.py (what the headers
                  over a page's columns tell of the lines under them)
Round by round    rounds.py (read, learn, read again), beforehand.py (what the lines show before), learnt.py (what a
                  reading teaches)
One reading       strips.py (the best way through a table's lines: steps.py from states.py to states, turn.py how a line
                  follows the one above), ways.py (through one line: begun.py and going_on.py, of way.py), table.py
                  (what is taken for known of the columns), pieces.py (what a piece says)
Handed on         rows.py (cells, and how sure they are)
"""
