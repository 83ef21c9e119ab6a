package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The jobs that apply functions, as their users see them. */
class FunctionJobsIT extends RunningService {

    private static final int MILLION = 1_000_000;

    @Test
    void functionsAreListedWithWhatTheyTake() {
        JsonNode functions = http.get("/api/v1/functions").json().path("items");

        assertThat(functions.valueStream().map(each -> each.path("name").asString()))
                .contains(
                        "square",
                        "power",
                        "inc",
                        "dec",
                        "add",
                        "sleep",
                        "hello",
                        "identity",
                        "count",
                        "put",
                        "put-random",
                        "take",
                        "tell");
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

        String submission = """
                {"type":"batch","params":{"calls":[%s]},"queues":{"words":["wood"]}}""".formatted(calls);
        assertThat(http.run(submission).state()).isEqualTo("SUCCEEDED");
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
    void chunksGrowOnceTheTimeOfACallIsKnown() {
        String params = "{\"function\":\"sleep\",\"items\":[0.001%s]}".formatted(",0.001".repeat(255));

        await().untilAsserted(() -> assertThat(http.run("map", params)
                        .json()
                        .at("/progress/tasks/total")
                        .asInt())
                .isBetween(64, 255));
        assertThat(total(params, "\"taskTimeout\":\"30s\"")).isEqualTo(256);
        assertThat(total(params, "\"retryOn\":[\"TASK_ERROR\"]")).isEqualTo(256);
        assertThat(total(params, "\"onTaskFailure\":\"CONTINUE\"")).isEqualTo(256);
    }

    private int total(String params, String option) {
        String submission = "{\"type\":\"map\",\"params\":%s,%s}".formatted(params, option);
        return http.run(submission).json().at("/progress/tasks/total").asInt();
    }

    @Test
    void failureTellsTheItemAndItsValue() {
        JsonNode failure = http.run(
                        "starmap", "{\"function\":\"power\",\"items\":[[2,2],[2,3],[7,9999999]],\"chunkSize\":2}")
                .json()
                .path("failure");

        assertThat(failure.path("reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(failure.path("message").asString())
                .contains("power(7, 9999999), item 2: the power would have more than 1000000 digits");
    }

    @Test
    void tasksHaveTheNamesThatTheirItemsWereGiven() {
        Answer job = http.run(
                "map", "{\"function\":\"whoami\",\"items\":[\"a\",\"b\"],\"names\":[\"Worker 1\",\"Service 1\"]}");
        String path = job.header("Location");

        assertThat(names(path, "")).containsExactly("Worker 1", "Service 1");
        assertThat(names(path, "?order=completion")).containsExactlyInAnyOrder("Worker 1", "Service 1");
        assertThat(http.get(path + "/tasks/1").json().path("name").asString()).isEqualTo("Service 1");
        assertThat(job.json().at("/result/values/1/task").asString()).isEqualTo("Service 1");
        assertThat(http.get(path + "/logs").body()).contains("[0 Worker 1] a\n").contains("[1 Service 1] b\n");
    }

    @Test
    void chunkIsNamedAfterItsFirstItemAndAnUnnamedTaskAfterItsNumber() {
        String named = http.run(
                        "map", "{\"function\":\"inc\",\"items\":[1,2,3],\"names\":[\"a\",\"b\",\"c\"],\"chunkSize\":2}")
                .header("Location");
        String unnamed = http.run(
                        "batch",
                        "{\"calls\":[{\"function\":\"inc\",\"args\":[1],\"name\":\"one\"},{\"function\":\"inc\",\"args\":[1]}]}")
                .header("Location");

        assertThat(names(named, "")).containsExactly("a and 1 more", "c");
        assertThat(names(unnamed, "")).containsExactly("one", "task-1");
    }

    @Test
    void workerTellsTheNameOfTheTaskThatItRuns() {
        String path = http.submit(
                        "batch", "{\"calls\":[{\"function\":\"sleep\",\"args\":[600],\"name\":\"long sleep\"}]}")
                .header("Location");

        await().untilAsserted(() -> assertThat(http.get("/api/v1/workers")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(worker -> worker.at("/currentTask/name").asString("")))
                .contains("long sleep"));
        assertThat(http.get(path).json().path("alive").asBoolean()).isTrue();
        http.post(path + "/cancel");
        assertThat(http.end(path).json().path("alive").asBoolean()).isFalse();
    }

    @Test
    void processesOfTasksAreChildrenOfTheServerAndTellWhoTheyAre() {
        Answer job = http.run("map", "{\"function\":\"whoami\",\"items\":[\"calling fun\",\"again\"]}");
        long server = ProcessHandle.current().pid();

        for (int task = 0; task < 2; task++) {
            JsonNode self = job.json().at("/result/values/" + task);
            JsonNode attempt =
                    http.get(job.header("Location") + "/tasks/" + task).json().at("/attempts/0");
            assertThat(self.path("ppid").longValue()).isEqualTo(server);
            assertThat(attempt.path("ppid").longValue()).isEqualTo(server);
            assertThat(self.path("pid").longValue())
                    .isEqualTo(attempt.path("pid").longValue());
            assertThat(self.path("worker").asString())
                    .isEqualTo(attempt.path("worker").asString());
            assertThat(self.path("task").asString()).isEqualTo("task-" + task);
        }
        assertThat(http.get(job.header("Location") + "/logs?task=0").body())
                .isEqualTo("[0] calling fun\n[0] parent process id: %d\n[0] process id: %d\n"
                        .formatted(server, job.json().at("/result/values/0/pid").longValue()));
    }

    @Test
    void whatAWarmWorkerRemembersNoOtherAndNoNewOneKnows() {
        String word = "w" + System.nanoTime();
        String params =
                "{\"function\":\"remember\",\"items\":[\"%s\",\"%s\",\"%s\",\"%s\"]}".formatted(word, word, word, word);
        Map<Long, Integer> byProcess = new HashMap<>();
        for (JsonNode memory : http.run("map", params).json().at("/result/values")) {
            long own = memory.path("values")
                    .valueStream()
                    .filter(each -> each.asString("").equals(word))
                    .count();
            assertThat(byProcess.merge(memory.path("pid").longValue(), 1, Integer::sum))
                    .isEqualTo(own);
        }
        JsonNode fresh = http.run("{\"type\":\"map\",\"params\":%s,\"isolation\":\"FRESH\"}".formatted(params))
                .json()
                .at("/result/values");
        assertThat(fresh.valueStream().map(memory -> memory.path("values").size()))
                .containsExactly(1, 1, 1, 1);
        assertThat(fresh.valueStream().map(memory -> memory.path("pid").longValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void pauseComesBeforeEachCall() {
        JsonNode job = http.run("map", "{\"function\":\"square\",\"items\":[2,4,6,8],\"chunkSize\":2,\"pause\":0.25}")
                .json();

        assertThat(job.at("/result/values").toString()).isEqualTo("[4,16,36,64]");
        assertThat(job.at("/timing/taskWallSeconds").doubleValue()).isBetween(1.0, 60.0);
    }

    @Test
    void millionItemsAreOneSubmission() {
        String items = numbers(1, MILLION);
        JsonNode job = http.run("map", "{\"function\":\"square\",\"items\":[%s]}".formatted(items))
                .json();
        String self = job.at("/links/self").asString();

        assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(job.has("params")).isFalse();
        String params = http.get(job.at("/links/params").asString()).body();
        assertThat(params).contains(items).hasSize(job.path("paramsLength").asInt());
        JsonNode listed =
                http.get("/api/v1/jobs?id=" + job.path("id").asString()).json();
        assertThat(listed.at("/items/0/paramsLength")).isEqualTo(job.path("paramsLength"));
        String values = http.get(self + "/result").body();
        assertThat(values).startsWith("{\"values\":[1,4,9,").endsWith(",999998000001,1000000000000]}");
        assertThat(values.chars().filter(c -> c == ',').count()).isEqualTo(MILLION - 1);
    }

    @Test
    void oneOfAMillionItemsThatFailsIsTold() {
        String items = "[2,1],".repeat(777_777) + "[2,10000000]" + ",[2,1]".repeat(MILLION - 777_778);
        JsonNode job = http.run("starmap", "{\"function\":\"power\",\"items\":[%s]}".formatted(items))
                .json();

        assertThat(job.at("/failure/reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(job.at("/failure/message").asString())
                .contains("power(2, 10000000), item 777777: the power would have more than 1000000 digits");
        String refused = "0,".repeat(777_777) + "-1" + ",0".repeat(MILLION - 777_778);
        assertThat(http.submit("map", "{\"function\":\"sleep\",\"items\":[%s]}".formatted(refused))
                        .pointers())
                .isEqualTo("/params/items/777777");
    }

    @Test
    void paramsOfSomeKilobytesAreToldByTheJobAndNotInLists() {
        Answer job = http.run("map", "{\"function\":\"inc\",\"items\":[%s]}".formatted(numbers(1, 2_000)));
        JsonNode listed = http.get("/api/v1/jobs?id=" + job.id()).json().at("/items/0");

        assertThat(job.json().at("/params/items").size()).isEqualTo(2_000);
        assertThat(job.json().has("paramsLength")).isFalse();
        assertThat(listed.has("params")).isFalse();
        assertThat(http.get(listed.at("/links/params").asString()).body())
                .hasSize(listed.path("paramsLength").asInt());
        assertThat(http.get("/api/v1/jobs/00000000-0000-7000-8000-000000000000/params")
                        .code())
                .isEqualTo("JOB_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            map     | {"function":"square","items":[1,"2",3,null]}             | /params/items/1 /params/items/3
            map     | {"function":"cube","items":[1]}                          | /params/function
            map     | {"function":"power","items":[1]}                         | /params/function
            map     | {"function":"square","items":[]}                         | /params/items
            map     | {"function":"square","items":[1],"chunkSize":0}          | /params/chunkSize
            map     | {"items":[1]}                                            | /params/function
            map     | {"function":"square","items":[1,2],"names":["a"]}         | /params/names
            map     | {"function":"square","items":[1],"names":["a\\nb"]}      | /params/names/0
            map     | {"function":"square","items":[1],"pause":-1}             | /params/pause
            batch   | {"calls":[{"function":"inc","args":[1],"name":""}]}      | /params/calls/0/name
            starmap | {"function":"power","items":[[1,2],[1],[1,2.5],[1,2,3]]} | /params/items/1 /params/items/2/1 /params/items/3
            map     | {"function":"sleep","items":[0,86400,86400.5,-1]}        | /params/items/2 /params/items/3
            starmap | {"function":"power","items":[[2,0],[2,-1]]}              | /params/items/1/1
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

    private List<String> names(String job, String query) {
        return http.get(job + "/tasks" + query)
                .json()
                .path("items")
                .valueStream()
                .map(task -> task.path("name").asString())
                .toList();
    }

    private static String numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
