/**
 * The OpenAPI description of the API, made of the controllers, their records and the job types that the workers
 * describe. Called by springdoc each time that somebody asks for the description.
 */
@NullMarked
package dev.forkyard.api.docs;

import org.jspecify.annotations.NullMarked;
