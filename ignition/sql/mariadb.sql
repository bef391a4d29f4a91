-- Tables of the Ignition REST API, schema version 1, for MariaDB and MySQL.
-- Run this file once, as a user who may create tables. The gateway's connection itself needs no more than
-- SELECT, INSERT, UPDATE and DELETE on these tables. See docs/database.md.

CREATE TABLE rest_api_schema (
    version INTEGER NOT NULL PRIMARY KEY
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO rest_api_schema (version) VALUES (1);

-- One row for each Idempotency-Key, kept for 24 hours.
CREATE TABLE rest_api_idempotency (
    record_key VARCHAR(64) NOT NULL PRIMARY KEY,
    owner VARCHAR(32) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    state VARCHAR(10) NOT NULL,
    touched LONGTEXT NOT NULL,
    started_at VARCHAR(24) NOT NULL,
    expires_at VARCHAR(24) NOT NULL,
    answer LONGTEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX rest_api_idempotency_expires ON rest_api_idempotency (expires_at);

-- One row for each key or token that was revoked.
CREATE TABLE rest_api_revocation (
    revocation_key VARCHAR(64) NOT NULL PRIMARY KEY,
    identifier VARCHAR(255) NOT NULL,
    revoked_at VARCHAR(24) NOT NULL,
    expires_at VARCHAR(24)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row for each thing that a request changed or was refused. The API adds rows and completes them;
-- it never changes or deletes a completed one.
CREATE TABLE rest_api_audit (
    event_id VARCHAR(32) NOT NULL,
    item INTEGER NOT NULL,
    happened_at VARCHAR(24) NOT NULL,
    completed_at VARCHAR(24),
    principal VARCHAR(255),
    key_id VARCHAR(255),
    action VARCHAR(40) NOT NULL,
    target VARCHAR(1024) NOT NULL,
    old_value VARCHAR(1024),
    new_value VARCHAR(1024),
    result VARCHAR(60) NOT NULL,
    request_id VARCHAR(128) NOT NULL,
    address VARCHAR(64),
    PRIMARY KEY (event_id, item)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX rest_api_audit_happened ON rest_api_audit (happened_at);

CREATE INDEX rest_api_audit_request ON rest_api_audit (request_id);
