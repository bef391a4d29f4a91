SELECT id, recipe, quantity, state, good, reject, started, completed
FROM work_orders
WHERE COALESCE(:state, state) = state
ORDER BY id
