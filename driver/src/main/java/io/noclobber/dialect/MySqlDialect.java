package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import java.sql.SQLException;

/** MySQL, as far as it differs from MariaDB: it has no snapshots that a transaction may not write over. */
final class MySqlDialect extends MariaDbDialect {
    MySqlDialect(MySqlDriver driver) {
        super(driver);
    }

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    SqlSyntax.Grammar grammar() {
        return SqlSyntax.Grammar.MYSQL;
    }

    /** 1020 is for tables without transactions here: the statement did nothing, and nothing was rolled back. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return error.getErrorCode() == CHANGED_SINCE_LAST_READ
                ? NativeSignal.CHANGED_ALIVE
                : super.signal(error, isolation);
    }
}
