/**
 * How the service says no: one form (RFC 9457) and one list of codes for every failed request, whoever refuses it:
 * controllers, Spring, or Tomcat before either is asked. Called by the packages of the HTTP side only.
 */
@NullMarked
package dev.forkyard.api.problem;

import org.jspecify.annotations.NullMarked;
