package dev.forkyard.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What requests may ask for.
 *
 * @param maxBodySize longest body of a request, from 1 KB to 100 MB
 * @param maxBodiesSize of all large bodies together that are read and checked at once, at least the longest
 * @param maxWait longest time that an answer is held back for a job to end, from 1 s to 1 h
 * @param maxEventStreams most clients that follow jobs by server-sent events at once; each holds a thread
 * @param defaultListLimit items of a page when the request names no limit
 * @param maxListLimit most items that a request may have in a page
 * @param allowedHosts names, without ports, that the Host header may have besides those of the loopback interface; when
 *     empty, any where the server listens to other interfaces too, else none
 * @param rehearsal whether a server that has nothing to do goes through made-up jobs, until its own code is compiled
 */
@Validated
@ConfigurationProperties("forkyard.api")
public record ApiProperties(
        @DefaultValue("16MB") DataSize maxBodySize,
        @DefaultValue("64MB") DataSize maxBodiesSize,
        @DefaultValue("60s") Duration maxWait,
        @DefaultValue("50") @Min(1) @Max(10_000) int maxEventStreams,
        @DefaultValue("50") @Min(1) int defaultListLimit,
        @DefaultValue("500") @Min(1) @Max(10_000) int maxListLimit,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("true") boolean rehearsal) {

    private static final DataSize LEAST_BODY = DataSize.ofKilobytes(1);
    private static final DataSize MOST_BODY = DataSize.ofMegabytes(100);
    private static final DataSize MOST_BODIES = DataSize.ofGigabytes(100);
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
    private static final Duration MOST_WAIT = Duration.ofHours(1);

    public ApiProperties {
        allowedHosts = List.copyOf(allowedHosts);
        if (maxBodySize.compareTo(LEAST_BODY) < 0 || maxBodySize.compareTo(MOST_BODY) > 0) {
            throw new IllegalArgumentException("forkyard.api.max-body-size must be from 1KB to 100MB");
        }
        if (maxBodiesSize.compareTo(maxBodySize) < 0 || maxBodiesSize.compareTo(MOST_BODIES) > 0) {
            throw new IllegalArgumentException(
                    "forkyard.api.max-bodies-size must be from forkyard.api.max-body-size to 100GB");
        }
        if (maxWait.compareTo(LEAST_WAIT) < 0 || maxWait.compareTo(MOST_WAIT) > 0) {
            throw new IllegalArgumentException("forkyard.api.max-wait must be from 1s to 1h");
        }
        if (defaultListLimit > maxListLimit) {
            throw new IllegalArgumentException(
                    "forkyard.api.default-list-limit must not be above forkyard.api.max-list-limit");
        }
    }
}
