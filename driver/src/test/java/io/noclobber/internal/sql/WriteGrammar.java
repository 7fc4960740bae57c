package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.SqlSyntax.Grammar;
import java.util.Random;

/** Makes up UPDATE and DELETE statements, oddly spaced and full of traps, from one seed. */
final class WriteGrammar {
    private final Random random;
    private final SqlSyntax syntax;
    private final StringBuilder text = new StringBuilder();

    private WriteGrammar(long seed, SqlSyntax syntax) {
        this.random = new Random(seed);
        this.syntax = syntax;
    }

    static String statement(long seed, SqlSyntax syntax) {
        return new WriteGrammar(seed, syntax).statement();
    }

    private String statement() {
        if (chance(6)) {
            put("WITH");
            put("c").put("AS").put("(").put("SELECT").put("1").put("x").put("WHERE");
            put(string()).put("=").put("?").put(")");
        }
        if (chance(2)) {
            update();
        } else {
            put("DELETE").put("FROM");
            target();
        }
        if (!chance(6)) {
            put("WHERE");
            condition(3);
        }
        if (is(Grammar.POSTGRESQL, Grammar.MARIADB, Grammar.SQLITE) && chance(4)) {
            put("RETURNING").put(pick("*", "id", "id + ?"));
        } else if (is(Grammar.ORACLE) && chance(4)) {
            put("RETURNING").put("id").put("INTO").put("?");
        } else if (is(Grammar.SQLSERVER) && chance(4)) {
            put("OPTION").put("(").put("RECOMPILE").put(")");
        }
        if (chance(8)) {
            put(";");
        }
        return text + space();
    }

    private void update() {
        put("UPDATE");
        target();
        put("SET");
        for (int i = random.nextInt(3); i >= 0; i--) {
            put(name()).put("=");
            expression(2);
            if (i > 0) {
                put(",");
            }
        }
        if (is(Grammar.SQLSERVER) && chance(4)) {
            put("OUTPUT").put("inserted.*");
        }
    }

    private void target() {
        if (is(Grammar.POSTGRESQL) && chance(6)) {
            put("ONLY");
        }
        put(pick("", "s.", syntax.doubleQuotedStrings() ? "`a.b`." : "\"a.b\".") + name());
        if (is(Grammar.SQLSERVER)) {
            if (chance(5)) {
                put("WITH").put("(").put("ROWLOCK").put(")");
            }
        } else if (chance(3)) {
            put(pick("AS", ""));
            put(pick("x1", syntax.doubleQuotedStrings() ? "`WHERE`" : "\"WHERE\""));
        }
    }

    private void condition(int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> put(name()).put(pick("=", "<", "<>", ">=")).put(value());
            case 1 ->
                put(name()).put("IN").put("(").put(value()).put(",").put("?").put(")");
            case 2 -> put(name()).put(pick("IS NULL", "IS NOT NULL", "LIKE " + string()));
            case 3 -> put(name()).put("BETWEEN").put(value()).put("AND").put(value());
            case 4, 5 -> {
                condition(depth - 1);
                put(pick("AND", "OR"));
                condition(depth - 1);
            }
            case 6 -> {
                put(pick("NOT", "")).put("(");
                condition(depth - 1);
                put(")");
            }
            default -> {
                put("EXISTS")
                        .put("(")
                        .put("SELECT")
                        .put("1")
                        .put("FROM")
                        .put(name())
                        .put("WHERE");
                condition(depth - 1);
                put(pick("ORDER BY id", "")).put(")");
            }
        }
    }

    private void expression(int depth) {
        switch (random.nextInt(depth > 0 ? 6 : 2)) {
            case 0, 1 -> put(value());
            case 2 -> {
                expression(depth - 1);
                put(pick("+", "*", "-"));
                put(name());
            }
            case 3 -> {
                put("COALESCE").put("(");
                expression(depth - 1);
                put(",").put(string()).put(")");
            }
            case 4 -> {
                put("CASE").put("WHEN");
                condition(0);
                put("THEN");
                expression(depth - 1);
                put("END");
            }
            default ->
                put("(").put("SELECT")
                        .put("max(id)")
                        .put("FROM")
                        .put(name())
                        .put("WHERE")
                        .put("id = ?")
                        .put(")");
        }
    }

    private String value() {
        return pick("?", "?", "5", "-7", "1.5", "NULL", string(), string(), "DATE '2020-01-01'");
    }

    private String name() {
        String plain = pick("id", "a", "Name_2", "log_", "plan", "val");
        return switch (random.nextInt(6)) {
            case 0 -> syntax.doubleQuotedStrings() ? "`WHERE ? \"`" : "\"WHERE ? ''\"";
            case 1 -> syntax.bracketIdentifiers() ? "[a ]] ? WHERE]" : plain;
            case 2 -> syntax.backtickIdentifiers() ? "`a.b ? --`" : plain;
            default -> plain;
        };
    }

    private String string() {
        if (is(Grammar.POSTGRESQL) && chance(4)) {
            return pick("E'it\\'s WHERE ?'", "$$ ' WHERE ? $$", "$q$ RETURNING $q$");
        }
        if (is(Grammar.MARIADB) && chance(4)) {
            return pick("\"x\\\" WHERE ?\"", "'\\' WHERE ? -- '");
        }
        return pick("'x'", "''", "' WHERE ? '", "'it''s -- /*'", "'RETURNING'", "')('", "N'\u00e4\ud83d\ude00'");
    }

    private WriteGrammar put(String token) {
        text.append(space());
        for (String word : token.split(" ", -1)) {
            boolean keyword = word.length() > 1 && word.chars().allMatch(Character::isUpperCase);
            boolean alone = token.indexOf(word) == 0 && token.length() == word.length();
            text.append(keyword && alone && chance(2) ? word.toLowerCase(java.util.Locale.ROOT) : word)
                    .append(' ');
        }
        if (!token.isEmpty()) {
            text.setLength(text.length() - 1);
        }
        return this;
    }

    private String space() {
        return switch (random.nextInt(10)) {
            case 0 -> "\n\t ";
            case 1 -> " /* ? ' WHERE */ ";
            case 2 -> " -- ? WHERE '\r\n";
            case 3 -> syntax.hashComments() ? " # ' ?\n" : "\r\n";
            case 4 -> syntax.nestedComments() ? "/*/* WHERE */ ? */ " : "/*+ INDEX(t) */ ";
            default -> " ";
        };
    }

    private boolean is(Grammar... grammars) {
        return java.util.List.of(grammars).contains(syntax.grammar());
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
