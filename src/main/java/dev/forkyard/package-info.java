/** Forkyard: a REST service that runs CPU-bound jobs on a managed pool of forked worker JVMs. Called by the launcher. */
@NullMarked
package dev.forkyard;

import org.jspecify.annotations.NullMarked;
