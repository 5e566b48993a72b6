-- Vad säger varje uppföljning om åtgärden, och hur lästes den?
-- measure, day, whole_year, document, place, text, status_text, comment, status, words, continues, continues_words, rule, doubt, corrected
-- Den senaste först, bara de som var kända per datum. En äldre uppföljning som ett senare dokument upprepar står en gång; en delad eller sammanslagen åtgärd har med det som sades om ursprunget. corrected är den rättade statusen, NULL när läsningen gäller.
WITH told AS (
    -- Statuskolumnen och kommentaren hör till den dag som dokumentet gäller, och till den sista uppföljningen den dagen.
    SELECT
        s.measure, d.name AS document, d.id AS document_id, d.whole_year, d.known_on, e.id AS entry, e.place,
        coalesce(f.date, d.known_on) AS day, f.position, f.text,
        coalesce(f.date, d.known_on) = d.known_on
            AND f.position = max(f.position) FILTER (coalesce(f.date, d.known_on) = d.known_on) OVER (PARTITION BY e.id) AS last,
        e.status_text, e.comment, e.followup AS entry_followup, e.status AS entry_status, e.status_words AS entry_words, e.status_rule AS entry_rule,
        e.status_doubt AS entry_doubt, e.continues AS entry_continues, e.continues_words AS entry_continues_words,
        f.status, f.status_words, f.status_rule, f.status_doubt, f.continues, f.continues_words
    FROM selected s
    JOIN history l ON l.measure = s.measure
    JOIN entry e ON e.id = l.entry
    JOIN document d ON d.id = e.document
    JOIN entry_followup f ON f.entry = e.id AND f.text <> ''
    UNION ALL
    SELECT
        s.measure, d.name, d.id, d.whole_year, d.known_on, e.id, e.place, d.known_on, 1000000, '', true,
        e.status_text, e.comment, e.followup, e.status, e.status_words, e.status_rule, e.status_doubt, e.continues, e.continues_words,
        e.status, e.status_words, e.status_rule, e.status_doubt, e.continues, e.continues_words
    FROM selected s
    JOIN history l ON l.measure = s.measure
    JOIN entry e ON e.id = l.entry
    JOIN document d ON d.id = e.document
    WHERE d.is_followup
      AND NOT EXISTS (SELECT 1 FROM entry_followup f WHERE f.entry = e.id AND f.text <> '' AND coalesce(f.date, d.known_on) = d.known_on)
      AND (e.status_text <> '' OR e.comment <> '' OR (
          e.status <> 'ej_uppfoljd' AND NOT EXISTS (SELECT 1 FROM entry_followup f WHERE f.entry = e.id AND f.text <> '')
      ))
), read AS (
    SELECT
        measure, day, whole_year AND day = known_on AS whole_year, known_on = day AS own, entry, document, place, position, text,
        CASE WHEN last THEN status_text ELSE '' END AS status_text,
        CASE WHEN last THEN comment ELSE '' END AS comment,
        -- Texten som en rättelse gjordes mot: den senaste uppföljningen hör till, också när den är av en tidigare dag.
        CASE
            WHEN last THEN concat_ws(' | ', nullif(status_text, ''), nullif(entry_followup, ''), nullif(comment, ''))
            ELSE text
        END AS seen,
        CASE WHEN last THEN entry_status ELSE status END AS status,
        CASE WHEN last THEN entry_words ELSE status_words END AS words,
        CASE WHEN last THEN entry_rule ELSE status_rule END AS rule,
        CASE WHEN last THEN entry_doubt ELSE status_doubt END AS doubt,
        CASE WHEN last THEN entry_continues ELSE continues END AS continues,
        CASE WHEN last THEN entry_continues_words ELSE continues_words END AS continues_words
    FROM told
), once AS (
    SELECT * FROM read
    QUALIFY row_number() OVER (
        PARTITION BY measure, day,
            regexp_replace(lower(CASE WHEN text <> '' THEN text ELSE status_text || ' ' || comment END), '[^\p{L}\p{N}]+', '', 'g')
        ORDER BY own DESC, entry
    ) = 1
)
SELECT
    o.measure, o.day, o.whole_year, o.document, o.place, o.text, o.status_text, o.comment, o.status, o.words, o.continues,
    o.continues_words, o.rule, o.doubt,
    (
        SELECT arg_max(k.value, (k.made_at, k.id)) FROM kept_correction k
        WHERE k.measure = o.measure AND k.field = 'status' AND k.seen = o.seen AND (k.seen <> '' OR o.day >= k.known_on)
    ) AS corrected
FROM once o
JOIN selected s ON s.measure = o.measure
JOIN moment m ON m.moment = s.moment AND m.plan = s.plan
WHERE o.day <= m.known_until
ORDER BY o.measure, o.day DESC, o.own DESC, o.position DESC, o.entry
