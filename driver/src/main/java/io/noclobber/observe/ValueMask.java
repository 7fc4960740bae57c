package io.noclobber.observe;

import java.util.Locale;
import java.util.Set;

/**
 * Replaces everything in a statement that may be a value by {@code ?}. Confined to one thread.
 *
 * <p>It does not know whose dialect it reads, and where dialects disagree about the end of a string or of a
 * comment, it hides the rest. So it may hide too much, but shows no value; it must never serve to understand a
 * statement.
 */
final class ValueMask {
    private static final int LONGEST = 500;
    private static final Set<String> BEFORE_NAMES = Set.of("UPDATE", "INTO", "JOIN", "TABLE", "ONLY");

    private final String text;
    private final StringBuilder masked = new StringBuilder();
    private int at;

    ValueMask(String text) {
        this.text = text;
    }

    String mask() {
        while (at < text.length() && masked.length() < LONGEST) {
            step();
        }
        if (at < text.length()) {
            masked.append('…');
        }
        return masked.toString().strip();
    }

    private void step() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            space();
        } else if (c == '\'') {
            // q'[…]' of Oracle ends elsewhere
            value(endsWith('q') || endsWith('Q') ? -1 : quoted('\'', at));
        } else if (c == '"') {
            int end = quoted('"', at);
            if (end > 0 && isName(end)) {
                masked.append(text, at, end);
                at = end;
            } else {
                value(end);
            }
        } else if (c == '`') {
            int end = text.indexOf('`', at + 1);
            masked.append(text, at, end < 0 ? at : end + 1);
            at = end < 0 ? text.length() : end + 1;
        } else if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            space();
        } else if (text.startsWith("/*", at)) {
            skipComment();
            space();
        } else if (c == '#') {
            // a comment up to the end of the line here, an operator or a letter there
            hideRest();
        } else if (c == '$') {
            dollar();
        } else if (isDigit(c)) {
            int end = at;
            while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            value(end);
        } else if (isWord(c)) {
            int end = at;
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            masked.append(text, at, end);
            at = end;
        } else if (c == '?') {
            value(at + 1);
        } else {
            masked.append(c);
            at++;
        }
    }

    /** Behind the quote that ends what begins at {@code start}, or -1 when that cannot be told. */
    private int quoted(char quote, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                // whether it escapes what follows depends on the dialect
                int next = i + 1;
                while (next < text.length() && text.charAt(next) == '\\') {
                    next++;
                }
                if (next < text.length() && text.charAt(next) == quote) {
                    return -1;
                }
                i = next - 1;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    /** Whether double quotes can only hold a name here: in MySQL they may hold a string elsewhere. */
    private boolean isName(int end) {
        if (endsWith('.') || (end < text.length() && text.charAt(end) == '.')) {
            return true;
        }
        String before = masked.toString().stripTrailing();
        return BEFORE_NAMES.contains(
                before.substring(before.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT));
    }

    private void dollar() {
        int tag = at + 1;
        while (tag < text.length() && isWord(text.charAt(tag)) && text.charAt(tag) != '$') {
            tag++;
        }
        if (tag < text.length() && text.charAt(tag) == '$') {
            String mark = text.substring(at, tag + 1);
            int end = text.indexOf(mark, tag + 1);
            value(end < 0 ? -1 : end + mark.length());
        } else {
            masked.append('$');
            at++;
        }
    }

    private void skipComment() {
        int depth = 1;
        at += 2;
        while (at < text.length() && depth > 0) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
    }

    /** A value ends before {@code end}; a list of values becomes one, so that its length makes no other shape. */
    private void value(int end) {
        if (end < 0) {
            hideRest();
            return;
        }
        at = end;
        String before = masked.toString().stripTrailing();
        String list =
                before.endsWith(",") ? before.substring(0, before.length() - 1).stripTrailing() : "";
        if (list.endsWith("?") || list.endsWith("?, …")) {
            masked.setLength(0);
            masked.append(list).append(list.endsWith("?") ? ", …" : "");
        } else {
            masked.append('?');
        }
    }

    private void hideRest() {
        masked.append("? …");
        at = text.length();
    }

    private void space() {
        if (!masked.isEmpty() && !endsWith(' ')) {
            masked.append(' ');
        }
    }

    private boolean endsWith(char c) {
        return !masked.isEmpty() && masked.charAt(masked.length() - 1) == c;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
