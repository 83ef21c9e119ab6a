/**
 * What requests say in their bodies: JSON that is read strictly, so that nothing is guessed, coerced or silently dropped,
 * and everything that is wrong is told at once. Called by those who know what a body must hold.
 */
@NullMarked
package dev.forkyard.api.body;

import org.jspecify.annotations.NullMarked;
