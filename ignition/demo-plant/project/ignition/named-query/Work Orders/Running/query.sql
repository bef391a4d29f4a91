SELECT id
FROM work_order
WHERE state = 'running'
