package dev.forkyard.api.docs;

import dev.forkyard.api.problem.Problem;
import dev.forkyard.job.service.Jobs;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Completes what springdoc finds by itself. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI openApi(ObjectProvider<BuildProperties> build) {
        @Nullable BuildProperties properties = build.getIfAvailable();
        @Nullable String version = properties == null ? null : properties.getVersion();
        return new OpenAPI()
                .info(new Info()
                        .title("Forkyard")
                        .description("Runs CPU-bound jobs on a managed pool of forked worker JVMs.")
                        .version(version == null ? "development" : version))
                // Relative, so that the page works under every name that the server is reached by.
                .servers(List.of(new Server().url("/")))
                .tags(List.of(
                        new Tag().name("Jobs").description("Submitting jobs, following them, having their results"),
                        new Tag().name("Job types").description("What kinds of jobs there are"),
                        new Tag().name("Pool").description("The workers, and what every core did"),
                        new Tag().name("Limits").description("What may be asked for")))
                .components(new Components()
                        .addResponses(
                                PROBLEM,
                                new ApiResponse()
                                        .description("A problem; its code says which.")
                                        .content(new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType()
                                                                .schema(new Schema<>()
                                                                        .$ref("#/components/schemas/" + PROBLEM))))));
    }

    /** Every operation may end in a problem. */
    @Bean
    OperationCustomizer problemResponse() {
        return (operation, method) -> {
            operation
                    .getResponses()
                    .addApiResponse("default", new ApiResponse().$ref("#/components/responses/" + PROBLEM));
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer problemSchema() {
        return api -> ModelConverters.getInstance(true).readAll(Problem.class).forEach(api::schema);
    }

    @Bean
    AnswerSchemas answerSchemas() {
        return new AnswerSchemas();
    }

    @Bean
    JobTypeDocs jobTypeDocs(Jobs jobs) {
        return new JobTypeDocs(jobs);
    }
}
