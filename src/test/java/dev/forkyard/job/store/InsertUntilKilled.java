package dev.forkyard.job.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** Inserts jobs into the SQLite file given and prints the id of each that was accepted, until it is killed. */
final class InsertUntilKilled {

    private InsertUntilKilled() {}

    public static void main(String[] args) {
        JobStore store = new JobStore(Databases.sqlite(Path.of(args[0])), (operation, took) -> {}, Clock.systemUTC());
        for (int producer = 0; producer < 4; producer++) {
            int first = producer;
            new Thread(() -> {
                        for (int i = first; true; i += 4) {
                            UUID id = Samples.id(i);
                            store.insert(id, Samples.spec(), Samples.T).join();
                            System.out.println(id);
                        }
                    })
                    .start();
        }
    }
}
