-- Where each entry stands in its file: row and text as read now (own), and as other readings of the same file have it.
SELECT e.id AS entry, d.sha256, e.row, e.fingerprint, true AS own
FROM entry e
JOIN document d ON d.id = e.document
UNION ALL
SELECT e.id, d.sha256, other.row, other.fingerprint, false
FROM entry e
JOIN document d ON d.id = e.document
JOIN same_row here ON here.sha256 = d.sha256 AND here.row = e.row AND here.fingerprint = e.fingerprint
JOIN same_row other ON other.sha256 = here.sha256 AND other.same = here.same
WHERE (other.row, other.fingerprint) <> (here.row, here.fingerprint)
