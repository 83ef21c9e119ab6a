package dev.forkyard.pool.plugin;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.pool.plugin.PluginProbe.Contents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers the plug-ins that can serve together, in the order in which they came: whoever was first keeps its names. */
final class Selection {

    private final Map<String, String> ownersOfTypes = new HashMap<>();
    private final Map<String, String> ownersOfFunctions = new HashMap<>();
    private final SortedMap<String, String> files = new TreeMap<>();
    private final List<JobTypeDescription> jobTypes = new ArrayList<>();
    private final List<FunctionDescription> functions = new ArrayList<>();

    /** Takes the JAR in; what speaks against that, or nothing. */
    String add(String file, String sha256, Contents contents) {
        String problem = contents.problem();
        if (problem == null) {
            problem = clash(contents);
        }
        if (problem.isEmpty()) {
            files.put(file, sha256);
            jobTypes.addAll(contents.jobTypes());
            functions.addAll(contents.functions());
            contents.jobTypes().forEach(each -> ownersOfTypes.put(each.name(), file));
            contents.functions().forEach(each -> ownersOfFunctions.put(each.name(), file));
        }
        return problem;
    }

    private String clash(Contents contents) {
        for (JobTypeDescription each : contents.jobTypes()) {
            if (ownersOfTypes.containsKey(each.name())) {
                return clash("job type", each.name(), ownersOfTypes);
            }
        }
        for (FunctionDescription each : contents.functions()) {
            if (ownersOfFunctions.containsKey(each.name())) {
                return clash("function", each.name(), ownersOfFunctions);
            }
        }
        return "";
    }

    private static String clash(String kind, String name, Map<String, String> owners) {
        return "its %s '%s' has the name of one in %s, which came first".formatted(kind, name, owners.get(name));
    }

    /** SHA-256 of each JAR taken in, by the name of its file. */
    SortedMap<String, String> files() {
        return files;
    }

    List<JobTypeDescription> jobTypes() {
        return jobTypes;
    }

    List<FunctionDescription> functions() {
        return functions;
    }
}
