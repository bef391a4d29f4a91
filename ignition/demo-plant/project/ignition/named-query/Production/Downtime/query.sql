SELECT started, ended, code, reason
FROM downtime_events
WHERE line = :line AND started_at >= :startDate AND started_at < :endDate
ORDER BY started_at
