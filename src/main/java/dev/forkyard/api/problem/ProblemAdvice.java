package dev.forkyard.api.problem;

import dev.forkyard.job.service.JobException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every exception that leaves a controller, or Spring's search for one, into a problem. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException exception, HttpServletRequest request) {
        return answer(exception, HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(JobException exception, HttpServletRequest request) {
        return answer(JobProblems.of(exception), HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> failed(Exception exception, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            return null;
        }
        if (exception instanceof InvalidParameterException) {
            return answer(
                    new ProblemException(ProblemCode.MALFORMED_REQUEST, "The query of the URL cannot be decoded."),
                    HttpHeaders.EMPTY,
                    request);
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
        return answer(
                new ProblemException(ProblemCode.INTERNAL_ERROR, "The service failed; its log says why."),
                HttpHeaders.EMPTY,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest webRequest) {
        HttpServletRequest request = ((ServletWebRequest) webRequest).getRequest();
        ProblemCode code = exception instanceof HttpMessageNotReadableException
                ? ProblemCode.MALFORMED_JSON
                : ProblemCode.of(status.value());
        if (code == ProblemCode.INTERNAL_ERROR) {
            return failed(exception, request);
        }
        ProblemException problem = new ProblemException(code, detail(exception, code, request));
        return answer(
                code == ProblemCode.SERVICE_UNAVAILABLE ? problem.retryAfter(Duration.ofSeconds(1)) : problem,
                headers,
                request);
    }

    private static String detail(Exception exception, ProblemCode code, HttpServletRequest request) {
        if (exception instanceof HttpRequestMethodNotSupportedException method) {
            @Nullable Set<HttpMethod> supported = method.getSupportedHttpMethods();
            return "There is no %s here; there is %s."
                    .formatted(
                            request.getMethod(),
                            supported == null
                                    ? "nothing"
                                    : supported.stream().map(HttpMethod::name).collect(Collectors.joining(" and ")));
        }
        if (exception instanceof HttpMediaTypeNotSupportedException) {
            return "The body must be JSON, with the header 'Content-Type: application/json'.";
        }
        if (exception instanceof HttpMediaTypeNotAcceptableException acceptable) {
            return "The header Accept asks for something else than there is: %s."
                    .formatted(list(acceptable.getSupportedMediaTypes()));
        }
        if (exception instanceof HttpMessageNotReadableException) {
            return "The body must be one JSON object; there is none, or its end is missing.";
        }
        return switch (code) {
            case NOT_FOUND -> "There is nothing at this path.";
            case SERVICE_UNAVAILABLE -> "The answer took too long; try again.";
            default -> "The request cannot be read.";
        };
    }

    private static String list(List<MediaType> types) {
        return types.isEmpty()
                ? "application/json"
                : types.stream().map(MediaType::toString).collect(Collectors.joining(" and "));
    }

    private static ResponseEntity<Object> answer(
            ProblemException exception, HttpHeaders headers, HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        exception.code().status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Duration retryAfter = exception.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())));
        }
        return answer.body(Problem.of(exception, request.getRequestURI()));
    }
}
