-- One schema for SQLite and PostgreSQL. Ids are the text of UUIDs of version 7, so they sort by the time of submission.
-- Columns ending in _at hold microseconds since 1970 UTC, those ending in _nanos durations; labels, cores, failure and
-- representations hold JSON. Texts that may be large stand last, so that reading the others does not touch them.

CREATE TABLE jobs (
    id               TEXT PRIMARY KEY,
    type             TEXT NOT NULL,
    name             TEXT,
    labels           TEXT NOT NULL,
    state            TEXT NOT NULL,
    priority         INTEGER NOT NULL,
    parallelism      INTEGER,
    on_task_failure  TEXT NOT NULL,
    submitted_at     BIGINT NOT NULL,
    started_at       BIGINT,
    finished_at      BIGINT,
    tasks_total      INTEGER NOT NULL DEFAULT 0,
    tasks_queued     INTEGER NOT NULL DEFAULT 0,
    tasks_running    INTEGER NOT NULL DEFAULT 0,
    tasks_succeeded  INTEGER NOT NULL DEFAULT 0,
    tasks_failed     INTEGER NOT NULL DEFAULT 0,
    tasks_cancelled  INTEGER NOT NULL DEFAULT 0,
    fraction         DOUBLE PRECISION NOT NULL DEFAULT 0,
    wall_nanos       BIGINT NOT NULL DEFAULT 0,
    cpu_nanos        BIGINT NOT NULL DEFAULT 0,
    cores            TEXT,
    failure          TEXT,
    representations  TEXT,
    result_length    BIGINT,
    params           TEXT NOT NULL,
    result           TEXT
);

CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_type ON jobs (type, id);
CREATE INDEX jobs_by_submission ON jobs (submitted_at);

CREATE TABLE job_labels (
    job_id       TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    label_key    TEXT NOT NULL,
    label_value  TEXT NOT NULL,
    PRIMARY KEY (job_id, label_key)
);

CREATE INDEX job_labels_by_value ON job_labels (label_key, label_value, job_id);

CREATE TABLE tasks (
    job_id       TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    task_index   INTEGER NOT NULL,
    state        TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    finished_at  BIGINT,
    input        TEXT NOT NULL,
    result       TEXT,
    PRIMARY KEY (job_id, task_index)
);

CREATE TABLE attempts (
    job_id           TEXT NOT NULL,
    task_index       INTEGER NOT NULL,
    number           INTEGER NOT NULL,
    worker           TEXT NOT NULL,
    pid              BIGINT NOT NULL,
    core             INTEGER,
    state            TEXT NOT NULL,
    queued_at        BIGINT NOT NULL,
    started_at       BIGINT NOT NULL,
    finished_at      BIGINT,
    wall_nanos       BIGINT,
    cpu_nanos        BIGINT,
    gc_nanos         BIGINT,
    allocated_bytes  BIGINT,
    failure          TEXT,
    log              TEXT NOT NULL,
    PRIMARY KEY (job_id, task_index, number),
    FOREIGN KEY (job_id, task_index) REFERENCES tasks (job_id, task_index) ON DELETE CASCADE
);

-- What a stop of the server leaves behind is found without reading all that ever ran.
CREATE INDEX attempts_running ON attempts (job_id, task_index) WHERE state = 'RUNNING';
