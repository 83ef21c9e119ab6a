package dev.forkyard.catalog.arithmetic;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Computes with GMP, the GNU Multiple Precision Arithmetic Library.
 *
 * <p>When memory runs out, GMP says so on standard error and aborts the process.
 */
final class GmpArithmetic implements Arithmetic {

    /** As the linker finds it, by major version: Linux without and with its development files, and macOS. */
    static final List<String> LIBRARIES = List.of("libgmp.so.10", "gmp");

    private static final System.Logger LOG = System.getLogger(GmpArithmetic.class.getName());

    private final String version;

    private GmpArithmetic(String version) {
        this.version = version;
    }

    /** The first library that is found and fits; empty where there is none, or no native code may be loaded. */
    static Optional<Arithmetic> find(List<String> names) {
        for (String name : names) {
            try {
                NativeLibrary library = NativeLibrary.getInstance(name);
                if (fits(library)) {
                    Gmp.bind(library);
                    String version = library.getGlobalVariableAddress("__gmp_version")
                            .getPointer(0)
                            .getString(0);
                    return Optional.of(new GmpArithmetic(version));
                }
            } catch (LinkageError e) { // Not there, or without a function, or JNA has no stub for this machine.
                LOG.log(System.Logger.Level.DEBUG, "No GMP in {0}: {1}", name, e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Limbs are what the written form of numbers says, and C's long is Java's. */
    private static boolean fits(NativeLibrary library) {
        return Native.LONG_SIZE == Long.BYTES
                && Native.POINTER_SIZE == Long.BYTES
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                && library.getGlobalVariableAddress("__gmp_bits_per_limb").getInt(0) == Long.SIZE;
    }

    @Override
    public String name() {
        return "GMP " + version;
    }

    @Override
    public String largeProducts() {
        return GmpProduct.description();
    }

    @Override
    public Workspace open() {
        return new GmpWorkspace(this);
    }

    @Override
    public void warmUp() throws InterruptedException {
        GmpProduct.warmUp();
    }
}
