package dev.forkyard.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has come of an event at a slot.
 *
 * @param departing JVMs to be stopped
 * @param renewed why a slot's JVM was replaced by its successor, if one was
 * @param overdue the slot whose JVM has run as many tasks as it may, if it has
 */
record SlotChange(List<Worker> departing, Optional<Restart> renewed, Optional<Slot> overdue) {

    static final SlotChange NONE = leaving(List.of());

    static SlotChange leaving(List<Worker> departing) {
        return new SlotChange(departing, Optional.empty(), Optional.empty());
    }

    SlotChange with(Worker another) {
        List<Worker> all = new ArrayList<>(departing);
        all.add(another);
        return new SlotChange(all, renewed, overdue);
    }
}
