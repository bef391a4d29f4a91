UPDATE work_order
SET state = 'running', started_at = :at
WHERE id = :id AND state = 'planned' AND NOT EXISTS (SELECT 1 FROM work_order WHERE state = 'running')
