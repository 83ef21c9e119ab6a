package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobFilesIT extends RunningService {

    @Test
    void tasksThatNeedOthersAreGivenTheirResultsAndFiles() {
        JsonNode job = http.run("test-chain", "{\"count\":100}").json();

        assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(job.path("result").path("total").asInt()).isEqualTo(99 * 100 / 2);
        assertThat(job.path("progress").path("tasks").path("succeeded").asInt()).isEqualTo(199);
    }

    @Test
    void resultIsHadFromTheFileAndPartOfIt() {
        String job = http.run("test-chain", "{\"count\":200}").header("Location");

        Answer whole = http.get(job + "/result", "Accept", "text/plain");
        assertThat(whole.body()).isEqualTo("19900");
        assertThat(whole.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(whole.header("Content-Length")).isEqualTo("5");
        assertThat(http.get(job + "/result?from=1&count=3").body()).isEqualTo("990");
        assertThat(http.get(job + "/result?count=2").body()).isEqualTo("19");
        assertThat(http.get(job + "/result?from=4").body()).isEqualTo("0");
        assertThat(http.get(job + "/result", "Accept", "text/plain", "Range", "bytes=2-3")
                        .body())
                .isEqualTo("90");
    }

    @Test
    void partOfATextThatTheResultHoldsIsHadTheSameWay() {
        String job = http.run("pi-digits", "{\"precisions\":[12]}").header("Location");

        assertThat(http.get(job + "/result?from=2&count=4").body()).isEqualTo("1415");
    }

    @Test
    void partThatIsNoneIsRefused() {
        String job = http.run("test-chain", "{\"count\":200}").header("Location");

        assertRefused(http.get(job + "/result?from=6"), "The text has 5 characters");
        assertRefused(http.get(job + "/result?from=-1"), "from 0");
        assertRefused(http.get(job + "/result?count=0"), "from 1");
        assertRefused(http.get(job + "/result?from=x"), "integer");
        assertRefused(http.get(job + "/result?until=3"), "no parameter of this name");
        String numbers = http.run("test-trace", "{}").header("Location");
        Answer noText = http.get(numbers + "/result?from=0");
        assertThat(noText.status()).isEqualTo(406);
        assertThat(noText.code()).isEqualTo("NOT_ACCEPTABLE");
    }

    @Test
    void filesThatTheResultDoesNotOfferGoWithTheEndOfTheJobAndTheOthersWithTheJob() throws IOException {
        String job = http.run("test-chain", "{\"count\":9}").header("Location");
        Path directory = data().resolve("jobs").resolve(job.substring(job.lastIndexOf('/') + 1));

        await().untilAsserted(() ->
                assertThat(names(directory)).singleElement().asString().matches("16-1-[0-9a-f]+-sum\\.txt"));
        assertThat(http.delete(job).status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(directory).doesNotExist());
    }

    private static void assertRefused(Answer answer, String why) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_QUERY");
        assertThat(answer.body()).contains(why);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
