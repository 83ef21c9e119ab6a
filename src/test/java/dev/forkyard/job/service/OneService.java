package dev.forkyard.job.service;

import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.ScriptedEngine;
import dev.forkyard.job.SettableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with jobs, of a server with a scripted engine, which has no worker until a test hires one. */
@Timeout(120)
abstract class OneService {

    static final int LIMIT = 20;
    static final JobTypeDescription SUMS = new JobTypeDescription("sums", "Sums.", """
            {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}, "m": {"type": "integer", "default": 7}},
             "required": ["n"], "additionalProperties": false}
            """, List.of(), Map.of());

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock();
    final ScriptedEngine engine = new ScriptedEngine(0, clock).knowing(SUMS);
    final ExecutorService answering = Executors.newFixedThreadPool(2);
    final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    JobServer server;
    Jobs jobs;
    JobParts parts;

    @BeforeEach
    void open() {
        server = new JobServer(directory.resolve("jobs.db"), engine, clock).start();
        jobs = new Jobs(
                new JobTypes(engine),
                server.store(),
                server.files(),
                server.scheduler(),
                new Waiters(answering),
                Settings.jobs(LIMIT, 10),
                clock,
                accepted::add);
        parts = new JobParts(jobs, server.store(), server.files(), server.scheduler(), Settings.jobs(LIMIT, 10));
    }

    @AfterEach
    void close() {
        engine.relent();
        server.close();
        engine.close();
        answering.shutdownNow();
    }

    Job submit() {
        return jobs.submit(spec("{\"n\":1}")).join();
    }

    static JobSpec spec(String params) {
        return JobServer.spec().withParams(params);
    }

    static JobQuery query(UUID olderThan, int limit) {
        return new JobQuery(Set.of(), null, Map.of(), null, null, olderThan, limit);
    }
}
