-- One row per moment, measure and field: the latest correction that holds, because the text is the one its author
-- saw. Where there was no text to see, it holds from the follow-up that was shown then.
SELECT r.moment, r.measure, r.field, k.id, k.value, k.known_on
FROM kept_correction k
JOIN read_from r ON r.measure = k.measure AND r.field = k.field AND r.text = k.seen
WHERE k.seen <> '' OR r.known_on >= k.known_on
QUALIFY row_number() OVER (PARTITION BY r.moment, r.measure, r.field ORDER BY k.made_at DESC, k.id DESC) = 1
