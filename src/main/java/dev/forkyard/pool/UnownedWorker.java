package dev.forkyard.pool;

import dev.forkyard.engine.UnitEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands in for the pool where a worker never has a place in it, and nobody waits for what it does besides. */
final class UnownedWorker implements Worker.Owner {

    private static final System.Logger LOG = System.getLogger(UnownedWorker.class.getName());

    private final String what;

    /** @param what it is started for, in a word */
    UnownedWorker(String what) {
        this.what = what;
    }

    @Override
    public void onEnded(Worker worker, Assignment assignment, List<UnitEnd> ends, boolean damaged) {
        assignment.listener().ended(ends, assignment.isOver());
    }

    @Override
    public void onWarm(Worker worker) {
        LOG.log(System.Logger.Level.DEBUG, "The {0} worker is warm", what);
    }

    @Override
    public void onOverflow(Worker worker, Assignment assignment, int unit) {
        LOG.log(System.Logger.Level.DEBUG, "The {0} worker is given no work", what);
    }

    @Override
    public void onDeath(Worker worker, Death death, @Nullable Assignment assignment, List<UnitEnd> ends) {
        LOG.log(System.Logger.Level.DEBUG, "The {0} worker ended with code {1}", what, death.exitCode());
    }
}
