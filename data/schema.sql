-- The register: what each document says, which measures that makes, and what people have corrected.
--
-- Three kinds of tables:
--   read    document, original, entry, entry_followup, entry_actor, lone_cause, doubt, account, unknown_column: exactly
--           what one document brought; removed with it.
--   derived plan, measure, link, origin, year_link, proposal: computed anew for a whole plan from all its documents,
--           so that the order of imports cannot matter; person, person_question: likewise for a whole district;
--           goal_reading, told_reading: what each text says by itself.
--   kept    correction, correction_anchor, same_row, decision, person_decision, column_choice, doubt_answer, import_log:
--           what people did and where; an import never takes it away, and undoing one takes back what was said in its own review
--           (came_with), nothing else.
--
-- There are no foreign keys: DuckDB has no CASCADE, and deleting children and their parent in one transaction fails.
-- Times are UTC in TIMESTAMP (TIMESTAMPTZ would need another library to be read).

CREATE TABLE register (
    id BOOLEAN PRIMARY KEY DEFAULT true CHECK (id),
    schema_version INTEGER NOT NULL,
    changes BIGINT NOT NULL DEFAULT 0 CHECK (changes >= 0),
    linked_with VARCHAR NOT NULL DEFAULT '',
    texts_read_with VARCHAR NOT NULL DEFAULT ''
);
COMMENT ON TABLE register IS 'One row about the register itself.';
COMMENT ON COLUMN register.schema_version IS 'Which schema.sql and migrations the tables follow.';
COMMENT ON COLUMN register.changes IS 'Counts every committed change: a key for caches.';
COMMENT ON COLUMN register.linked_with IS 'Fingerprint of the matching that the derived tables come from: another one computes them anew.';
COMMENT ON COLUMN register.texts_read_with IS 'Fingerprint of the reading that goal_reading and told_reading come from: another one reads the texts anew.';

CREATE TABLE document (
    id VARCHAR PRIMARY KEY CHECK (regexp_full_match(id, '[0-9a-f]{12}')),
    sha256 VARCHAR NOT NULL UNIQUE CHECK (regexp_full_match(sha256, '[0-9a-f]{64}') AND starts_with(sha256, id)),
    name VARCHAR NOT NULL CHECK (name <> ''),
    form VARCHAR NOT NULL CHECK (form IN ('xlsx', 'docx', 'pdf', 'scanned pdf', 'csv', 'tsv', 'markdown', 'stacked text')),
    district VARCHAR NOT NULL CHECK (trim(district) <> ''),
    plan_year INTEGER NOT NULL CHECK (plan_year BETWEEN 1990 AND 2100),
    police_area VARCHAR,
    followed_up DATE,
    whole_year BOOLEAN NOT NULL,
    is_followup BOOLEAN NOT NULL,
    known_on DATE NOT NULL,
    given_district VARCHAR,
    given_year INTEGER,
    example BOOLEAN NOT NULL DEFAULT false,
    warnings VARCHAR[] NOT NULL,
    loader_version VARCHAR NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    imported_by VARCHAR NOT NULL CHECK (imported_by <> ''),
    columns VARCHAR[],
    given_followed_up DATE,
    read_with VARCHAR
);
COMMENT ON TABLE document IS 'One imported file. The same bytes are one document, however often they are imported.';
COMMENT ON COLUMN document.id IS 'The first twelve digits of sha256.';
COMMENT ON COLUMN document.followed_up IS 'The date of the latest follow-up that the document states.';
COMMENT ON COLUMN document.whole_year IS 'A follow-up of the whole year: judged on 1 January of the next year.';
COMMENT ON COLUMN document.is_followup IS 'False for a plan as written, before any follow-up.';
COMMENT ON COLUMN document.known_on IS 'The day whose knowledge the document holds, and its default as-of date: the follow-up date, 1 January after a followed-up year, 1 January of the plan year for a plan as written.';
COMMENT ON COLUMN document.given_district IS 'The district that the importer stated by hand, so that a rebuild reads the file the same way.';
COMMENT ON COLUMN document.given_year IS 'The plan year that the importer stated by hand.';
COMMENT ON COLUMN document.given_followed_up IS 'The follow-up date that the importer stated by hand.';
COMMENT ON COLUMN document.example IS 'One of the example plans that come with the program.';
COMMENT ON COLUMN document.columns IS 'Which of a plan''s columns its tables have (goal, when, who …); NULL when it was read before that was noted.';
COMMENT ON COLUMN document.loader_version IS 'Fingerprint of the loaders'' code and vocabulary that read the document.';
COMMENT ON COLUMN document.read_with IS 'NULL where the rows come from the document''s own tables. Without tables: a fingerprint of the plan''s known rows that helped to read it, empty when there were none.';
COMMENT ON COLUMN document.imported_at IS 'UTC.';

