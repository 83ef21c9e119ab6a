package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.api.Http.Answer;
import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The jobs that apply functions, as their users see them. */
class FunctionJobsIT extends RunningService {

    @Test
    void functionsAreListedWithWhatTheyTake() {
        JsonNode functions = http.get("/api/v1/functions").json().path("items");

        assertThat(functions.valueStream().map(each -> each.path("name").asString()))
                .contains("square", "power", "inc", "dec", "add", "sleep", "hello", "identity");
        JsonNode power = functions
                .valueStream()
                .filter(each -> each.path("name").asString().equals("power"))
                .findFirst()
                .orElseThrow();
        assertThat(power.path("description").asString()).isNotBlank();
        assertThat(power.path("example").toString()).isEqualTo("[2,10]");
        assertThat(power.at("/parameters/0/name").asString()).isEqualTo("base");
        assertThat(power.at("/parameters/0/type").asString()).isEqualTo("number");
        assertThat(power.at("/parameters/1/type").asString()).isEqualTo("integer");
    }

    /** Each function is described by arguments that it takes. */
    @Test
    void exampleOfEachFunctionWorks() {
        String calls = http.get("/api/v1/functions")
                .json()
                .path("items")
                .valueStream()
                .map(each -> "{\"function\":%s,\"args\":%s}".formatted(each.path("name"), each.path("example")))
                .collect(Collectors.joining(","));

        assertThat(http.run("batch", "{\"calls\":[%s]}".formatted(calls)).state())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void valuesKeepTheOrderOfTheItemsAndAllTheirDigits() {
        assertThat(values("map", "{\"function\":\"square\",\"items\":[3,-2,123456789012345678901234567890,1.50]}"))
                .isEqualTo("[9,4,15241578753238836750495351562536198787501905199875019052100,2.2500]");
        assertThat(values("starmap", "{\"function\":\"power\",\"items\":[[2,10],[0.5,2],[-1,99999999999]]}"))
                .isEqualTo("[1024,0.25,-1]");
        assertThat(values(
                        "batch",
                        "{\"calls\":[{\"function\":\"inc\",\"args\":[4]},{\"function\":\"dec\",\"args\":[4]},"
                                + "{\"function\":\"add\",\"args\":[3,4]}]}"))
                .isEqualTo("[5,3,7]");
        assertThat(values("map", "{\"function\":\"identity\",\"items\":[{\"a\":[1,2.0,null]},\"x\",false]}"))
                .isEqualTo("[{\"a\":[1,2.0,null]},\"x\",false]");
    }

    @Test
    void largePowerIsExact() {
        assertThat(values("starmap", "{\"function\":\"power\",\"items\":[[2,10000]]}"))
                .isEqualTo("[" + BigInteger.TWO.pow(10_000) + "]");
    }

    @Test
    void greetingIsInTheLog() {
        Answer job = http.run("batch", "{\"calls\":[{\"function\":\"hello\",\"args\":[\"Peter\"]}]}");

        assertThat(job.json().at("/result/values").toString()).isEqualTo("[null]");
        assertThat(http.get(job.header("Location") + "/logs").body()).contains("hello Peter");
    }

    @Test
    void chunksHaveTheSizeAskedForAndTheValuesTheirOrder() {
        String items = IntStream.range(0, 10).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Answer job = http.run("map", "{\"function\":\"inc\",\"items\":[%s],\"chunkSize\":4}".formatted(items));

        assertThat(job.json().at("/result/values").toString()).isEqualTo("[1,2,3,4,5,6,7,8,9,10]");
        assertThat(job.json().at("/progress/tasks/total").asInt()).isEqualTo(3);
    }

    @Test
    void failureTellsTheItemAndItsValue() {
        JsonNode failure = http.run(
                        "starmap", "{\"function\":\"power\",\"items\":[[2,2],[2,3],[7,-1]],\"chunkSize\":2}")
                .json()
                .path("failure");

        assertThat(failure.path("reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(failure.path("message").asString())
                .contains("power(7, -1), item 2: 'exponent' must not be negative");
        assertThat(http.run("starmap", "{\"function\":\"power\",\"items\":[[10,9999999]]}")
                        .json()
                        .at("/failure/message")
                        .asString())
                .contains("more than 1000000 digits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            map     | {"function":"square","items":[1,"2",3,null]}             | /params/items/1 /params/items/3
            map     | {"function":"cube","items":[1]}                          | /params/function
            map     | {"function":"power","items":[1]}                         | /params/function
            map     | {"function":"square","items":[]}                         | /params/items
            map     | {"function":"square","items":[1],"chunkSize":0}          | /params/chunkSize
            map     | {"items":[1]}                                            | /params/function
            starmap | {"function":"power","items":[[1,2],[1],[1,2.5],[1,2,3]]} | /params/items/1 /params/items/2/1 /params/items/3
            starmap | {"function":"power","items":[7]}                         | /params/items/0
            batch   | {"calls":[]}                                             | /params/calls
            batch   | {"calls":[{"function":"inc","args":[1]},{"function":"no","args":[1]},{"function":"inc","args":[]}]} | /params/calls/1/function /params/calls/2/args
            batch   | {"calls":[{"function":"inc"}]}                           | /params/calls/0/args
            """)
    void wrongCallsAreRefusedWithWhereTheyAre(String type, String params, String pointers) {
        long before = stored();
        Answer answer = http.submit(type, params);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).isEqualTo(pointers);
        assertThat(stored()).isEqualTo(before);
    }

    private String values(String type, String params) {
        Answer job = http.run(type, params);
        assertThat(job.body()).contains("\"state\":\"SUCCEEDED\"");
        String body = http.get(job.header("Location") + "/result").body();
        return body.substring("{\"values\":".length(), body.length() - 1);
    }
}
