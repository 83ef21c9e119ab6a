-- What tasks are called, as JSON lists with an item for each task of the chunk, empty where it was given no name; absent in
-- all chunks of a job where none was given any.

ALTER TABLE task_chunks ADD COLUMN names TEXT;

-- Attempts tell the worker's parent, which is the server that ran them; those of before do not. The table is made anew so
-- that the column stands before the texts that may be large.

ALTER TABLE attempt_stretches RENAME TO attempt_stretches_of_v3;
DROP INDEX attempts_together;
DROP INDEX attempts_running;

CREATE TABLE attempt_stretches (
    job_id           TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    first_task       INTEGER NOT NULL,
    last_task        INTEGER NOT NULL,
    number           INTEGER NOT NULL,
    state            TEXT NOT NULL,
    task_state       TEXT,
    worker           TEXT NOT NULL,
    pid              BIGINT NOT NULL,
    ppid             BIGINT,
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

CREATE INDEX attempts_together ON attempt_stretches (job_id, first_task) WHERE last_task > first_task;

CREATE INDEX attempts_running ON attempt_stretches (job_id, first_task) WHERE state = 'RUNNING';

INSERT INTO attempt_stretches (job_id, first_task, last_task, number, state, task_state, worker, pid, core, queued_at,
    started_at, finished_at, wall_nanos, cpu_nanos, gc_nanos, allocated_bytes, results_length, measures, result_lengths,
    log_lengths, task_failure, failure, results, logs)
SELECT job_id, first_task, last_task, number, state, task_state, worker, pid, core, queued_at,
    started_at, finished_at, wall_nanos, cpu_nanos, gc_nanos, allocated_bytes, results_length, measures, result_lengths,
    log_lengths, task_failure, failure, results, logs
FROM attempt_stretches_of_v3;

DROP TABLE attempt_stretches_of_v3;
