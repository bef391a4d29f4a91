UPDATE work_order
SET state = 'completed', completed_at = :at, good = :good, reject = :reject
WHERE id = :id AND state = 'running'
