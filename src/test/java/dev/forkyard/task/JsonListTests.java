package dev.forkyard.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonListTests {

    private static final String MIXED = "[ 1 , \"a,]\\\\\\\"[\" ,{\"k\":[1,{\"x\":\"}\"}]}, [ ],null,-1.5e3 ]";

    @Test
    void itemsAreFoundWhateverTheyHold() {
        assertThat(texts(text(MIXED).cut(1)))
                .containsExactly(
                        "[1 ]", "[\"a,]\\\\\\\"[\" ]", "[{\"k\":[1,{\"x\":\"}\"}]}]", "[[ ]]", "[null]", "[-1.5e3 ]");
        assertThat(text(MIXED).size()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[ ]", "[\n]"})
    void emptyListHasNoParts(String empty) {
        assertThat(text(empty).size()).isZero();
        assertThat(text(empty).cut(3)).isEmpty();
        assertThat(JsonList.join(List.of(text(empty), text("[1]"), text(empty))).text())
                .isEqualTo("[1]");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 2, 3", "6, 2, 3", "10, 4, 3", "10, 10, 1", "10, 2147483647, 1"})
    void partsHoldEachItemOnceInOrderAndJoinedAreTheWhole(int items, int length, int count) {
        List<Integer> numbers = IntStream.range(0, items).boxed().toList();
        JsonList<Object> whole = text(numbers.toString().replace(" ", ""));

        List<JsonList<Object>> parts = whole.cut(length);

        assertThat(parts).hasSize(count);
        assertThat(parts.get(0).size()).isEqualTo(Math.min(items, length));
        assertThat(JsonList.join(parts).text()).isEqualTo(whole.text());
        assertThat(JsonList.of(numbers).cut(length)).hasSize(count);
        assertThat(JsonList.join(JsonList.of(numbers).cut(length)).values()).isEqualTo(numbers);
    }

    @Test
    void partWithoutItemsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> text("[1]").cut(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonList.of(List.of(1)).cut(0));
    }

    @Test
    void listsOfTextAndOfValuesCanBeJoined() {
        JsonList<Object> read = JsonList.ofText("[7]", text -> List.of(7));

        assertThat(JsonList.join(List.of(read, JsonList.of(Arrays.asList(1, null))))
                        .values())
                .containsExactly(7, 1, null);
    }

    private static JsonList<Object> text(String json) {
        return JsonList.ofText(json, text -> List.of());
    }

    private static List<String> texts(List<JsonList<Object>> lists) {
        return lists.stream().map(JsonList::text).toList();
    }
}
