package dev.forkyard.api;

import org.springframework.context.SmartLifecycle;

/** Runs the rehearsal on a thread of its own as soon as the server starts. */
final class RehearsalLifecycle implements SmartLifecycle {

    private static final System.Logger LOG = System.getLogger(RehearsalLifecycle.class.getName());

    /** Before the pool's. */
    private static final int PHASE = 500;

    private final Runnable rehearsal;
    private volatile boolean running;

    RehearsalLifecycle(Runnable rehearsal) {
        this.rehearsal = rehearsal;
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::rehearse, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server whose rehearsal fails may well serve; what is wrong shows again with the first submission. */
    private void rehearse() {
        try {
            rehearsal.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The rehearsal of a submission failed.", e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
