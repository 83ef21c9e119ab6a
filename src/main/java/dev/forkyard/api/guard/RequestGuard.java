package dev.forkyard.api.guard;

import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Refuses what a page of another site can make a browser send: requests under a name of that site which now leads here
 * (DNS rebinding), and requests that change something and carry that site's origin.
 */
final class RequestGuard extends HttpFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    private final transient HostNames names;
    private final transient ProblemWriter problems;

    RequestGuard(HostNames names, ProblemWriter problems) {
        this.names = names;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        @Nullable String host = request.getHeader(HttpHeaders.HOST);
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        // Every browser sends a host; HTTP/1.0 need not.
        if (host != null && !names.accept(host)) {
            problems.write(
                    new ProblemException(
                            ProblemCode.HOST_NOT_ALLOWED,
                            "The header Host must name the loopback interface or one of forkyard.api.allowed-hosts."),
                    request,
                    response);
        } else if (origin != null && !HARMLESS.contains(request.getMethod()) && !isSame(origin, host)) {
            problems.write(
                    new ProblemException(
                            ProblemCode.ORIGIN_NOT_ALLOWED,
                            "Only pages of this server may have a browser send this; the header Origin names another."),
                    request,
                    response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Browsers leave the default port out of both headers, so that the text is the same where the origin is. */
    private static boolean isSame(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        return authority >= 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }
}
