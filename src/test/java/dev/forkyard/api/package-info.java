/** Tests of the HTTP side: over real HTTP, with real workers and a real store, as far as more than a pure function is meant. */
package dev.forkyard.api;
