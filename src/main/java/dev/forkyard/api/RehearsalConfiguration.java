package dev.forkyard.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.submission.SubmissionReader;
import dev.forkyard.job.service.Jobs;
import dev.forkyard.job.service.RehearsalStage;
import io.micrometer.observation.ObservationPredicate;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Wires the rehearsal, unless it is switched off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "forkyard.api.rehearsal", matchIfMissing = true)
class RehearsalConfiguration {

    @Bean
    RehearsalMapping rehearsalMapping() {
        return new RehearsalMapping();
    }

    @Bean
    Rehearsal.Texts rehearsalTexts(SubmissionReader reader, Answers answers, JsonMapper json) {
        return new Rehearsal.Texts(reader, answers, json);
    }

    @Bean
    Rehearsal rehearsal(
            RehearsalMapping mapping,
            RehearsalStage.Opener stages,
            Jobs jobs,
            Rehearsal.Texts texts,
            ApiProperties properties) {
        return new Rehearsal(mapping, stages, jobs, texts, properties);
    }

    /** Begins just before the pool does, whose workers the start of the server waits for. */
    @Bean
    SmartInitializingSingleton rehearsalBegin(Rehearsal rehearsal) {
        return rehearsal::start;
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> rehearsalByHttp(Rehearsal rehearsal, ServerProperties properties) {
        return event -> {
            // With TLS, the server may well have a certificate that it would not accept itself.
            boolean tls = properties.getSsl() != null && properties.getSsl().isEnabled();
            if (!tls && event.getApplicationContext() instanceof WebServerApplicationContext context) {
                rehearsal.serverIsReady(
                        url(properties, requireNonNull(context.getWebServer()).getPort()));
            }
        };
    }

    /** Before the web server stops, which would wait for it. */
    @Bean
    ApplicationListener<ContextClosedEvent> rehearsalEnd(Rehearsal rehearsal) {
        return event -> rehearsal.close();
    }

    /** What is rehearsed is nobody's request. */
    @Bean
    ObservationPredicate rehearsalIsNotObserved(RehearsalMapping mapping) {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && mapping.isMeant(requireNonNull(request.getCarrier())));
    }

    private static URI url(ServerProperties properties, int port) {
        @Nullable InetAddress address = properties.getAddress();
        InetAddress reachable =
                address == null || address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return UriComponentsBuilder.newInstance()
                .scheme("http")
                .host(reachable.getHostAddress())
                .port(port)
                .path(requireNonNullElse(properties.getServlet().getContextPath(), ""))
                .build()
                .toUri();
    }
}