CREATE TABLE original (
    sha256 VARCHAR PRIMARY KEY,
    bytes BLOB NOT NULL
);
COMMENT ON TABLE original IS 'Every imported file, byte for byte.';

CREATE TABLE entry (
    id VARCHAR PRIMARY KEY,
    document VARCHAR NOT NULL,
    row INTEGER NOT NULL CHECK (row >= 1),
    fingerprint VARCHAR NOT NULL,
    -- as written
    area_text VARCHAR NOT NULL,
    headings VARCHAR[] NOT NULL,
    subarea_text VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    item INTEGER CHECK (item >= 0),
    goal VARCHAR NOT NULL,
    when_text VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    followup VARCHAR NOT NULL,
    status_text VARCHAR NOT NULL,
    comment VARCHAR NOT NULL,
    other STRUCT("header" VARCHAR, "text" VARCHAR)[] NOT NULL,
    -- judged, each value with the words and the rule that decided it
    area VARCHAR NOT NULL CHECK (area IN ('unga', 'platser', 'systemhotande', 'brottsoffer', 'kriminella_miljoer', 'ovrigt')),
    area_words VARCHAR NOT NULL,
    area_rule VARCHAR NOT NULL,
    area_doubt VARCHAR NOT NULL,
    subarea VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('genomford', 'delvis', 'pagar', 'ej_paborjad', 'pausad', 'ej_genomford', 'borttagen', 'oklar', 'ej_uppfoljd')),
    status_words VARCHAR NOT NULL,
    status_rule VARCHAR NOT NULL,
    status_doubt VARCHAR NOT NULL,
    continues BOOLEAN NOT NULL,
    continues_words VARCHAR NOT NULL,
    obstacle VARCHAR NOT NULL CHECK (obstacle IN ('', 'waiting', 'lack', 'hindrance')),
    obstacle_words VARCHAR NOT NULL,
    obstacle_rule VARCHAR NOT NULL,
    waits_for VARCHAR NOT NULL,
    waits_for_party VARCHAR NOT NULL,
    timing VARCHAR NOT NULL CHECK (timing IN ('deadline', 'start', 'recurring', 'ongoing', 'on_demand', 'unset')),
    start_date DATE,
    end_date DATE,
    stated_start BOOLEAN NOT NULL,
    timing_words VARCHAR NOT NULL,
    timing_rule VARCHAR NOT NULL,
    timing_doubt VARCHAR NOT NULL,
    -- where
    page INTEGER CHECK (page >= 1),
    sheet VARCHAR,
    table_no INTEGER CHECK (table_no >= 1),
    row_no INTEGER CHECK (row_no >= 1),
    line INTEGER CHECK (line >= 1),
    place VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    UNIQUE (document, row),
    CHECK (start_date IS NULL OR end_date IS NULL OR start_date <= end_date),
    CHECK (NOT stated_start OR start_date IS NOT NULL)
);
COMMENT ON TABLE entry IS 'One measure as it stands in ONE document: as written and as judged, side by side.';
COMMENT ON COLUMN entry.id IS 'district-year-sha-row, readable and the same whenever the file is imported.';
COMMENT ON COLUMN entry.row IS 'Running number of the measure in the document.';
COMMENT ON COLUMN entry.fingerprint IS 'Of the measure''s own text, to find it again when another reading numbers the rows otherwise.';
COMMENT ON COLUMN entry.area_text IS 'The first column, inherited where the cell was blank.';
COMMENT ON COLUMN entry.subarea_text IS 'The subarea column where the document has one; subarea is the judged one.';
COMMENT ON COLUMN entry.followup IS 'The latest follow-up; all of them are in entry_followup.';
COMMENT ON COLUMN entry.obstacle IS 'What stands in the way by the latest follow-up: it waits, it lacks something, it is hindered; empty when it says nothing of that.';
COMMENT ON COLUMN entry.waits_for_party IS 'The samverkanspart that is waited for, empty when the words name none.';
COMMENT ON COLUMN entry.other IS 'Columns whose header the vocabulary does not know.';
COMMENT ON COLUMN entry.stated_start IS 'start_date is stated with a month or a day (or timing is start): a bare year or season is no stated start.';
COMMENT ON COLUMN entry.place IS 'page, sheet, table, row and line in Swedish words.';
COMMENT ON COLUMN entry.row_no IS 'Row in the table or sheet of the document; line for text without tables.';

