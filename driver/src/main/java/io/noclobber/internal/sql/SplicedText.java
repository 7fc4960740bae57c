package io.noclobber.internal.sql;

/**
 * A text with the place of its condition. Immutable.
 *
 * @param where where the condition begins, or -1
 * @param end where it ends, or where WHERE belongs
 */
record SplicedText(String text, int where, int end) implements SpliceableText {
    @Override
    public String splice(String predicate) {
        StringBuilder spliced = new StringBuilder(text.length() + predicate.length() + 16);
        if (where < 0) {
            spliced.append(text, 0, end).append(" WHERE (").append(predicate).append(')');
        } else {
            spliced.append(text, 0, where).append('(').append(text, where, end);
            spliced.append(") AND (").append(predicate).append(')');
        }
        return spliced.append(text, end, text.length()).toString();
    }
}
