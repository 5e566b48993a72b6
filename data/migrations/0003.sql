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
