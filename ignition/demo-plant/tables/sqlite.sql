-- The tables of the demo plant, for SQLite. Times are milliseconds, as its JDBC driver stores them; the views show
-- them as RFC 3339 text.
CREATE TABLE production (
    line INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    good BIGINT NOT NULL,
    reject BIGINT NOT NULL,
    volume REAL NOT NULL,
    PRIMARY KEY (line, started_at)
);
CREATE TABLE downtime (
    line INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    code INTEGER NOT NULL,
    reason VARCHAR(60) NOT NULL,
    PRIMARY KEY (line, started_at)
);
CREATE TABLE recipe (
    name VARCHAR(40) NOT NULL PRIMARY KEY,
    title VARCHAR(100) NOT NULL,
    temperature REAL NOT NULL,
    rate REAL NOT NULL
);
CREATE TABLE work_order (
    id INTEGER NOT NULL PRIMARY KEY,
    recipe VARCHAR(40) NOT NULL REFERENCES recipe (name),
    quantity BIGINT NOT NULL,
    state VARCHAR(20) NOT NULL,
    good BIGINT,
    reject BIGINT,
    started_at INTEGER,
    completed_at INTEGER
);
CREATE VIEW production_by_hour AS
    SELECT line, started_at, strftime('%Y-%m-%dT%H:%M:%SZ', started_at / 1000, 'unixepoch') AS hour, good, reject,
        volume
    FROM production;
CREATE VIEW downtime_events AS
    SELECT line, started_at, strftime('%Y-%m-%dT%H:%M:%SZ', started_at / 1000, 'unixepoch') AS started,
        strftime('%Y-%m-%dT%H:%M:%SZ', ended_at / 1000, 'unixepoch') AS ended, code, reason
    FROM downtime;
CREATE VIEW work_orders AS
    SELECT id, recipe, quantity, state, good, reject,
        strftime('%Y-%m-%dT%H:%M:%SZ', started_at / 1000, 'unixepoch') AS started,
        strftime('%Y-%m-%dT%H:%M:%SZ', completed_at / 1000, 'unixepoch') AS completed
    FROM work_order;
INSERT INTO recipe (name, title, temperature, rate) VALUES ('tea', 'Iced tea', 165.50, 80.00);
INSERT INTO recipe (name, title, temperature, rate) VALUES ('juice', 'Orange juice', 150.00, 90.00);
INSERT INTO recipe (name, title, temperature, rate) VALUES ('water', 'Spring water', 140.25, 105.00);
INSERT INTO work_order (id, recipe, quantity, state) VALUES (4711, 'tea', 1200, 'planned');
INSERT INTO work_order (id, recipe, quantity, state) VALUES (4712, 'juice', 5000, 'planned');
INSERT INTO work_order (id, recipe, quantity, state) VALUES (4713, 'water', 2500, 'planned');
