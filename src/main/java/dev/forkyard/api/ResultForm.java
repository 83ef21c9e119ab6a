package dev.forkyard.api;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.engine.Representation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.filter.TokenFilter.Inclusion;
import tools.jackson.core.json.JsonFactory;

/**
 * One form in which a result can be had.
 *
 * @param mediaType what it is sent as
 * @param pointer where it stands in the JSON of the result; absent for that JSON itself, and for a file
 * @param file name of the file that holds it; absent for all else
 */
record ResultForm(
        MediaType mediaType,
        @Nullable String pointer,
        @Nullable String file) {

    /** Results are the service's own and limited in length already. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final ResultForm WHOLE = new ResultForm(MediaType.APPLICATION_JSON, null, null);

    /**
     * The form that a request asks for, the JSON when it has no preference.
     *
     * @param representations the forms that there are besides the JSON
     * @param accept the values of the Accept headers
     * @throws ProblemException NOT_ACCEPTABLE when it asks for none of them
     */
    static ResultForm choose(List<Representation> representations, Collection<String> accept) {
        List<ResultForm> offered = new ArrayList<>(List.of(WHOLE));
        representations.forEach(other -> offered.add(
                new ResultForm(MediaType.parseMediaType(other.mediaType()), other.pointer(), other.file())));
        if (accept.isEmpty()) {
            return WHOLE;
        }
        for (MediaType range : ranges(accept)) {
            for (ResultForm form : offered) {
                if (range.getQualityValue() > 0 && range.includes(form.mediaType)) {
                    return form;
                }
            }
        }
        throw new ProblemException(
                ProblemCode.NOT_ACCEPTABLE,
                "The header Accept asks for something else than this result can be had as: %s."
                        .formatted(offered.stream()
                                .map(form -> form.mediaType.toString())
                                .collect(Collectors.joining(" and "))));
    }

    private static List<MediaType> ranges(Collection<String> accept) {
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(List.copyOf(accept));
            MimeTypeUtils.sortBySpecificity(ranges);
            return ranges;
        } catch (InvalidMediaTypeException | InvalidMimeTypeException e) {
            return List.of();
        }
    }

    /** Whether it is text, so that a part of it can be had. */
    boolean isText() {
        return mediaType.getType().equals("text");
    }

    /** What to send of a result that is no file. */
    byte[] content(String json) {
        if (pointer == null) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        String value = string(json, pointer);
        return isText()
                ? value.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(value);
    }

    /** The media type with its charset, for text. */
    MediaType contentType() {
        return isText() ? new MediaType(mediaType, StandardCharsets.UTF_8) : mediaType;
    }

    /** One string for all, or a line for each item where the pointer leaves open which. */
    private static String string(String json, String pointer) {
        var filter = new AnyItemFilter(JsonPointer.compile(pointer));
        List<String> strings = new ArrayList<>();
        try (JsonParser parser = new FilteringParserDelegate(
                JSON.createParser(ObjectReadContext.empty(), json), filter, Inclusion.ONLY_INCLUDE_ALL, true)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    throw new IllegalStateException("the result has no string at " + pointer);
                }
                strings.add(parser.getString());
            }
        }
        if (strings.isEmpty()) {
            throw new IllegalStateException("the result has no string at " + pointer);
        }
        return String.join("\n", strings);
    }

    /** Lets pass what a pointer leads to, in which {@code *} leads to every item. */
    private static final class AnyItemFilter extends JsonPointerBasedFilter {

        AnyItemFilter(JsonPointer path) {
            super(path);
        }

        @Override
        protected JsonPointerBasedFilter construct(JsonPointer path, boolean includeAll) {
            return new AnyItemFilter(path);
        }

        @Override
        public @Nullable TokenFilter includeElement(int index) {
            return _pathToMatch.getMatchingProperty().equals("*") ? includeProperty("*") : super.includeElement(index);
        }
    }
}
