package dev.forkyard.api.problem;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.forkyard.job.State;
import dev.forkyard.job.service.JobException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

class ProblemAdviceTests {

    private static final UUID JOB = UUID.fromString("019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d");

    @Test
    void fullQueueTellsWhenToTryAgain() throws Exception {
        thrown(JobException.QueueFull.ofJobs(10, Duration.ofSeconds(5)))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string("Retry-After", "5"))
                .andExpect(jsonPath("$.code").value("QUEUE_FULL"))
                .andExpect(jsonPath("$.title").value("Too Many Requests"))
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("10 jobs")));
    }

    @Test
    void retryAfterIsNeverZero() throws Exception {
        thrown(JobException.QueueFull.ofJobs(10, Duration.ofMillis(20))).andExpect(header().string("Retry-After", "1"));
    }

    @Test
    void unavailableServiceTellsWhenToTryAgain() throws Exception {
        thrown(new JobException.Unavailable("Not yet."))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "2"))
                .andExpect(jsonPath("$.code").value("SERVICE_UNAVAILABLE"))
                .andExpect(jsonPath("$.detail").value("Not yet."));
    }

    @Test
    void answerThatTookTooLongIsNoFault() throws Exception {
        thrown(new AsyncRequestTimeoutException())
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists("Retry-After"))
                .andExpect(jsonPath("$.code").value("SERVICE_UNAVAILABLE"));
    }

    @Test
    void violationsPointIntoTheParams() throws Exception {
        thrown(new JobException.InvalidParams(
                        "t",
                        List.of(
                                new JobException.InvalidParams.Violation("/a/0", "must be 1."),
                                new JobException.InvalidParams.Violation("", "must be more."))))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("INVALID_PARAMS"))
                .andExpect(jsonPath("$.errors[0].pointer").value("/params/a/0"))
                .andExpect(jsonPath("$.errors[0].message").value("Must be 1."))
                .andExpect(jsonPath("$.errors[1].pointer").value("/params"));
    }

    @Test
    void wrongStateIsAConflictOfEitherKind() throws Exception {
        thrown(new JobException.WrongState(JOB, State.RUNNING, "wait"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("JOB_NOT_FINISHED"));
        thrown(new JobException.WrongState(JOB, State.FAILED, "no"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("JOB_FINISHED"));
    }

    @Test
    void unexpectedExceptionShowsNothingOfItself() throws Exception {
        thrown(new IllegalStateException("secret"))
                .andExpect(status().isInternalServerError())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.code").value("INTERNAL_ERROR"))
                .andExpect(jsonPath("$.instance").value("/"))
                .andExpect(content().string(Matchers.not(Matchers.containsString("secret"))))
                .andExpect(content().string(Matchers.not(Matchers.containsString("IllegalState"))));
    }

    @Test
    void exceptionOfAFutureIsTheSameProblem() throws Exception {
        MockMvc mvc = mvc(new Throwing(new JobException.NotFound(JOB)));

        mvc.perform(asyncDispatch(mvc.perform(get("/later")).andReturn()))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("JOB_NOT_FOUND"));
    }

    private static ResultActions thrown(Exception exception) throws Exception {
        return mvc(new Throwing(exception)).perform(get("/"));
    }

    private static MockMvc mvc(Throwing controller) {
        return MockMvcBuilders.standaloneSetup(controller)
                .setControllerAdvice(new ProblemAdvice())
                .build();
    }

    @RestController
    static final class Throwing {

        private final Exception exception;

        Throwing(Exception exception) {
            this.exception = exception;
        }

        @GetMapping("/")
        String now() throws Exception {
            if (exception != null) {
                throw exception;
            }
            return "";
        }

        @GetMapping("/later")
        CompletableFuture<String> later() {
            return CompletableFuture.<String>failedFuture(exception).thenApply(String::strip);
        }
    }
}
