/**
 * Integers of any size: by GMP where the machine has it, else by the JDK's own. Opened and closed, since GMP's numbers lie
 * outside the heap. Used by the job types; loaded in workers only.
 */
@NullMarked
package dev.forkyard.catalog.arithmetic;

import org.jspecify.annotations.NullMarked;
