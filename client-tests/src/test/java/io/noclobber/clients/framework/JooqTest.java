package io.noclobber.clients.framework;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.noclobber.clients.framework.Client.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** jOOQ, with statements of its own making, in autocommit. */
class JooqTest extends ClientContract {
    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private static final Table<Record> ORDERS = table(name("CLIENT_ORDERS"));
    private static final Field<Integer> ID = field(name("ID"), Integer.class);
    private static final Field<String> STATUS = field(name("STATUS"), String.class);

    @Override
    Client open(Address address) {
        SQLDialect dialect = address.url().contains("postgres") ? SQLDialect.POSTGRES : SQLDialect.HSQLDB;
        return new Client() {
            @Override
            public Edit read() throws SQLException {
                return new Editing(
                        DriverManager.getConnection(address.url(), address.user(), address.password()), dialect);
            }

            @Override
            public void close() {}
        };
    }

    private static final class Editing implements Client.Edit {
        private final Connection connection;
        private final DSLContext orders;
        private final String status;

        Editing(Connection connection, SQLDialect dialect) {
            this.connection = connection;
            this.orders = DSL.using(connection, dialect, new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
            this.status = orders.select(STATUS).from(ORDERS).where(ID.eq(1)).fetchSingle(STATUS);
        }

        @Override
        public String status() {
            return status;
        }

        @Override
        public int save(String saved) {
            return orders.update(ORDERS).set(STATUS, saved).where(ID.eq(1)).execute();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
