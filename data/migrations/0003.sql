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
