package io.noclobber.internal.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.noclobber.row.SqlSyntax;
import java.util.List;

/**
 * Analyses each text once and each shape of text once. Thread-safe.
 *
 * <p>Three layers, each about a hundred times cheaper than the one below: the exact text, the shape of
 * the text, the parser. What could not be understood is remembered like the rest.
 */
public final class CachingSqlAnalyser implements SqlAnalyser {
    private static final int LONGEST_CACHED_TEXT = 8 * 1024;
    private static final int CACHED_CHARACTERS = 4 * 1024 * 1024;
    private static final int ENTRY_OVERHEAD = 512;

    private final SqlSyntax syntax;
    private final Cache<String, AnalysedStatement> texts = cache();
    private final Cache<String, Shape> shapes = cache();

    public CachingSqlAnalyser(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    private static <V> Cache<String, V> cache() {
        return Caffeine.newBuilder()
                .maximumWeight(CACHED_CHARACTERS)
                .weigher((String text, V value) -> text.length() + ENTRY_OVERHEAD)
                .executor(Runnable::run)
                .build();
    }

    /** Loads the parser's classes and tables, which costs the first statement a quarter of a second. To be called once, in a thread that nobody waits for. */
    public static void warmUp() {
        CachingSqlAnalyser analyser = new CachingSqlAnalyser(SqlSyntax.STANDARD);
        List.of(
                        "SELECT a.id, b.* FROM t a JOIN u b ON a.id = b.id WHERE a.id = ? ORDER BY 1",
                        "UPDATE t SET a = ?, b = 1 WHERE id = ? AND n IN (1, ?)",
                        "DELETE FROM t WHERE id = ? AND n = 'x'",
                        "INSERT INTO t (a) VALUES (?)")
                .forEach(analyser::analyse);
        TokenTables.share();
    }

    @Override
    public SqlSyntax syntax() {
        return syntax;
    }

    @Override
    public AnalysedStatement analyse(String text) {
        if (text.length() > LONGEST_CACHED_TEXT) {
            return read(text);
        }
        AnalysedStatement known = texts.getIfPresent(text);
        if (known == null) {
            known = read(text);
            texts.put(text, known);
        }
        return known;
    }

    private AnalysedStatement read(String text) {
        Tokens tokens = Lexer.read(text, syntax);
        return new AnalysedText(tokens, shape(tokens));
    }

    private Shape shape(Tokens tokens) {
        if (tokens.fault() != null) {
            return unanalysed(tokens, UnguardedReason.NOT_PARSED);
        }
        StatementPlan lexical = LexicalPlans.of(tokens);
        if (lexical != null) {
            return Shape.of(lexical);
        }
        if (tokens.severalStatements()) {
            return unanalysed(tokens, UnguardedReason.SEVERAL_STATEMENTS);
        }
        UnguardedReason exceeded = Limits.exceeded(tokens);
        return exceeded == null ? parsed(tokens) : unanalysed(tokens, exceeded);
    }

    private Shape parsed(Tokens tokens) {
        String fingerprint = Fingerprint.of(tokens);
        Shape known = shapes.getIfPresent(fingerprint);
        if (known == null) {
            known = ParsedShapes.of(tokens);
            shapes.put(fingerprint, known);
        }
        return known;
    }

    private static Shape unanalysed(Tokens tokens, UnguardedReason reason) {
        return Shape.of(Words.unanalysed(tokens, reason));
    }
}
