package harness;

import static harness.Samples.count;
import static harness.Samples.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Watches a long job's progress, and compares the estimated time that is left with what was then left in truth.
 *
 * <p>Judged are the answers after the first fifth of the job's time. When less is left than two intervals between
 * answers, a ratio would tell of the clock more than of the estimate, so these are not judged.
 */
final class ProgressBench {

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final double JUDGED_FROM = 0.2;
    private static final double FACTOR = 2;

    /** What one answer told: when, and how many seconds would be left; NaN if it did not say. */
    private record Poll(Instant at, double eta, double fraction) {}

    private ProgressBench() {}

    static void run(Sizes sizes) throws Exception {
        var table = new Table(
                "progress of one job, asked for every 50 ms",
                "time",
                "answers judged",
                "without an estimate",
                "worst ratio",
                "at",
                "within a factor of two");
        try (Server server = Server.start()) {
            for (int digits = sizes.progressDigits(); digits >= sizes.progressDigits() / 10; digits /= 10) {
                String job = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[%d]}}".formatted(digits);
                try {
                    server.warmUp(job, sizes.warming().multipliedBy(3), sizes.longest());
                    watch(count(digits) + " digits of π", job, server, sizes, table);
                    break;
                } catch (NotMeasured e) {
                    table.note("%s digits: not measured; %s".formatted(count(digits), e.getMessage()));
                }
            }
        }
        table.end();
    }

    private static void watch(String name, String job, Server server, Sizes sizes, Table table) throws Exception {
        List<Poll> polls = new ArrayList<>();
        String answer = server.submitted(job, 0);
        String path = Json.text(answer, "self");
        Instant limit = Instant.now().plus(sizes.longest());
        while (!Server.ended(answer)) {
            if (Instant.now().isAfter(limit)) {
                throw new NotMeasured(
                        "the job took longer than " + sizes.longest().toSeconds() + " s");
            }
            Thread.sleep(INTERVAL.toMillis());
            answer = server.get(path).body();
            OptionalDouble eta = Json.numberIn(answer, "etaSeconds");
            polls.add(new Poll(Instant.now(), eta.orElse(Double.NaN), Json.number(answer, "fraction")));
        }
        judge(name, answer, polls, table);
    }

    private static void judge(String name, String ended, List<Poll> polls, Table table) {
        Instant from = Instant.parse(Json.text(ended, "startedAt"));
        Instant to = Instant.parse(Json.text(ended, "finishedAt"));
        double total = seconds(from, to);
        int judged = 0;
        int silent = 0;
        double worst = 1;
        String at = "";
        for (Poll poll : polls) {
            double gone = seconds(from, poll.at);
            double left = total - gone;
            if (gone < JUDGED_FROM * total || left < 2 * INTERVAL.toMillis() / 1e3) {
                continue;
            }
            judged++;
            if (Double.isNaN(poll.eta)) {
                silent++;
                continue;
            }
            double ratio = Math.max(poll.eta / left, left / poll.eta);
            if (ratio > worst) {
                worst = ratio;
                at = String.format(
                        Locale.ROOT, "%.0f %% of the time, told %.0f %% done", 100 * gone / total, 100 * poll.fraction);
            }
        }
        boolean honest = worst <= FACTOR && silent == 0 && judged > 0;
        table.row(
                name,
                time(total),
                Integer.toString(judged),
                Integer.toString(silent),
                String.format(Locale.ROOT, "%.2f", worst),
                at,
                honest ? "yes" : "**no**");
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
