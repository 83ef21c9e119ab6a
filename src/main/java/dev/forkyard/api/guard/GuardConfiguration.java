package dev.forkyard.api.guard;

import dev.forkyard.api.ApiProperties;
import dev.forkyard.api.problem.ProblemWriter;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the guard before everything else. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

    @Bean
    FilterRegistrationBean<RequestGuard> requestGuard(
            ApiProperties api, ServerProperties server, ProblemWriter problems) {
        @Nullable InetAddress address = server.getAddress();
        boolean loopbackOnly = address != null && address.isLoopbackAddress();
        var registration = new FilterRegistrationBean<>(
                new RequestGuard(new HostNames(api.allowedHosts(), loopbackOnly), problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
