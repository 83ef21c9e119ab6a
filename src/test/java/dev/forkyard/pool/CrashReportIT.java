package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CrashReportIT {

    /** Crashes this JVM by writing to address 0. */
    static final class Crash {

        private Crash() {}

        public static void main(String[] args) throws ReflectiveOperationException {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            unsafe.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
        }
    }

    @Test
    void realReportTellsSignalAndFrames(@TempDir Path scratch) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + scratch.resolve("hs_err.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crash.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(CrashReport.head(scratch))
                    .startsWith("#")
                    .contains("SIGSEGV", "Current thread", "Native frames", "CrashReportIT$Crash.main")
                    .doesNotContain("Registers:", "RAX=", "Top of Stack")
                    .hasSizeLessThanOrEqualTo(4000);
        } finally {
            jvm.destroyForcibly();
        }
    }
}
