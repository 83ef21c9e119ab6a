package dev.forkyard.catalog.arithmetic;

/** A way of computing with large integers. Safe for use by many threads, each with workspaces of its own. */
public interface Arithmetic {

    /** What computes, for people: {@code GMP 6.2.1}, or {@code java.math.BigInteger}. */
    String name();

    /** How products of numbers of many thousand digits are made, for people. */
    String largeProducts();

    /** A new place for numbers. */
    Workspace open();

    /**
     * Has the JVM compile what large products are made by, for a few seconds at most. Until this was done, or much was
     * computed without it, they are made in another way, which needs no compiling and is slower.
     *
     * @throws InterruptedException soon after the thread was interrupted
     */
    void warmUp() throws InterruptedException;

    /** GMP if its library is found, else the JDK's. Which of them, is found out at the first call. */
    static Arithmetic fastest() {
        return Installed.FASTEST;
    }

    /** The JDK's, which is there always. */
    static Arithmetic java() {
        return JavaArithmetic.INSTANCE;
    }

    /** Holds what is found out once, when it is first asked for. */
    final class Installed {

        private static final Arithmetic FASTEST =
                GmpArithmetic.find(GmpArithmetic.LIBRARIES).orElse(JavaArithmetic.INSTANCE);

        private Installed() {}
    }
}
