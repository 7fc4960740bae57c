package io.noclobber.conformance.value;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The user whose connection is under test: reads all rows of pairs, and writes those it is told. */
interface RowWriter {
    /** Instead of a count: the write was refused as a conflict. */
    long REFUSED = -1;

    /** Reads all rows, so often. */
    void read(int times) throws SQLException;

    /** Sets {@code touched} in the rows of {@code pairs}, and commits; gives the count of each. */
    Map<Integer, Long> write(List<Integer> pairs, int touched) throws SQLException;
}
