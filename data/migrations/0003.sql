-- What stands in the way of a measure, as its follow-up says it. Blank for what an earlier program read: `rebuild` reads
-- the originals again.

ALTER TABLE entry ADD COLUMN obstacle VARCHAR DEFAULT '';
ALTER TABLE entry ADD COLUMN obstacle_words VARCHAR DEFAULT '';
ALTER TABLE entry ADD COLUMN obstacle_rule VARCHAR DEFAULT '';
ALTER TABLE entry ADD COLUMN waits_for VARCHAR DEFAULT '';
ALTER TABLE entry ADD COLUMN waits_for_party VARCHAR DEFAULT '';
COMMENT ON COLUMN entry.obstacle IS 'What stands in the way by the latest follow-up: it waits, it lacks something, it is hindered; empty when it says nothing of that.';
COMMENT ON COLUMN entry.waits_for_party IS 'The samverkanspart that is waited for, empty when the words name none.';

ALTER TABLE entry_followup ADD COLUMN obstacle VARCHAR DEFAULT '';
ALTER TABLE entry_followup ADD COLUMN obstacle_words VARCHAR DEFAULT '';
ALTER TABLE entry_followup ADD COLUMN obstacle_rule VARCHAR DEFAULT '';
ALTER TABLE entry_followup ADD COLUMN waits_for VARCHAR DEFAULT '';
ALTER TABLE entry_followup ADD COLUMN waits_for_party VARCHAR DEFAULT '';
ALTER TABLE entry ALTER COLUMN obstacle SET NOT NULL;
ALTER TABLE entry ALTER COLUMN obstacle_words SET NOT NULL;
ALTER TABLE entry ALTER COLUMN obstacle_rule SET NOT NULL;
ALTER TABLE entry ALTER COLUMN waits_for SET NOT NULL;
ALTER TABLE entry ALTER COLUMN waits_for_party SET NOT NULL;
ALTER TABLE entry_followup ALTER COLUMN obstacle SET NOT NULL;
ALTER TABLE entry_followup ALTER COLUMN obstacle_words SET NOT NULL;
ALTER TABLE entry_followup ALTER COLUMN obstacle_rule SET NOT NULL;
ALTER TABLE entry_followup ALTER COLUMN waits_for SET NOT NULL;
ALTER TABLE entry_followup ALTER COLUMN waits_for_party SET NOT NULL;

-- What people say while they review an import, kept so that undoing the import takes just that back.

ALTER TABLE document ADD COLUMN given_followed_up DATE;
COMMENT ON COLUMN document.given_followed_up IS 'The follow-up date that the importer stated by hand.';
ALTER TABLE decision ADD COLUMN came_with VARCHAR;
COMMENT ON COLUMN decision.came_with IS 'sha256 of the document that was reviewed when it was said: undone with that import.';
ALTER TABLE correction ADD COLUMN came_with VARCHAR;
COMMENT ON COLUMN correction.came_with IS 'sha256 of the document that was reviewed when it was made: undone with that import.';

CREATE TABLE column_choice (
    district VARCHAR NOT NULL,
    header VARCHAR NOT NULL CHECK (trim(header) <> ''),
    role VARCHAR NOT NULL CHECK (role IN ('area', 'subarea', 'cause', 'measure', 'goal', 'when', 'start', 'end', 'who', 'partner', 'followup', 'status', 'comment')),
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    made_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    came_with VARCHAR
);
COMMENT ON TABLE column_choice IS 'What a district means by a column heading that the vocabulary does not know; the latest that is not undone holds, for all of the district''s documents.';
COMMENT ON COLUMN column_choice.header IS 'The heading as written; compared without case and diacritics.';
COMMENT ON COLUMN column_choice.came_with IS 'sha256 of the document that was reviewed when it was chosen: undone with that import.';

CREATE TABLE doubt_answer (
    sha256 VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    made_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    came_with VARCHAR
);
COMMENT ON TABLE doubt_answer IS 'Questions of the reading that a person has looked at and left as read, when no value of a measure answers them.';
COMMENT ON COLUMN doubt_answer.sha256 IS 'The document that was asked about; question, text and place are the doubt''s own.';

-- What goals and follow-ups say by themselves: read when the register is opened, since texts_read_with is empty.

ALTER TABLE register ADD COLUMN texts_read_with VARCHAR DEFAULT '';
ALTER TABLE register ALTER COLUMN texts_read_with SET NOT NULL;
COMMENT ON COLUMN register.texts_read_with IS 'Fingerprint of the reading that goal_reading and told_reading come from: another one reads the texts anew.';

CREATE TABLE goal_reading (
    text VARCHAR PRIMARY KEY,
    aim VARCHAR NOT NULL CHECK (aim IN ('', 'change', 'state', 'activity', 'count')),
    aim_words VARCHAR NOT NULL,
    number_words VARCHAR NOT NULL,
    date_words VARCHAR NOT NULL,
    vague_words VARCHAR NOT NULL,
    rule VARCHAR NOT NULL
);
COMMENT ON TABLE goal_reading IS 'What each goal, of a document or a correction, says that can be followed up: in its own words, empty for what it does not say.';

