package io.noclobber.dialect;

import java.sql.SQLException;

/** The rules that several engines share: plain equality, each with the form in which it is exact. */
final class Rules {
    static final String EQUAL = "$c = ?";

    static final ColumnRule EQUAL_OBJECT = ColumnRule.predicate(Capture.OBJECT, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_BOOLEAN = ColumnRule.predicate(Capture.BOOLEAN, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_INTEGER = ColumnRule.predicate(Capture.INTEGER, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_LONG = ColumnRule.predicate(Capture.LONG, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_DECIMAL = ColumnRule.predicate(Capture.DECIMAL, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_FLOAT = ColumnRule.predicate(Capture.FLOAT, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_DOUBLE = ColumnRule.predicate(Capture.DOUBLE, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_STRING = ColumnRule.predicate(Capture.STRING, Binding.STRING, EQUAL);
    static final ColumnRule EQUAL_BYTES = ColumnRule.predicate(Capture.BYTES, Binding.BYTES, EQUAL);
    static final ColumnRule EQUAL_BLOB = EQUAL_BYTES.reading(Capture.LOB_BYTES);
    static final ColumnRule EQUAL_DATE = ColumnRule.predicate(Capture.LOCAL_DATE, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_TIME = ColumnRule.predicate(Capture.LOCAL_TIME, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_DATE_TIME = ColumnRule.predicate(Capture.LOCAL_DATE_TIME, Binding.OBJECT, EQUAL);
    static final ColumnRule EQUAL_OFFSET_DATE_TIME =
            ColumnRule.predicate(Capture.OFFSET_DATE_TIME, Binding.OBJECT, EQUAL);

    static final ColumnRule EQUAL_DATE_TIME_BY_UTC =
            ColumnRule.predicate(Capture.LOCAL_DATE_TIME_BY_UTC, Binding.TIMESTAMP_BY_UTC, EQUAL);

    /** The last letter before those that Java spells by two characters. */
    static final char LAST_OF_ONE_CHAR = '\ud7ff';

    /** The last letter of ASCII. */
    static final char LAST_OF_ASCII = '~';

    private Rules() {}

    static boolean stateIs(SQLException error, String state) {
        return state.equals(error.getSQLState());
    }
}
