package dev.forkyard.engine;

/** Which deadline passed, where one did. */
public enum Deadline {
    /** The job had waited too long before a worker began with it. */
    QUEUE_TIMEOUT("queueTimeout"),
    /** The job had run too long. */
    TIMEOUT("timeout"),
    /** An attempt at a task, the split or the combination had run too long. */
    TASK_TIMEOUT("taskTimeout"),
    /** A task had used no processor time and told no progress for too long, and the service is set to stop such. */
    STALL_TIMEOUT("stallTimeout");

    private final String word;

    Deadline(String word) {
        this.word = word;
    }

    /** The word for it in answers, which is that of the submission's option where there is one. */
    public String word() {
        return word;
    }
}