CREATE TABLE told_reading (
    text VARCHAR PRIMARY KEY,
    result VARCHAR NOT NULL CHECK (result IN ('', 'effect', 'verdict', 'reach')),
    result_words VARCHAR NOT NULL,
    left_words VARCHAR NOT NULL,
    ahead_words VARCHAR NOT NULL,
    works_words VARCHAR NOT NULL,
    opens VARCHAR NOT NULL CHECK (opens IN ('', 'genomford', 'delvis', 'pagar', 'ej_paborjad', 'pausad', 'ej_genomford', 'borttagen')),
    opens_words VARCHAR NOT NULL,
    rule VARCHAR NOT NULL
);
COMMENT ON TABLE told_reading IS 'What each status, follow-up and comment says beside the status.';
COMMENT ON COLUMN told_reading.result IS 'effect: something became different; verdict: what those concerned think; reach: how many were reached.';
COMMENT ON COLUMN told_reading.opens IS 'The status whose words the text begins with.';

-- Which columns a document has, and causes without measures. NULL where the document was read before: `rebuild` reads the
-- originals again. Until then the doubts hold the lone causes, whole rows, without their areas.

ALTER TABLE document ADD COLUMN columns VARCHAR[];
COMMENT ON COLUMN document.columns IS 'Which of a plan''s columns its tables have (goal, when, who …); NULL when it was read before that was noted.';

CREATE TABLE lone_cause (
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    area VARCHAR CHECK (area IN ('unga', 'platser', 'systemhotande', 'brottsoffer', 'kriminella_miljoer', 'ovrigt')),
    cause VARCHAR NOT NULL CHECK (cause <> ''),
    page INTEGER,
    sheet VARCHAR,
    table_no INTEGER,
    row_no INTEGER,
    line INTEGER,
    place VARCHAR NOT NULL
);
COMMENT ON TABLE lone_cause IS 'A cause that stands in a row of its own, without any measure.';
COMMENT ON COLUMN lone_cause.area IS 'NULL when it was read before the area was noted.';

INSERT INTO lone_cause
SELECT document, position, NULL, text, page, sheet, table_no, row_no, line, place
FROM doubt
WHERE question = 'Raden har en orsak men ingen åtgärd. Saknas åtgärden?' AND text <> '';

-- Persons: which names of a district are one person, what is asked of it, and what people have said.
-- person and person_question are derived: filled when the register is opened, since linked_with is empty.

CREATE TABLE person (
    district VARCHAR NOT NULL,
    spelling VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL CHECK (decided_by IN ('same', 'rule', 'hand')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (district, spelling),
    CHECK ((decided_by = 'same') = (spelling = name))
);
COMMENT ON TABLE person IS 'Which person each name in a district''s documents is: one row per spelling.';
COMMENT ON COLUMN person.name IS 'The spelling that the person is shown and counted under.';
COMMENT ON COLUMN person.decided_by IS 'same: the name itself; rule: only one it can be; hand: said by a person.';
COMMENT ON COLUMN person.reason IS 'Why, as a Swedish sentence. Empty for the name itself.';

CREATE TABLE person_question (
    district VARCHAR NOT NULL,
    first VARCHAR NOT NULL,
    second VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('first_name', 'near', 'alone')),
    similarity INTEGER NOT NULL CHECK (similarity BETWEEN 0 AND 100),
    reason VARCHAR NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (district, first, second),
    CHECK ((kind = 'alone') = (second = ''))
);
COMMENT ON TABLE person_question IS 'Names in a district that may be one person: for a human to decide, never joined in silence.';
COMMENT ON COLUMN person_question.kind IS 'first_name: a first name alone that several full names begin with; near: nearly the same spelling; alone: a first name that no full name begins with.';

CREATE SEQUENCE person_decision_id;
CREATE TABLE person_decision (
    id INTEGER PRIMARY KEY DEFAULT nextval('person_decision_id'),
    district VARCHAR NOT NULL CHECK (trim(district) <> ''),
    first VARCHAR NOT NULL CHECK (first <> ''),
    second VARCHAR NOT NULL CHECK (second <> ''),
    same BOOLEAN NOT NULL,
    who VARCHAR NOT NULL CHECK (trim(who) <> ''),
    made_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    undone_by VARCHAR,
    CHECK (first < second),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
COMMENT ON TABLE person_decision IS 'What a person said of two spellings of names in a district: the same person, or not. Undone, never deleted; imports do not touch it.';
COMMENT ON COLUMN person_decision.made_at IS 'UTC.';

UPDATE register SET linked_with = '';

-- Documents without tables are read with the help of the plan's other documents, and what people said of their rows is
-- found again in another reading.

ALTER TABLE document ADD COLUMN read_with VARCHAR;
UPDATE document SET read_with = '' WHERE form = 'stacked text';
COMMENT ON COLUMN document.read_with IS 'NULL where the rows come from the document''s own tables. Without tables: a fingerprint of the plan''s known rows that helped to read it, empty when there were none.';

CREATE TABLE same_row (
    sha256 VARCHAR NOT NULL,
    row INTEGER NOT NULL,
    fingerprint VARCHAR NOT NULL,
    same VARCHAR NOT NULL,
    PRIMARY KEY (sha256, row, fingerprint)
);
COMMENT ON TABLE same_row IS 'Places that are one row of a file, as its several readings have it: where corrections and decisions find it again.';
COMMENT ON COLUMN same_row.same IS 'Equal for places that are the same row of the file.';
