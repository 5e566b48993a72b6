-- current_measure at each moment, only what the filters choose; with what no longer stands in the plan.
SELECT *
FROM current_measure
WHERE (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area))
  AND (len($subareas::VARCHAR[]) = 0 OR list_contains($subareas::VARCHAR[], subarea))
  AND (len($statuses::VARCHAR[]) = 0 OR list_contains($statuses::VARCHAR[], status))
  AND (len($lights::VARCHAR[]) = 0 OR list_contains($lights::VARCHAR[], light))
  AND (len($timings::VARCHAR[]) = 0 OR list_contains($timings::VARCHAR[], timing))
  AND (len($actors::VARCHAR[]) = 0 OR list_has_any($actors::VARCHAR[], actor_keys))
  AND (len($parties::VARCHAR[]) = 0 OR list_has_any($parties::VARCHAR[], party_keys))
  AND ($period_from::DATE IS NULL OR coalesce(end_date >= $period_from::DATE, start_date IS NOT NULL))
  AND ($period_to::DATE IS NULL OR coalesce(start_date <= $period_to::DATE, end_date <= $period_to::DATE, false))
  AND (len($measures::VARCHAR[]) = 0 OR measure IN (
      SELECT l.measure FROM link l WHERE list_contains($measures::VARCHAR[], l.entry)
  ))
  AND ($text::VARCHAR = '' OR len(list_filter(
      string_split_regex(lower(trim($text::VARCHAR)), '\s+'),
      lambda word: NOT contains(lower(concat_ws(' ', subarea, cause, title, goal, when_text, who, followup,
          status_text, comment, actors, parties, plan, array_to_string(list_transform(other, lambda o: o.text), ' '))), word)
  )) = 0)
