SELECT hour, good, reject, volume
FROM production_by_hour
WHERE line = :line AND started_at >= :startDate AND started_at < :endDate
ORDER BY started_at
