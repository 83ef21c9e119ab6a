package dev.forkyard.api.answer;

import dev.forkyard.pool.plugin.PluginStatus;
import dev.forkyard.pool.plugin.Plugins;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plug-ins: what is in their directory, and what of it serves. */
@Schema(name = "Plugins", description = "The plug-ins: the JARs in their directory, and which of them serve.")
public record PluginsAnswer(
        @Schema(
                description = "The directory that is looked into once a second.",
                example = "/srv/forkyard/data/plugins")
        String directory,

        @Schema(description = "What keeps it from being looked after, while something does.") @Nullable String problem,

        @Schema(description = "The JARs in it, by their names.")
        List<Plugin> items) {

    public PluginsAnswer {
        items = List.copyOf(items);
    }

    public static PluginsAnswer of(Plugins plugins) {
        return new PluginsAnswer(
                plugins.directory().toString(),
                plugins.problem().orElse(null),
                plugins.statuses().stream().map(Plugin::of).toList());
    }

    /** One JAR. */
    @Schema(name = "Plugin", description = "A JAR in the plug-in directory.")
    public record Plugin(
            @Schema(description = "Its name there.", example = "hello-worker.jar")
            String file,

            @Schema(
                    description = "SHA-256 of its content; absent where that cannot be read.",
                    example = "75f1e998a55b124343c1c0ffdd1cb536ad9da75366d7686c0501962b8d7ea2de")
            @Nullable String sha256,

            @Schema(
                    description = "LOADED: new jobs can use it. BROKEN: it is of no use as it is, and hurts nobody.",
                    example = "LOADED")
            PluginStatus.State state,

            @Schema(description = "Why it is broken.") @Nullable String problem,

            @Schema(
                    description = "SHA-256 of the version that new jobs use: this one, or where it is broken the last "
                            + "one before it that was not; absent where there is none.",
                    example = "75f1e998a55b124343c1c0ffdd1cb536ad9da75366d7686c0501962b8d7ea2de")
            @Nullable String serving,

            @Schema(description = "The job types that it brings.", example = "[\"hello-worker\"]")
            List<String> jobTypes,

            @Schema(description = "The functions that it brings.", example = "[\"shout\"]")
            List<String> functions,

            @Schema(description = "Since when new jobs can use the version that serves.") @Nullable Instant loadedAt) {

        public Plugin {
            jobTypes = List.copyOf(jobTypes);
            functions = List.copyOf(functions);
        }

        static Plugin of(PluginStatus plugin) {
            return new Plugin(
                    plugin.file(),
                    plugin.sha256(),
                    plugin.state(),
                    plugin.problem(),
                    plugin.serving(),
                    plugin.jobTypes(),
                    plugin.functions(),
                    plugin.loadedAt());
        }
    }
}
