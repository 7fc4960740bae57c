package io.noclobber.conformance.tool;

import java.util.Locale;

/**
 * One test that was run. Immutable.
 *
 * @param group what it is about
 * @param contract the contract that it is a part of
 * @param name its name in our source, with its parameter if it has one
 * @param isOfAGuard whether it asks for something that only a guard does, so that it fails for the bare driver
 * @param detail what happened where it did not hold, else empty
 */
record Tried(
        Group group, String contract, String name, boolean isOfAGuard, Outcome outcome, long millis, String detail) {

    /** The name as words: {@code update_rowChangedSinceRead_isRefused} becomes {@code update, row changed since read: is refused}. */
    String sentence() {
        int bracket = name.indexOf(" [");
        String method = bracket < 0 ? name : name.substring(0, bracket);
        String[] parts = method.split("_");
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                words.append(i == parts.length - 1 ? ": " : ", ");
            }
            words.append(words(parts[i]));
        }
        return bracket < 0 ? words.toString() : words + name.substring(bracket);
    }

    private static String words(String camels) {
        StringBuilder words = new StringBuilder();
        for (String word : camels.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")) {
            boolean shout = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            words.append(words.isEmpty() ? "" : " ").append(shout ? word : word.toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
