/**
 * The body of a submission: its form, its limits, and reading it strictly. Called by the controller that takes
 * submissions.
 */
@NullMarked
package dev.forkyard.api.submission;

import org.jspecify.annotations.NullMarked;
