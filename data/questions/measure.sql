-- Vad säger planen om åtgärden, och hur står det till med den?
-- measure, plan, area, subarea, cause, title, item, goal, when_text, who, comment, other, status, continues, timing, start_date, end_date, light, overdue, days_late, soon, removed, confidence, as_of
-- En rad per åtgärd, som den är känd per datum, rättad för hand. other är kolumner som läsningen inte känner: rubrik och text.
SELECT
    s.measure, s.plan, s.area, s.subarea, s.cause, s.title, s.item, s.goal, s.when_text, s.who, s.comment, s.other,
    s.status, s.continues, s.timing, s.start_date, s.end_date, s.light, s.overdue, s.days_late, s.soon, s.removed,
    s.confidence, s.as_of
FROM selected s
ORDER BY s.measure
