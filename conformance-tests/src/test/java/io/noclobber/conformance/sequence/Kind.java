package io.noclobber.conformance.sequence;

import java.sql.Types;
import java.util.List;

/** What a column holds, and what may be put into it. */
enum Kind {
    ID(Types.INTEGER, "1", "2", "3", "4", "5", "6", "7", "99"),
    INTEGER(Types.INTEGER, "0", "1", "-7", "42", "2147483647"),
    TEXT(Types.VARCHAR, "'abc'", "'ABC'", "'abc '", "''", "'it''s ?'", "'é'", "'a text of twenty ch'"),
    CODE(Types.CHAR, "'a'", "'a  '", "'abcde'", "'B'"),
    AMOUNT(Types.DECIMAL, "1.5", "1.50", "2", "-3.25", "0", "99999999.99", "1.239"),
    WEIGHT(Types.DOUBLE, "0.1", "1.5", "0", "3"),
    DATE(Types.DATE, "'2024-02-29'", "'1999-12-31'"),
    MOMENT(Types.TIMESTAMP, "'2024-02-03 10:11:12'", "'2024-02-03 10:11:12.5'", "'1970-01-01 00:00:00'"),
    /** A CLOB, or the longest text that there is. */
    LONG_TEXT(Types.CLOB, "'long'", "'longer text'"),
    BYTES(Types.BLOB, "NULL");

    final int type;
    private final List<String> literals;

    Kind(int type, String... literals) {
        this.type = type;
        this.literals = List.of(literals);
    }

    /** A value as it stands in a text. */
    String literal(Dice dice) {
        return this != ID && dice.oneIn(6) ? "NULL" : dice.of(literals);
    }
}
