package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said of a text that was not understood: the words in it, wherever they stand. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$#]*");
    private static final Set<String> WRITING = Set.of(
            "UPDATE",
            "DELETE",
            "MERGE",
            "UPSERT",
            "TRUNCATE",
            "EXEC",
            "EXECUTE",
            "CALL",
            "DROP",
            "ALTER",
            "BEGIN",
            "DO");
    private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES", "TABLE", "INSERT", "EXPLAIN", "FROM");

    private Words() {}

    static Unanalysed unanalysed(Tokens tokens, UnguardedReason reason) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(tokens.text);
        while (matcher.find()) {
            words.add(fold(matcher.group()));
        }
        Names names = new Names(tokens);
        for (int token = 0; token < tokens.count() && tokens.fault() == null; token++) {
            if (tokens.is(token, Kind.QUOTED)) {
                words.add(fold(names.name(token).text()));
            }
        }
        return new Unanalysed(reason, !reads(tokens) || mayWrite(tokens.text), words);
    }

    private static boolean reads(Tokens tokens) {
        int token = 0;
        while (tokens.is(token, "(")) {
            token++;
        }
        return READING.contains(tokens.word(token));
    }

    /** Whether a word that begins a write stands anywhere in {@code text}, besides FOR UPDATE and REPLACE(…). */
    static boolean mayWrite(String text) {
        String previous = "";
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = fold(matcher.group());
            boolean locks = word.equals("UPDATE") && (previous.equals("FOR") || previous.equals("KEY"));
            if ((WRITING.contains(word) && !locks) || (word.equals("INTO") && previous.equals("REPLACE"))) {
                return true;
            }
            previous = word;
        }
        return false;
    }

    private static String fold(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
