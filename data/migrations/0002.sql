-- Identity with reasons: links say why, measures know what they were divided out of, years are linked to each other.
-- The tables are derived; they are filled anew when the register is opened, since linked_with is empty.

ALTER TABLE register ADD COLUMN linked_with VARCHAR DEFAULT '';
ALTER TABLE register ALTER COLUMN linked_with SET NOT NULL;
COMMENT ON COLUMN register.linked_with IS 'Fingerprint of the matching that the derived tables come from: another one computes them anew.';

DROP TABLE link;
DROP TABLE proposal;
CREATE TABLE link (
    entry VARCHAR PRIMARY KEY,
    measure VARCHAR NOT NULL,
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 100),
    decided_by VARCHAR NOT NULL CHECK (decided_by IN ('same', 'sure', 'hand')),
    reason VARCHAR NOT NULL,
    new_owner BOOLEAN NOT NULL
);
COMMENT ON TABLE link IS 'Which measure each entry is.';
COMMENT ON COLUMN link.decided_by IS 'same: the entry names the measure; sure: matched by its text; hand: confirmed by a person.';
COMMENT ON COLUMN link.reason IS 'Why, as a Swedish sentence: what agrees and what differs. Empty when the entry names the measure.';
COMMENT ON COLUMN link.new_owner IS 'Others carry it than in the measure''s document before; a first name or a misspelling is no other.';

CREATE TABLE origin (
    measure VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    steps INTEGER NOT NULL CHECK (steps >= 1),
    kind VARCHAR NOT NULL CHECK (kind IN ('split', 'merged')),
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 100),
    decided_by VARCHAR NOT NULL CHECK (decided_by IN ('sure', 'hand')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (measure, origin)
);
COMMENT ON TABLE origin IS 'Which measures of the same plan a measure came out of: it is a part of one (split), or holds several (merged).';
COMMENT ON COLUMN origin.steps IS '1 for the measure that it came out of, 2 for that one''s own origin, and so on.';

CREATE TABLE year_link (
    plan VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    before_plan VARCHAR NOT NULL,
    before_measure VARCHAR NOT NULL,
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 100),
    decided_by VARCHAR NOT NULL CHECK (decided_by IN ('sure', 'hand')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (measure, before_measure)
);
COMMENT ON TABLE year_link IS 'Which measure of the year before a measure carries on.';

CREATE TABLE proposal (
    plan VARCHAR NOT NULL,
    before_entry VARCHAR NOT NULL,
    after_entry VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('one', 'split', 'merged', 'next_year')),
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 100),
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE proposal IS 'Entries of two documents that may be the same measure: for a person to decide.';
COMMENT ON COLUMN proposal.kind IS 'one: the same measure; split, merged: one of the parts; next_year: carried on from the year before.';

COMMENT ON TABLE decision IS 'What a person said of two entries: the same measure (of two years: carried on), or not. Outlasts imports.';
