-- Params that are long, which the row of their job has an empty text for; length tells their characters. So a change of the
-- job does not write them anew, and a list does not read them.

CREATE TABLE long_params (
    job_id  TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    length  BIGINT NOT NULL,
    params  TEXT NOT NULL
);

INSERT INTO long_params (job_id, length, params) SELECT id, LENGTH(params), params FROM jobs WHERE LENGTH(params) > 4096;

UPDATE jobs SET params = '' WHERE LENGTH(params) > 4096;
