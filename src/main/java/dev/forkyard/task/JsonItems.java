package dev.forkyard.task;

/** Finds where the items of a JSON array stand in its text. For one thread. */
final class JsonItems {

    private final String text;
    private int begin;
    private int end;

    /** Where to go on: behind the bracket or the comma. */
    private int at;

    /** @param text a JSON array, with nothing wrong in it */
    JsonItems(String text) {
        this.text = text;
        this.at = text.indexOf('[') + 1;
    }

    /** Goes to the next item, if there is one. */
    boolean next() {
        int i = at;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        if (i >= text.length() || text.charAt(i) == ']') {
            return false;
        }
        begin = i;
        int depth = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = endOfString(i);
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == ']')) {
                break;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            i++;
        }
        end = i;
        at = i < text.length() && text.charAt(i) == ',' ? i + 1 : i;
        return true;
    }

    /** Where the item begins. */
    int begin() {
        return begin;
    }

    /** Behind the item. */
    int end() {
        return end;
    }

    /** Behind the last item of all. */
    int lastEnd() {
        return text.lastIndexOf(']');
    }

    /** Where the quotation mark stands that ends the string which begins here. */
    private int endOfString(int from) {
        int i = from + 1;
        while (text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
