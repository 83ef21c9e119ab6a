/**
 * What requests say outside their bodies: the Prefer header, the parameters of the query, the cursors of lists. Pure
 * functions over text; called by the controllers.
 */
@NullMarked
package dev.forkyard.api.http;

import org.jspecify.annotations.NullMarked;
