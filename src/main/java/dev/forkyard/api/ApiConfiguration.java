package dev.forkyard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.body.BodyRoom;
import dev.forkyard.api.body.JsonBodyConverter;
import dev.forkyard.api.events.EventStreams;
import dev.forkyard.api.problem.ProblemWriter;
import dev.forkyard.api.submission.Submission;
import dev.forkyard.api.submission.SubmissionReader;
import dev.forkyard.job.service.JobParts;
import dev.forkyard.job.service.Jobs;
import dev.forkyard.job.service.JobsProperties;
import dev.forkyard.job.service.SharedProperties;
import dev.forkyard.pool.PoolProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Wires what the controllers need; they themselves are found by Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class ApiConfiguration {

    /** Tomcat looks at what has timed out about once a second; the waits themselves end on time, before that. */
    private static final long ASYNC_SLACK_MILLIS = 30_000;

    @Bean
    Answers answers(JobsProperties jobs) {
        return new Answers(jobs.inlineResultLength());
    }

    @Bean
    Limits limits(ApiProperties api, JobsProperties jobs, SharedProperties shared, PoolProperties pool) {
        return new Limits(api, jobs, shared, pool);
    }

    @Bean
    FilterRegistrationBean<BodyRoom> bodyRoom(ApiProperties api, ProblemWriter problems) {
        return new FilterRegistrationBean<>(new BodyRoom(api.maxBodySize(), api.maxBodiesSize(), problems));
    }

    @Bean
    JobWaits jobWaits(Jobs jobs) {
        return new JobWaits(jobs);
    }

    @Bean
    EventStreams eventStreams(Jobs jobs, JobParts parts, Answers answers, JsonMapper json, ApiProperties api) {
        return new EventStreams(jobs, parts, answers, json, api.maxEventStreams());
    }

    @Bean
    MeterBinder eventStreamsMetrics(EventStreams streams) {
        return registry -> Gauge.builder("forkyard.event.streams", streams, EventStreams::count)
                .description("Clients that follow jobs by server-sent events.")
                .register(registry);
    }

    /** What is absent is left out of answers; their fields have the order of their records without further ado. */
    @Bean
    JsonMapperBuilderCustomizer answerJson() {
        return builder -> builder.changeDefaultPropertyInclusion(
                included -> included.withValueInclusion(JsonInclude.Include.NON_NULL));
    }

    @Bean
    SubmissionReader submissionReader(JobsProperties jobs, SharedProperties shared) {
        return new SubmissionReader(jobs, shared);
    }

    @Bean
    WebMvcConfigurer apiMvc(ApiProperties api, SubmissionReader reader) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.addCustomConverter(new JsonBodyConverter<>(Submission.class, reader::read, api.maxBodySize()));
                builder.addCustomConverter(new JsonBodyConverter<>(PoolSize.class, PoolSize::of, api.maxBodySize()));
            }

            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
                configurer.setDefaultTimeout(api.maxWait().toMillis() + ASYNC_SLACK_MILLIS);
            }
        };
    }
}
