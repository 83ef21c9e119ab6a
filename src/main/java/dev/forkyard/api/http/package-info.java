/**
 * What requests say outside their bodies: the Prefer header, the parameters of the query, the cursors of lists; and how
 * ids and durations are written anywhere. Pure functions over text; called by whoever reads a request or answers it.
 */
@NullMarked
package dev.forkyard.api.http;

import org.jspecify.annotations.NullMarked;
