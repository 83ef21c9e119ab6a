package dev.forkyard.job.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several texts in the form that a row holds them in.
 *
 * @param text the texts, one after the other
 * @param lengths of each in UTF-16 code units, with blanks between; absent where there is one only
 */
record Texts(String text, @Nullable String lengths) {

    static Texts of(List<String> texts) {
        if (texts.size() == 1) {
            return new Texts(texts.get(0), null);
        }
        StringBuilder text = new StringBuilder();
        StringBuilder lengths = new StringBuilder(4 * texts.size());
        for (String each : texts) {
            text.append(each);
            lengths.append(each.length()).append(' ');
        }
        return new Texts(text.toString(), lengths.toString());
    }

    /** The texts one by one. */
    List<String> split(int count) {
        if (lengths == null) {
            return List.of(text);
        }
        String[] texts = new String[count];
        Numbers each = new Numbers(lengths);
        int begin = 0;
        for (int i = 0; i < count; i++) {
            int end = begin + (int) each.next();
            texts[i] = text.substring(begin, end);
            begin = end;
        }
        return Arrays.asList(texts);
    }
}
