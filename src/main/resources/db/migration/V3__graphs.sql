-- How the tasks of a chunk hang together with others, as JSON lists with an item for each task: the numbers of the tasks
-- whose results it is given, and how much of the work it is. Absent in all chunks of a job where no task needs another, or
-- where all are alike.

ALTER TABLE task_chunks ADD COLUMN needs TEXT;
ALTER TABLE task_chunks ADD COLUMN weights TEXT;
