package io.noclobber.conformance.tool;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What the names of one run have between the prefix and the word, such as {@code k7f3q}: letters and digits in turn, of which the last
 * three follow from the first two. So no word and no year is one, and what somebody else has called {@code noclobber_orders_17} is
 * not ours. It is in the name, because nothing else is there at every moment at which a run may be killed, on every database, and
 * needs no right. Immutable.
 */
record RunMark(String text) {
    private static final int LETTERS = 26;
    private static final int DIGITS = 10;

    /** How many there are. */
    static final int ALL = LETTERS * DIGITS;

    /** For a name that is {@code prefix}, a mark, and what follows it. */
    private static final Pattern MARKED = Pattern.compile("([a-z]\\d[a-z]\\d[a-z])_(.+)", Pattern.DOTALL);

    /** One of {@link #ALL}, which begin anew after the last. */
    static RunMark numbered(int number) {
        int of = Math.floorMod(number, ALL);
        return of("" + letter(of / DIGITS) + of % DIGITS);
    }

    private static RunMark of(String beginning) {
        CRC32 sum = new CRC32();
        sum.update(("noclobber conformance " + beginning).getBytes(StandardCharsets.UTF_8));
        int rest = (int) (sum.getValue() % (LETTERS * DIGITS * LETTERS));
        return new RunMark(
                beginning + letter(rest / LETTERS / DIGITS) + rest / LETTERS % DIGITS + letter(rest % LETTERS));
    }

    private static char letter(int number) {
        return (char) ('a' + number);
    }

    /** What follows a mark in {@code name}, in lower case; nothing if it does not begin with one. */
    static Optional<String> after(String name) {
        var marked = MARKED.matcher(name.toLowerCase(Locale.ROOT));
        return marked.matches() && of(marked.group(1).substring(0, 2)).text.equals(marked.group(1))
                ? Optional.of(marked.group(2))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
