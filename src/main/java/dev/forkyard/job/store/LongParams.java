package dev.forkyard.job.store;

import java.sql.SQLException;
import java.util.UUID;

/** Params that are too long to stand in the row of their job, where every change of the job would write them anew. */
final class LongParams {

    /** Longest params that stand there, in characters. */
    static final int LONGEST_IN_ROW = 4_096;

    /** Stands there else. */
    static final String ELSEWHERE = "";

    /** To be joined with {@code jobs}. */
    static final String JOIN = " LEFT JOIN long_params ON long_params.job_id = jobs.id ";

    /** The columns {@code params} and {@code params_length}, the first of which is empty for long params. */
    static final String LEFT_OUT = "jobs.params AS params, long_params.length AS params_length";

    /** The same with long params up to so many characters, which is a parameter. */
    static final String UP_TO =
            "CASE WHEN long_params.length <= ? THEN long_params.params ELSE jobs.params END AS params,"
                    + " long_params.length AS params_length";

    /** The same with all params. */
    static final String WHOLE =
            "COALESCE(long_params.params, jobs.params) AS params, long_params.length AS params_length";

    private static final String INSERT = """
            INSERT INTO long_params (job_id, length, params) VALUES (?, ?, ?)
            ON CONFLICT (job_id) DO NOTHING
            """;

    private LongParams() {}

    /** What stands in the row of the job. */
    static String inRow(String params) {
        return params.length() > LONGEST_IN_ROW ? ELSEWHERE : params;
    }

    /** Writes them if they are long; the job is there already. */
    static void insert(WriterConnection connection, UUID job, String params) throws SQLException {
        if (params.length() > LONGEST_IN_ROW) {
            connection.update(INSERT, row -> row.id(job).number(params.length()).text(params));
        }
    }
}
