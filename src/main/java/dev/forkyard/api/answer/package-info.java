/**
 * What the service answers: the records whose JSON clients see, and the one place where domain values become them.
 * Called by the controllers; nothing here decides anything.
 */
@NullMarked
package dev.forkyard.api.answer;

import org.jspecify.annotations.NullMarked;