CREATE TABLE entry_followup (
    entry VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    date DATE,
    text VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('genomford', 'delvis', 'pagar', 'ej_paborjad', 'pausad', 'ej_genomford', 'borttagen', 'oklar', 'ej_uppfoljd')),
    status_words VARCHAR NOT NULL,
    status_rule VARCHAR NOT NULL,
    status_doubt VARCHAR NOT NULL,
    continues BOOLEAN NOT NULL,
    continues_words VARCHAR NOT NULL,
    obstacle VARCHAR NOT NULL CHECK (obstacle IN ('', 'waiting', 'lack', 'hindrance')),
    obstacle_words VARCHAR NOT NULL,
    obstacle_rule VARCHAR NOT NULL,
    waits_for VARCHAR NOT NULL,
    waits_for_party VARCHAR NOT NULL
);
COMMENT ON TABLE entry_followup IS 'Each follow-up column''s text of an entry, with its date and the status it gives by itself.';

CREATE TABLE entry_actor (
    entry VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind VARCHAR NOT NULL CHECK (kind IN ('person', 'function', 'organisation')),
    name VARCHAR NOT NULL CHECK (name <> ''),
    words VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    contact VARCHAR NOT NULL
);
COMMENT ON TABLE entry_actor IS 'Who carries an entry, in reading order.';
COMMENT ON COLUMN entry_actor.party IS 'The samverkanspart by vocabulary, empty when it names none.';
COMMENT ON COLUMN entry_actor.contact IS 'Telephone or e-mail: shown on the page Åtgärd only.';

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

CREATE TABLE doubt (
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    row INTEGER,
    field VARCHAR NOT NULL,
    question VARCHAR NOT NULL CHECK (question <> ''),
    text VARCHAR NOT NULL,
    page INTEGER,
    sheet VARCHAR,
    table_no INTEGER,
    row_no INTEGER,
    line INTEGER,
    place VARCHAR NOT NULL
);
COMMENT ON TABLE doubt IS 'What the reading could not decide, as a Swedish question with its place.';
COMMENT ON COLUMN doubt.row IS 'The entry it concerns; NULL when it concerns the document or a row that became none.';

CREATE TABLE account (
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    kind VARCHAR NOT NULL CHECK (kind IN ('measure', 'continued', 'header', 'instruction', 'heading', 'total', 'blank', 'prose', 'hidden', 'doubt')),
    text VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    page INTEGER,
    sheet VARCHAR,
    table_no INTEGER,
    row_no INTEGER,
    line INTEGER,
    place VARCHAR NOT NULL
);
COMMENT ON TABLE account IS 'What became of each row of the document: nothing is lost in silence.';

