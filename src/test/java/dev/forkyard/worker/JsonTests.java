package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.task.JsonList;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

class JsonTests {

    private record Point(int x) {}

    private record Lists(
            String before, JsonList<Object> items, Optional<JsonList<Point>> points, JsonList<List<Object>> lists) {}

    private final Json json = new Json();

    @Test
    void listsThatAreKeptAsTextAreTakenOutWholeAndPutInAsTheyAre() {
        String text = "{\"before\":\"ä😀\",\"items\":[ 1, 2.50 ,\"]\"],\"points\":[{\"x\":7}],\"lists\":[[1],[]]}";

        Lists lists = read(text, new TypeReference<Lists>() {});

        assertThat(lists.items.text()).isEqualTo("[ 1, 2.50 ,\"]\"]");
        assertThat(lists.items.values()).isEqualTo(Arrays.asList(1, new BigDecimal("2.50"), "]"));
        assertThat(lists.points.orElseThrow().values()).containsExactly(new Point(7));
        assertThat(lists.lists.cut(1).get(0).values()).containsExactly(List.of(1));
        assertThat(json.write(lists)).isEqualTo(text);
    }

    /** Beyond what the parser holds at once. */
    @Test
    void placeOfALongListIsFoundInALongText() {
        String items = "[" + "12345,\"ü\",".repeat(50_000) + "1]";
        String text = "{\"before\":\"" + "x".repeat(70_000) + "\",\"items\":" + items + ",\"lists\":[[2]]}";

        Lists lists = read(text, new TypeReference<Lists>() {});

        assertThat(lists.items.text()).isEqualTo(items);
        assertThat(lists.lists.text()).isEqualTo("[[2]]");
        assertThat(lists.points).isEmpty();
    }

    @Test
    void textThatIsAListAsAWholeIsKeptAsItIs() {
        JsonList<Point> points = read("[{\"x\":1},{\"x\":2}]", new TypeReference<JsonList<Point>>() {});

        assertThat(points.text()).isEqualTo("[{\"x\":1},{\"x\":2}]");
        assertThat(points.values()).containsExactly(new Point(1), new Point(2));
    }

    @Test
    void listOfValuesIsWrittenAsJson() {
        assertThat(json.write(JsonList.of(Arrays.asList(1L, null, new Point(3)))))
                .isEqualTo("[1,null,{\"x\":3}]");
    }

    @Test
    void whatIsNoListIsRefused() {
        String text = "{\"before\":\"\",\"items\":{},\"lists\":[]}";

        assertThatThrownBy(() -> read(text, new TypeReference<Lists>() {}))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("a list is wanted");
    }

    private <T> T read(String text, TypeReference<T> type) {
        return json.read(text, json.mapper().getTypeFactory().constructType(type));
    }
}
