SELECT name, title, temperature, rate
FROM recipe
ORDER BY name