CREATE TABLE unknown_column (
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    header VARCHAR NOT NULL
);
COMMENT ON TABLE unknown_column IS 'Headers that the vocabulary does not know; their texts are in entry.other.';

CREATE TABLE plan (
    id VARCHAR PRIMARY KEY,
    district VARCHAR NOT NULL,
    plan_year INTEGER NOT NULL,
    police_area VARCHAR
);
COMMENT ON TABLE plan IS 'One district''s plan for one year: «Södermalm 2024».';

CREATE TABLE measure (
    id VARCHAR PRIMARY KEY,
    plan VARCHAR NOT NULL
);
COMMENT ON TABLE measure IS 'One measure of one plan, however many of the plan''s documents it stands in.';
COMMENT ON COLUMN measure.id IS 'The id of its entry in the earliest document. Every entry''s id leads to the measure through link.';

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

CREATE SEQUENCE decision_id;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY DEFAULT nextval('decision_id'),
    before_sha256 VARCHAR NOT NULL,
    before_row INTEGER NOT NULL,
    before_fingerprint VARCHAR NOT NULL,
    after_sha256 VARCHAR NOT NULL,
    after_row INTEGER NOT NULL,
    after_fingerprint VARCHAR NOT NULL,
    same BOOLEAN NOT NULL,
    who VARCHAR NOT NULL CHECK (who <> ''),
    made_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    came_with VARCHAR
);
COMMENT ON TABLE decision IS 'What a person said of two entries: the same measure (of two years: carried on), or not. Outlasts imports.';
COMMENT ON COLUMN decision.came_with IS 'sha256 of the document that was reviewed when it was said: undone with that import.';

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

CREATE SEQUENCE correction_id;
CREATE TABLE correction (
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
COMMENT ON TABLE correction IS 'What a person says instead of the reading. Undone, never deleted; imports do not touch it.';
COMMENT ON COLUMN correction.field IS 'A value of a measure; written_…: a text of a row in one document, where a person reads other words than the program.';
COMMENT ON COLUMN correction.measure IS 'The measure''s id when it was corrected, to read; correction_anchor finds it.';
COMMENT ON COLUMN correction.seen IS 'The document''s text that the field is read from, when it was corrected: a document that says something else is not corrected by it.';
COMMENT ON COLUMN correction.known_on IS 'The follow-up that was shown when it was corrected: where there was no text, it holds from then on.';
COMMENT ON COLUMN correction.value IS 'ISO date, code, true or false, text, or actors as «kind:name | kind:name»; empty takes the value away.';

COMMENT ON COLUMN correction.came_with IS 'sha256 of the document that was reviewed when it was made: undone with that import.';

CREATE TABLE correction_anchor (
    correction INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    row INTEGER NOT NULL,
    fingerprint VARCHAR NOT NULL
);
COMMENT ON TABLE correction_anchor IS 'Where the corrected measure stood, in each of its documents.';

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

CREATE TABLE same_row (
    sha256 VARCHAR NOT NULL,
    row INTEGER NOT NULL,
    fingerprint VARCHAR NOT NULL,
    same VARCHAR NOT NULL,
    PRIMARY KEY (sha256, row, fingerprint)
);
COMMENT ON TABLE same_row IS 'Places that are one row of a file, as its several readings have it: where corrections and decisions find it again.';
COMMENT ON COLUMN same_row.same IS 'Equal for places that are the same row of the file.';

CREATE SEQUENCE import_log_id;
CREATE TABLE import_log (
    id INTEGER PRIMARY KEY DEFAULT nextval('import_log_id'),
    made_at TIMESTAMP NOT NULL,
    action VARCHAR NOT NULL CHECK (action IN ('imported', 'removed', 'rebuilt', 'failed')),
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    message VARCHAR NOT NULL
);
COMMENT ON TABLE import_log IS 'What was imported, removed and read again, by whom, and what could not be read.';
