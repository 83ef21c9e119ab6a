package dev.forkyard.job.store;

import dev.forkyard.job.JobQuery;
import dev.forkyard.job.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Builds the statement that lists jobs. Where labels are asked for, the index of one of them leads, in the order of the
 * jobs' ids, so that a page costs about the same whether the label is rare or on every job.
 */
final class ListStatement {

    private final List<String> conditions = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final String sql;

    ListStatement(JobQuery query) {
        boolean labelled = !query.labels().isEmpty();
        String id = labelled ? "lead.job_id" : "jobs.id";
        addLabels(query, id);
        addStates(query);
        if (query.type() != null) {
            add("jobs.type = ?", row -> row.text(query.type()));
        }
        if (query.submittedAfter() != null) {
            add("jobs.submitted_at > ?", row -> row.instant(query.submittedAfter()));
        }
        if (query.submittedBefore() != null) {
            add("jobs.submitted_at < ?", row -> row.instant(query.submittedBefore()));
        }
        UUID olderThan = query.olderThan();
        if (olderThan != null) {
            add(id + " < ?", row -> row.id(olderThan));
        }
        sql = "SELECT " + JobRow.COLUMNS + ", " + LongParams.LEFT_OUT + ", NULL AS json FROM "
                + (labelled ? "job_labels lead JOIN jobs ON jobs.id = lead.job_id" : "jobs")
                + LongParams.JOIN
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY " + id + " DESC LIMIT ?";
        bindings.add(row -> row.number(query.limit()));
    }

    String sql() {
        return sql;
    }

    void bind(Binder row) throws SQLException {
        for (Binding binding : bindings) {
            binding.bind(row);
        }
    }

    private void addLabels(JobQuery query, String id) {
        query.labels().forEach((key, value) -> {
            String condition = conditions.isEmpty()
                    ? "lead.label_key = ? AND lead.label_value = ?"
                    : "EXISTS (SELECT 1 FROM job_labels other WHERE other.job_id = " + id
                            + " AND other.label_key = ? AND other.label_value = ?)";
            add(condition, row -> row.text(key).text(value));
        });
    }

    private void addStates(JobQuery query) {
        if (!query.states().isEmpty()) {
            String marks = query.states().stream().map(state -> "?").collect(Collectors.joining(", "));
            add("jobs.state IN (" + marks + ")", row -> {
                for (State state : query.states()) {
                    row.name(state);
                }
            });
        }
    }

    private void add(String condition, Binding binding) {
        conditions.add(condition);
        bindings.add(binding);
    }
}
