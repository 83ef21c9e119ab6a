/**
 * The plug-ins: JARs that somebody has put into a directory, tried one by one, kept under what they hold, and gathered in
 * generations that never change. Nothing here reads them as code. Used by the pool, which starts workers with them.
 */
@NullMarked
package dev.forkyard.pool.plugin;

import org.jspecify.annotations.NullMarked;
