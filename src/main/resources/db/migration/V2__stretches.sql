-- Inputs of tasks are kept in chunks and ended attempts in stretches, a row for many tasks each, since a row for every
-- task costs more than a small task does. All tables are made anew: jobs so that its new columns stand before the texts
-- that may be large, the others since they refer to it. Ids, times, durations
-- and JSON are as in V1; retry_on holds JSON.

ALTER TABLE jobs RENAME TO jobs_of_v1;
ALTER TABLE job_labels RENAME TO job_labels_of_v1;
ALTER TABLE tasks RENAME TO tasks_of_v1;
ALTER TABLE attempts RENAME TO attempts_of_v1;
DROP INDEX jobs_by_state;
DROP INDEX jobs_by_type;
DROP INDEX jobs_by_submission;
DROP INDEX job_labels_by_value;
DROP INDEX attempts_running;

CREATE TABLE jobs (
    id                   TEXT PRIMARY KEY,
    type                 TEXT NOT NULL,
    name                 TEXT,
    labels               TEXT NOT NULL,
    state                TEXT NOT NULL,
    priority             INTEGER NOT NULL,
    parallelism          INTEGER,
    on_task_failure      TEXT NOT NULL,
    timeout_nanos        BIGINT,
    task_timeout_nanos   BIGINT,
    queue_timeout_nanos  BIGINT,
    max_attempts         INTEGER NOT NULL,
    retry_on             TEXT NOT NULL,
    isolation            TEXT NOT NULL,
    submitted_at         BIGINT NOT NULL,
    started_at           BIGINT,
    finished_at          BIGINT,
    tasks_total          INTEGER NOT NULL DEFAULT 0,
    tasks_queued         INTEGER NOT NULL DEFAULT 0,
    tasks_running        INTEGER NOT NULL DEFAULT 0,
    tasks_succeeded      INTEGER NOT NULL DEFAULT 0,
    tasks_failed         INTEGER NOT NULL DEFAULT 0,
    tasks_cancelled      INTEGER NOT NULL DEFAULT 0,
    fraction             DOUBLE PRECISION NOT NULL DEFAULT 0,
    wall_nanos           BIGINT NOT NULL DEFAULT 0,
    cpu_nanos            BIGINT NOT NULL DEFAULT 0,
    cores                TEXT,
    failure              TEXT,
    representations      TEXT,
    result_length        BIGINT,
    params               TEXT NOT NULL,
    result               TEXT
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

-- The inputs of the tasks from first_task to last_task, one after the other; input_lengths tells how many UTF-16 code
-- units each has, and is absent where there is one only. The chunks of a job follow each other without a gap.
CREATE TABLE task_chunks (
    job_id         TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    last_task      INTEGER NOT NULL,
    first_task     INTEGER NOT NULL,
    input_lengths  TEXT,
    inputs         TEXT NOT NULL,
    PRIMARY KEY (job_id, last_task)
);

-- The attempts of one number at the tasks from first_task to last_task, at most 1000. Those that run, or have failed, have
-- a row each. Of several attempts the times are the first's, durations and bytes the sums, and measures has what each
-- took. task_state is the final state that the attempts gave their tasks, absent where they gave none; what is in no
-- stretch that did is queued, running or, once its job is final, cancelled with it. task_failure is absent where the task
-- failed for the attempt's reason. Lengths are as in task_chunks; results_length is their sum.
CREATE TABLE attempt_stretches (
    job_id           TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    first_task       INTEGER NOT NULL,
    last_task        INTEGER NOT NULL,
    number           INTEGER NOT NULL,
    state            TEXT NOT NULL,
    task_state       TEXT,
    worker           TEXT NOT NULL,
    pid              BIGINT NOT NULL,
    core             INTEGER,
    queued_at        BIGINT NOT NULL,
    started_at       BIGINT NOT NULL,
    finished_at      BIGINT,
    wall_nanos       BIGINT,
    cpu_nanos        BIGINT,
    gc_nanos         BIGINT,
    allocated_bytes  BIGINT,
    results_length   BIGINT,
    measures         TEXT,
    result_lengths   TEXT,
    log_lengths      TEXT,
    task_failure     TEXT,
    failure          TEXT,
    results          TEXT,
    logs             TEXT,
    PRIMARY KEY (job_id, first_task, number)
);

-- Tells which stretches of several tasks may hold a task, without reading those of one.
CREATE INDEX attempts_together ON attempt_stretches (job_id, first_task) WHERE last_task > first_task;

-- What a stop of the server leaves behind is found without reading all that ever ran.
CREATE INDEX attempts_running ON attempt_stretches (job_id, first_task) WHERE state = 'RUNNING';

INSERT INTO jobs (id, type, name, labels, state, priority, parallelism, on_task_failure, max_attempts, retry_on,
    isolation, submitted_at, started_at, finished_at, tasks_total, tasks_queued, tasks_running, tasks_succeeded,
    tasks_failed, tasks_cancelled, fraction, wall_nanos, cpu_nanos, cores, failure, representations, result_length,
    params, result)
SELECT id, type, name, labels, state, priority, parallelism, on_task_failure, 3, '[]',
    'POOLED', submitted_at, started_at, finished_at, tasks_total, tasks_queued, tasks_running, tasks_succeeded,
    tasks_failed, tasks_cancelled, fraction, wall_nanos, cpu_nanos, cores, failure, representations, result_length,
    params, result
FROM jobs_of_v1;

INSERT INTO job_labels (job_id, label_key, label_value)
SELECT job_id, label_key, label_value FROM job_labels_of_v1;

INSERT INTO task_chunks (job_id, last_task, first_task, inputs)
SELECT job_id, task_index, task_index, input FROM tasks_of_v1;

-- Of a task's attempts, the one that gave it its final state is the latest, and ended with it.
INSERT INTO attempt_stretches (job_id, first_task, last_task, number, state, task_state, worker, pid, core, queued_at,
    started_at, finished_at, wall_nanos, cpu_nanos, gc_nanos, allocated_bytes, results_length, failure, results, logs)
SELECT a.job_id, a.task_index, a.task_index, a.number, a.state, t.state, a.worker, a.pid, a.core, a.queued_at,
    a.started_at, a.finished_at, a.wall_nanos, a.cpu_nanos, a.gc_nanos, a.allocated_bytes, LENGTH(t.result), a.failure,
    t.result, NULLIF(a.log, '')
FROM attempts_of_v1 a
LEFT JOIN tasks_of_v1 t ON t.job_id = a.job_id AND t.task_index = a.task_index AND t.attempts = a.number
    AND t.finished_at = a.finished_at AND t.state IN ('SUCCEEDED', 'FAILED', 'CANCELLED');

-- Children first, so that nothing is left to cascade to.
DROP TABLE attempts_of_v1;
DROP TABLE tasks_of_v1;
DROP TABLE job_labels_of_v1;
DROP TABLE jobs_of_v1;
