/**
 * Keeps web pages of other sites from using a browser on this machine to reach the service, which listens to the
 * loopback interface and asks nobody who they are. Called by the servlet container, before anything else.
 */
@NullMarked
package dev.forkyard.api.guard;

import org.jspecify.annotations.NullMarked;
