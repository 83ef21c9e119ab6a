-- What the tasks of a job share: counters, queues with the values that they hold, and messages to the client. Values are
-- JSON; a position tells which of all the values ever put into a queue one is, and messages are numbered from 1.

CREATE TABLE job_counters (
    job_id  TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    value   BIGINT NOT NULL,
    PRIMARY KEY (job_id, name)
);

CREATE TABLE job_queues (
    job_id    TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    capacity  INTEGER NOT NULL,
    PRIMARY KEY (job_id, name)
);

CREATE TABLE job_queue_items (
    job_id    TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    queue     TEXT NOT NULL,
    position  BIGINT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (job_id, queue, position)
);

CREATE TABLE job_messages (
    job_id   TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    task     INTEGER NOT NULL,
    attempt  INTEGER NOT NULL,
    worker   TEXT NOT NULL,
    told_at  BIGINT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (job_id, number)
);
