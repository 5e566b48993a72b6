-- Vilka bär åtgärden, och hur når man dem?
-- measure, kind, name, title, party, contact, written, why
-- Per datum, rättat för hand. written är namnet som det står, why varför det är name (tomt när det står så). contact (telefon, e-post) visas bara på sidan Åtgärd.
SELECT s.measure, a.kind, a.name, a.title, a.party, a.contact, a.written, a.why
FROM selected s
JOIN current_actor a ON a.moment = s.moment AND a.measure = s.measure
ORDER BY s.measure, a.position
