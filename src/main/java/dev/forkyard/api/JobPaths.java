package dev.forkyard.api;

import dev.forkyard.api.http.Ids;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads what the paths of jobs name. What cannot name anything is not found, like a name that nothing has. */
final class JobPaths {

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    private JobPaths() {}

    static UUID job(String id) {
        return Ids.parse(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.JOB_NOT_FOUND,
                        "There is no such job; ids are UUIDs, as a submission was answered."));
    }

    static int task(String index) {
        if (!INDEX.matcher(index).matches()) {
            throw new ProblemException(ProblemCode.TASK_NOT_FOUND, "There is no such task; they are numbered from 0.");
        }
        return Integer.parseInt(index);
    }
}
