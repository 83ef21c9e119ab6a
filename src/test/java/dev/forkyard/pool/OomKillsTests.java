package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.process.LaidOutFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTests {

    private static final String OWN = "sys/fs/cgroup/outer/own/memory.events";
    private static final String OUTER = "sys/fs/cgroup/outer/memory.events";

    @TempDir
    private Path root;

    private LaidOutFiles files;

    @BeforeEach
    void layOut() {
        files = new LaidOutFiles(root);
    }

    @Test
    void riseIsToldOnceWithTheEvidence() {
        unified(3, 10).with("proc/vmstat", vmstat(20));
        OomKills kills = kills();
        assertThat(kills.since()).isEmpty();
        unified(4, 11).with("proc/vmstat", vmstat(21));
        assertThat(kills.since())
                .contains("the kernel's OOM killer struck meanwhile (%s: oom_kill rose from 3 to 4)"
                        .formatted(root.resolve(OWN)));
        assertThat(kills.since()).isEmpty();
    }

    @Test
    void killsBeforeTheFirstReadingAreNotTold() {
        unified(3, 3);
        assertThat(kills().since()).isEmpty();
    }

    @Test
    void outerGroupIsEvidenceToo() {
        unified(0, 1);
        OomKills kills = kills();
        unified(0, 2);
        assertThat(kills.since())
                .hasValueSatisfying(
                        evidence -> assertThat(evidence).contains(root.resolve(OUTER) + ": oom_kill rose from 1 to 2"));
    }

    @Test
    void firstVersionsCounterIsRead() {
        String counter = "sys/fs/cgroup/memory/own/memory.oom_control";
        files.with("proc/self/cgroup", "4:memory:/own\n")
                .with(counter, "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
        OomKills kills = kills();
        files.with(counter, "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        assertThat(kills.since())
                .hasValueSatisfying(
                        evidence -> assertThat(evidence).contains("memory.oom_control: oom_kill rose from 0 to 2"));
    }

    @Test
    void machinesCounterIsReadWithoutControlGroups() {
        files.with("proc/vmstat", vmstat(7));
        OomKills kills = kills();
        files.with("proc/vmstat", vmstat(8));
        assertThat(kills.since())
                .hasValueSatisfying(evidence -> assertThat(evidence).contains("vmstat: oom_kill rose from 7 to 8"));
    }

    @Test
    void counterThatAppearsOrStartsAnewIsNoEvidence() throws IOException {
        files.with("proc/self/cgroup", "0::/\n").with("sys/fs/cgroup/cgroup.controllers", "memory\n");
        OomKills kills = kills();
        files.with("sys/fs/cgroup/memory.events", events(5));
        assertThat(kills.since()).isEmpty();
        files.with("sys/fs/cgroup/memory.events", events(1));
        assertThat(kills.since()).isEmpty();
        files.with("sys/fs/cgroup/memory.events", events(2));
        assertThat(kills.since()).isPresent();
        Files.delete(files.mounts().resolve("memory.events"));
        assertThat(kills.since()).isEmpty();
    }

    @Test
    void nothingIsToldWhereNothingCanBeRead() {
        assertThat(kills().since()).isEmpty();
    }

    @Test
    void thisMachineCanBeAsked() {
        assertThat(new OomKills().since()).isNotNull();
    }

    private OomKills kills() {
        return new OomKills(files.proc(), files.mounts());
    }

    private LaidOutFiles unified(int own, int outer) {
        return files.with("proc/self/cgroup", "0::/outer/own\n")
                .with(OWN, events(own))
                .with(OUTER, events(outer));
    }

    private static String events(int kills) {
        return "low 0\nhigh 0\nmax 9\noom 9\noom_kill " + kills + "\noom_group_kill 99\n";
    }

    private static String vmstat(int kills) {
        return "nr_free_pages 1\noom_kill " + kills + "\nnuma_hit 3\n";
    }
}
