package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.Set;

class MySql56KeyTypeTest extends MySqlKeyTypes {
    MySql56KeyTypeTest() {
        super(Engine.MYSQL_56);
    }

    /** It compares a time with a date and time in one way where it reads, and in another where it writes. */
    @Override
    protected Set<String> refused() {
        String spelling = "time by Timestamp 2024-03-10 10:20:30.0";
        String answer = " of a changed row gives -1 instead of 0";
        return Set.of(spelling + answer, spelling + " (BATCH)" + answer);
    }
}
