-- What a document says can be said otherwise than the program read it: more fields to correct.
-- A CHECK cannot be changed where it stands, so the table is made again.

CREATE TABLE correction_5 (
    id INTEGER PRIMARY KEY DEFAULT nextval('correction_id'),
    plan VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    field VARCHAR NOT NULL CHECK (field IN ('area', 'subarea', 'cause', 'measure', 'goal', 'status', 'continues', 'timing', 'start', 'end', 'actors', 'is_measure',
        'written_measure', 'written_cause', 'written_goal', 'written_when', 'written_who', 'written_status_text', 'written_followup', 'written_comment')),
    value VARCHAR NOT NULL,
    seen VARCHAR NOT NULL,
    known_on DATE NOT NULL,
    why VARCHAR NOT NULL CHECK (trim(why) <> ''),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    made_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    undone_by VARCHAR,
    came_with VARCHAR,
    CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CHECK (field <> 'status' OR value IN ('genomford', 'delvis', 'pagar', 'ej_paborjad', 'pausad', 'ej_genomford', 'borttagen', 'oklar', 'ej_uppfoljd')),
    CHECK (field <> 'area' OR value IN ('unga', 'platser', 'systemhotande', 'brottsoffer', 'kriminella_miljoer', 'ovrigt')),
    CHECK (field <> 'timing' OR value IN ('deadline', 'start', 'recurring', 'ongoing', 'on_demand', 'unset')),
    CHECK (field NOT IN ('continues', 'is_measure') OR value IN ('true', 'false')),
    CHECK (field NOT IN ('start', 'end') OR value = '' OR try_cast(value AS DATE) IS NOT NULL)
);
INSERT INTO correction_5
SELECT id, plan, measure, field, value, seen, known_on, why, who, made_at, undone_at, undone_by, came_with FROM correction;
DROP TABLE correction;
ALTER TABLE correction_5 RENAME TO correction;
COMMENT ON TABLE correction IS 'What a person says instead of the reading. Undone, never deleted; imports do not touch it.';
COMMENT ON COLUMN correction.field IS 'A value of a measure; written_…: a text of a row in one document, where a person reads other words than the program.';
COMMENT ON COLUMN correction.measure IS 'The measure''s id when it was corrected, to read; correction_anchor finds it.';
COMMENT ON COLUMN correction.seen IS 'The document''s text that the field is read from, when it was corrected: a document that says something else is not corrected by it.';
COMMENT ON COLUMN correction.known_on IS 'The follow-up that was shown when it was corrected: where there was no text, it holds from then on.';
COMMENT ON COLUMN correction.value IS 'ISO date, code, true or false, text, or actors as «kind:name | kind:name»; empty takes the value away.';
COMMENT ON COLUMN correction.came_with IS 'sha256 of the document that was reviewed when it was made: undone with that import.';
