/** What happens to a job, told to clients as it happens, as server-sent events. */
@NullMarked
package dev.forkyard.api.events;

import org.jspecify.annotations.NullMarked;
