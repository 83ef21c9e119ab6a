package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.engine.Representation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class ResultFormTests {

    private static final String JSON =
            "{\"n\":" + "9".repeat(5000) + ",\"values\":[{\"text\":\"grüße\"},{\"png\":\"AAH/\"},{\"number\":1}]}";
    private static final List<Representation> OFFERED = List.of(
            Representation.ofString("text/plain", "/values/0/text"),
            Representation.ofString("image/png", "/values/1/png"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/* | application/json",
                "application/json | application/json",
                "text/plain | text/plain",
                "text/* | text/plain",
                "text/plain;charset=utf-8 | text/plain",
                "image/png, application/json;q=0.5 | image/png",
                "text/plain;q=0.1, image/png;q=0.9 | image/png",
                "text/html, application/xhtml+xml, */*;q=0.8 | application/json",
            })
    void bestFormThatFitsIsChosen(String accept, String chosen) {
        assertThat(ResultForm.choose(OFFERED, List.of(accept)).mediaType()).isEqualTo(MediaType.parseMediaType(chosen));
    }

    @Test
    void jsonIsChosenWithoutPreference() {
        assertThat(ResultForm.choose(OFFERED, List.of()).mediaType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(ResultForm.choose(List.of(), List.of("application/json")).content(JSON))
                .isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/jpeg", "application/json;q=0", "nonsense", ";,"})
    void formThatIsNotOfferedIsRefusedWithThoseThatAre(String accept) {
        assertThatThrownBy(() -> ResultForm.choose(OFFERED, List.of(accept)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("NOT_ACCEPTABLE")
                .hasMessageContaining("application/json and text/plain and image/png");
    }

    @Test
    void textIsTheStringItself() {
        ResultForm form = ResultForm.choose(OFFERED, List.of("text/plain"));

        assertThat(form.content(JSON)).isEqualTo("grüße".getBytes(StandardCharsets.UTF_8));
        assertThat(form.contentType()).hasToString("text/plain;charset=UTF-8");
    }

    @Test
    void anythingElseIsDecodedFromBase64() {
        ResultForm form = ResultForm.choose(OFFERED, List.of("image/png"));

        assertThat(form.content(JSON)).containsExactly(0, 1, 0xFF);
        assertThat(form.contentType()).isEqualTo(MediaType.IMAGE_PNG);
    }

    @ParameterizedTest
    @CsvSource({"/0/of/*, 'a\nb'", "/*/name, 'x\n*'", "/*/of/0, 'a\nc'", "/1/*, '*'"})
    void everyItemOfAListIsALineOfText(String pointer, String lines) {
        String json = "[{\"name\": \"x\", \"of\": [\"a\", \"b\"]}, {\"of\": [\"c\"], \"name\": \"*\", \"*\": \"*\"}]";
        ResultForm form =
                ResultForm.choose(List.of(Representation.ofString("text/plain", pointer)), List.of("text/plain"));

        assertThat(new String(form.content(json), StandardCharsets.UTF_8)).isEqualTo(lines.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/values/2/number", "/values/9", "/values", "/values/*", "/nothing/*", "/nothing"})
    void pointerToNoStringIsAFault(String pointer) {
        ResultForm form =
                ResultForm.choose(List.of(Representation.ofString("text/plain", pointer)), List.of("text/plain"));

        assertThatThrownBy(() -> form.content(JSON)).isInstanceOf(IllegalStateException.class);
    }
}
