package dev.forkyard.worker;

import dev.forkyard.task.JobType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Loads the classes of one plug-in. Beside its own it sees the JDK and the task API, and nothing else of this JVM: no
 * library of the worker, no other plug-in.
 */
final class PluginLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** @throws IOException if there is no way to name the file */
    PluginLoader(Path jar) throws IOException {
        super("plug-in", new URL[] {jar.toUri().toURL()}, new TaskApi());
    }

    /** Shows the JDK, and of the worker the one package. */
    private static final class TaskApi extends ClassLoader {

        private static final String API = JobType.class.getPackageName() + ".";

        static {
            registerAsParallelCapable();
        }

        TaskApi() {
            super("task-api", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(API)) {
                return Class.forName(name, false, JobType.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
