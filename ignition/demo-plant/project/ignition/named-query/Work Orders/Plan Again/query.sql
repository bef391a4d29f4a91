UPDATE work_order
SET state = 'planned', started_at = NULL
WHERE id = :id AND state = 'running'
