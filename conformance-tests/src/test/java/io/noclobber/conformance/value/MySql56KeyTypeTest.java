package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class MySql56KeyTypeTest extends MySqlKeyTypes {
    MySql56KeyTypeTest() {
        super(Engine.MYSQL_56);
    }

    /** Its key equals them, as blanks at the end do not count, but is not spelled like that. */
    @Override
    protected List<String> unguarded() {
        return List.of(
                "varchar(10) COLLATE utf8mb4_bin by String Ab ", "varchar(10) COLLATE utf8mb4_bin by String Ab   ");
    }
}
