-- Which generation of plug-ins a job runs with, as it was when the job was submitted; empty for one that needs none.

ALTER TABLE jobs ADD COLUMN generation TEXT NOT NULL DEFAULT '';
