package dev.forkyard.catalog.arithmetic;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** A piece of native memory that grows with what is asked of it. */
final class NativeBuffer implements AutoCloseable {

    private long address;
    private long size;

    /** The memory, whose contents are lost when it grows. */
    Pointer ofAtLeast(long bytes) {
        if (bytes > size) {
            close();
            address = Native.malloc(bytes);
            if (address == 0) {
                throw new OutOfMemoryError("no native memory for " + bytes + " bytes");
            }
            size = bytes;
        }
        return new Pointer(address);
    }

    @Override
    public void close() {
        if (size > 0) {
            Native.free(address);
            size = 0;
        }
    }
}
