package dev.forkyard.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes that detach themselves in every way a shell knows. */
@Timeout(180)
class TaskProcessesIT {

    private static final long NOBODY = -1;
    private static final int UNUSED_PID = 4_194_304; // One more than Linux ever gives.

    private static final String ORPHAN = "sleep 600 >/dev/null & echo $!";

    private final String token = TaskProcesses.newToken();
    private final List<ProcessHandle> started = new ArrayList<>();

    @BeforeEach
    void environmentsCanBeRead() {
        assumeThat(Path.of("/proc/self/environ")).isReadable();
    }

    @AfterEach
    void end() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void tokensDifferAndNameThisProcess() {
        assertThat(TaskProcesses.newToken())
                .isNotEqualTo(token)
                .startsWith(ProcessHandle.current().pid() + "-");
    }

    @Test
    void childIsEnded() throws IOException {
        ProcessHandle child = start(token, "echo $$; exec sleep 600");
        assertThat(TaskProcesses.kill(token, NOBODY)).isOne();
        awaitEnd(child);
    }

    @Test
    void daemonsAreEnded() throws IOException {
        List<ProcessHandle> daemons = List.of(
                start(token, "sleep 600 >/dev/null & echo $!"),
                start(token, "nohup sleep 600 >/dev/null 2>&1 & echo $!"),
                start(token, "setsid sh -c 'echo $$; exec sleep 600 >/dev/null' & wait"),
                start(token, "(setsid sh -c '(sleep 600 >/dev/null & echo $!)' &)"));
        assertThat(TaskProcesses.kill(token, NOBODY)).isGreaterThanOrEqualTo(4);
        daemons.forEach(TaskProcessesIT::awaitEnd);
    }

    @Test
    void exceptedOneLivesAndItsChildrenDoNot() throws IOException {
        BufferedReader worker =
                output(token, "echo $$; sleep 600 >/dev/null & echo $!; wait; echo left; exec sleep 600");
        ProcessHandle self = next(worker);
        ProcessHandle child = next(worker);
        assertThat(TaskProcesses.kill(token, self.pid())).isOne();
        awaitEnd(child);
        assertThat(worker.readLine()).isEqualTo("left");
        assertStayAlive(self);
    }

    @Test
    void childWithAnotherEnvironmentIsEndedWhileItsParentLives() throws IOException {
        ProcessHandle child = start(token, "env -i sleep 600 >/dev/null & echo $!; wait");
        assertThat(TaskProcesses.kill(token, NOBODY)).isEqualTo(2);
        awaitEnd(child);
    }

    @Test
    void onlyTheExactTokenIsMeant() throws IOException {
        ProcessHandle longer = start(token + "0", "echo $$; exec sleep 600");
        ProcessHandle other = start(TaskProcesses.newToken(), "echo $$; exec sleep 600");
        ProcessHandle inAnotherVariable =
                start("x", "echo $$; exec env X=" + TaskProcesses.VARIABLE + "=" + token + " sleep 600");
        assertThat(TaskProcesses.kill(token, NOBODY)).isZero();
        assertStayAlive(longer, other, inAnotherVariable);
    }

    @Test
    void whoKeepsForkingIsEnded() throws IOException {
        ProcessHandle forking = start(token, "echo $$; while :; do sleep 600 >/dev/null & sleep 0.01; done");
        await().until(() -> forking.children().count() > 5);
        assertThat(TaskProcesses.kill(token, NOBODY)).isGreaterThan(5);
        awaitEnd(forking);
        await().untilAsserted(
                        () -> assertThat(TaskProcesses.kill(token, NOBODY)).isZero());
    }

    @Test
    void whatThisProcessHasStartedIsNoLeftover() throws IOException {
        ProcessHandle unused = start(UNUSED_PID + "-1-x", "echo $$; exec sleep 600");
        ProcessHandle reused = start(ProcessHandle.current().pid() + "-1-x", "echo $$; exec sleep 600");
        TaskProcesses.killLeftovers();
        assertStayAlive(unused, reused);
    }

    @Test
    void orphansOfAServerThatHasEndedAreEnded() throws IOException {
        ProcessHandle unused = start(UNUSED_PID + "-1-x", ORPHAN);
        ProcessHandle reused = start(ProcessHandle.current().pid() + "-1-x", ORPHAN);
        ProcessHandle living = start(token, ORPHAN);
        ProcessHandle foreign = start("anything else", ORPHAN);
        awaitOrphans();
        assertThat(TaskProcesses.killLeftovers()).isGreaterThanOrEqualTo(2);
        awaitEnd(unused);
        awaitEnd(reused);
        assertStayAlive(living, foreign);
    }

    @Test
    void leftoverInAnotherContainerIsSpared() throws Exception {
        assumeThat(new ProcessBuilder("sh", "-c", "unshare --pid --fork true")
                        .start()
                        .waitFor())
                .isZero();
        ProcessHandle inside = start(
                UNUSED_PID + "-1-x",
                "exec unshare --pid --fork sh -c 'read pid rest </proc/self/stat; echo $pid; exec sleep 600 >/dev/null'");
        inside.parent().orElseThrow().destroyForcibly();
        awaitOrphans();
        TaskProcesses.killLeftovers();
        assertStayAlive(inside);
    }

    /** Ends what has the same token as itself, and tells how many that were. */
    static final class Killer {

        private Killer() {}

        public static void main(String[] args) {
            System.out.println(TaskProcesses.kill(System.getenv(TaskProcesses.VARIABLE), NOBODY));
        }
    }

    @Test
    void whoEndsThemIsSparedWithItsParents() throws IOException {
        String killer = "'%s/bin/java' -cp '%s' '%s'"
                .formatted(
                        System.getProperty("java.home"), System.getProperty("java.class.path"), Killer.class.getName());
        BufferedReader parent = output(token, "sleep 600 >/dev/null & echo $!; " + killer + "; echo alive");
        ProcessHandle sibling = next(parent);
        assertThat(parent.readLine()).isEqualTo("1");
        assertThat(parent.readLine()).isEqualTo("alive");
        awaitEnd(sibling);
    }

    private ProcessHandle start(String ofToken, String script) throws IOException {
        return next(output(ofToken, script));
    }

    private BufferedReader output(String ofToken, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().put(TaskProcesses.VARIABLE, ofToken);
        Process process = builder.start();
        started.add(process.toHandle());
        return process.inputReader();
    }

    /** The script prints the id of the process to look at, once there is one. */
    private ProcessHandle next(BufferedReader output) throws IOException {
        ProcessHandle handle =
                ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
        started.add(handle);
        return handle;
    }

    /** All that are left descend from this process no longer. */
    private void awaitOrphans() {
        await().until(() -> ProcessHandle.current().children().noneMatch(started::contains));
    }

    /** What is killed may be seen running for a little longer. */
    private static void assertStayAlive(ProcessHandle... processes) {
        await().during(Duration.ofMillis(200)).until(() -> Stream.of(processes).allMatch(TaskProcessesIT::runs));
    }

    private static void awaitEnd(ProcessHandle process) {
        await().until(() -> !runs(process));
    }

    /** Also false for one that has ended and that nobody has waited for. */
    private static boolean runs(ProcessHandle process) {
        ProcessStat stat = ProcessStat.read(ProcessTable.PROC, process.pid());
        return stat != null && stat.alive();
    }
}
