package dev.forkyard.api.answer;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * JSON that is passed on as it is, so that no digit of a number is lost on the way.
 *
 * @param text one JSON value; whoever made it answers for that
 */
public record RawJson(@JsonValue @JsonRawValue String text) {}
