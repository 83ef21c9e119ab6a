package dev.forkyard.api;

import static java.util.Objects.requireNonNull;

import dev.forkyard.api.submission.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Leads to the rehearsal's own handler while there is one: by a path that nobody else knows, and that no description of the
 * API tells.
 */
final class RehearsalMapping extends AbstractHandlerMapping {

    private static final Method SUBMIT = requireNonNull(
            ReflectionUtils.findMethod(JobsController.class, "submit", Submission.class, HttpServletRequest.class));

    private final String path = "/rehearsal/" + UUID.randomUUID();
    private volatile @Nullable HandlerMethod handler;

    RehearsalMapping() {
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    String path() {
        return path;
    }

    /** From now on a request to the path is a submission to this controller. */
    void leadTo(JobsController controller) {
        handler = new HandlerMethod(controller, SUBMIT);
    }

    void leadNowhere() {
        handler = null;
    }

    /** Whether a request is part of the rehearsal. */
    boolean isMeant(HttpServletRequest request) {
        return request.getRequestURI().equals(request.getContextPath() + path);
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        @Nullable HandlerMethod current = handler;
        return current != null && isMeant(request) ? current : null;
    }
}
