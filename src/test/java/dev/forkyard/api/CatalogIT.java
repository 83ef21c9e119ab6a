package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forkyard.api.Http.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The jobs that integrate, draw, search and travel, as their users see them. */
class CatalogIT extends RunningService {

    @Test
    void integralIsWithinItsErrorOfTheTruth() {
        JsonNode result = finished("integrate", "{\"expression\":\"exp(-x^2)\",\"from\":-6,\"to\":6}");

        double error = result.path("errorEstimate").asDouble();
        assertThat(error).isBetween(0.0, 1e-9);
        assertThat(result.path("value").asDouble()).isCloseTo(Math.sqrt(Math.PI), within(error));
        assertThat(result.path("evaluations").asLong()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            integrate   | {"expression":"2 * (x","from":0,"to":1}      | 'expression' makes no sense at position 7: a closing parenthesis is missing.
            integrate   | {"expression":"1 + foo(x)","from":0,"to":1}  | 'expression' makes no sense at position 5: there is no function 'foo'
            integrate   | {"expression":"sqrt(x)","from":-1,"to":1}    | The expression sqrt(x) is not a number at x = -
            integrate   | {"expression":"tan(x)","from":0,"to":3}      | The tolerance 1.0E-9 was not reached
            hash-search | {"target":"00112233445566778899aabbccddeeff","maxLength":2} | 'target' has 32 hexadecimal digits, but a hash of SHA-256 has 64.
            hash-search | {"algorithm":"MD5","target":"00112233445566778899aabbccddeeff","maxLength":64} | more than the 274877906944 that can be searched
            hash-search | {"algorithm":"MD5","target":"00112233445566778899aabbccddeeff","maxLength":1,"alphabet":"aba"} | 'alphabet' has the letter 'a' more than once.
            genetic     | {"islands":2}                                | There is to be either 'cities' or 'randomCities', but there are none.
            """)
    void whatOnlyTheJobTypeKnowsIsANamedFailure(String type, String params, String message) {
        JsonNode failure = http.run(type, params).json().path("failure");

        assertThat(failure.path("reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(failure.path("message").asString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            integrate   | {"expression":"","from":"a","to":1e999,"tolerance":0} | /params/expression /params/from /params/to /params/tolerance
            integrate   | {"expression":7}                                      | /params/expression /params/from /params/to
            hash-search | {"algorithm":"CRC","target":"xyz","alphabet":"","maxLength":0} | /params/algorithm /params/alphabet /params/maxLength /params/target
            hash-search | {"algorithm":"MD5","target":"00112233445566778899aabbccddee","maxLength":1} | /params/target
            genetic     | {"randomCities":2,"islands":65,"generations":0,"seed":"x"} | /params/generations /params/islands /params/randomCities /params/seed
            genetic     | {"cities":[{"x":1,"y":2},{"x":1},[3,4]]}               | /params/cities/1/y /params/cities/2
            mandelbrot  | {"scale":0,"width":9000}                               | /params/scale /params/width
            """)
    void whatTheSchemaKnowsIsRefused(String type, String params, String pointers) {
        Answer answer = http.submit(type, params);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers().split(" ")).containsExactlyInAnyOrder(pointers.split(" "));
    }

    /** The text is in the first of 1024 tasks; all others together would try eight thousand million more. */
    @Test
    void searchStopsEverywhereWhenOneFindsTheText() {
        Answer job = http.run(
                "hash-search",
                "{\"algorithm\":\"MD5\",\"target\":\"f3abb86bd34cf4d52698f14c0da1dc60\",\"maxLength\":7}");
        JsonNode result = job.json().path("result");

        assertThat(job.state()).isEqualTo("SUCCEEDED");
        assertThat(result.path("found").asBoolean()).isTrue();
        assertThat(result.path("text").asString()).isEqualTo("zzz");
        assertThat(result.path("texts").asLong()).isEqualTo(8_353_082_582L);
        assertThat(result.path("tried").asLong()).isLessThan(1_000_000_000);
        JsonNode last = http.get(job.header("Location") + "/tasks/1023").json();
        assertThat(last.at("/result/tried").asLong()).isZero();
        assertThat(last.at("/result/stopped").asBoolean()).isTrue();
    }

    @Test
    void textThatIsNotThereIsNotFound() {
        JsonNode result = finished(
                "hash-search",
                "{\"algorithm\":\"MD5\",\"target\":\"f3abb86bd34cf4d52698f14c0da1dc60\",\"alphabet\":\"abc\",\"maxLength\":5}");

        assertThat(result.toString()).isEqualTo("{\"found\":false,\"tried\":363,\"texts\":363}");
    }

    @Test
    void tourIsToldAndDrawn() throws IOException {
        Answer job = http.run("genetic", "{\"randomCities\":50,\"islands\":3,\"generations\":30,\"seed\":1}");
        JsonNode result = job.json().path("result");

        assertThat(job.state()).isEqualTo("SUCCEEDED");
        assertThat(result.path("tour").valueStream().map(JsonNode::asInt).toList())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).boxed().toList());
        assertThat(result.path("islands")).hasSize(3);
        assertThat(result.path("length").asDouble()).isBetween(3000.0, 7000.0);
        assertPicture(job, 800, 800);
        assertThat(http.get(job.header("Location") + "/result", "Accept", "image/svg+xml")
                        .body())
                .startsWith("<svg ")
                .endsWith("</svg>\n");
    }

    @Test
    void islandsExchangeTheirBestByQueuesOfTheJob() {
        Answer job = http.run("genetic", "{\"randomCities\":30,\"islands\":2,\"generations\":20,\"seed\":1}");

        List<JsonNode> queues = http.get(job.header("Location") + "/queues")
                .json()
                .path("items")
                .valueStream()
                .toList();
        assertThat(queues).extracting(queue -> queue.path("name").asString()).contains("island-0", "island-1");
    }

    @Test
    void mandelbrotIsDrawn() throws IOException {
        Answer job = http.run("mandelbrot", "{\"width\":120,\"height\":80,\"maxIterations\":100}");

        assertThat(job.state()).isEqualTo("SUCCEEDED");
        assertPicture(job, 120, 80);
    }

    private void assertPicture(Answer job, int width, int height) throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(http.bytes(job.header("Location") + "/result", "image/png")));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    private JsonNode finished(String type, String params) {
        Answer job = http.run(type, params);
        assertThat(job.state()).isEqualTo("SUCCEEDED");
        return job.json().path("result");
    }
}
