package io.noclobber.conformance;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/** What an application does, to see what guarding it costs. */
public enum MeasuredWork {
    READ_ONE("Read one row by its key") {
        @Override
        void run(Session session, int step) throws SQLException {
            session.read(READ + " WHERE id = ?", 1 + step % ROWS);
        }
    },
    READ_MANY("Read 100 rows") {
        @Override
        void run(Session session, int step) throws SQLException {
            session.read(READ + " ORDER BY id");
        }
    },
    SAVE_ONE("Read one row and save it") {
        @Override
        void run(Session session, int step) throws SQLException {
            int id = 1 + step % ROWS;
            session.read(READ + " WHERE id = ?", id);
            one(session.write(SAVE, step, id));
        }
    },
    SAVE_TEN("Read ten rows and save them in a batch, one transaction") {
        @Override
        void run(Session session, int step) throws SQLException {
            session.begin();
            session.read(READ + " WHERE id <= 10");
            try (PreparedStatement save = session.prepare(SAVE)) {
                for (int id = 1; id <= 10; id++) {
                    Session.bind(save, step, id);
                    save.addBatch();
                }
                for (int count : save.executeBatch()) {
                    one(count);
                }
            }
            session.commit();
            session.connection().setAutoCommit(true);
        }
    };

    static final int ROWS = 100;
    private static final String READ = "SELECT id, status, amount, note FROM {measured}";
    private static final String SAVE = "UPDATE {measured} SET amount = ? WHERE id = ?";

    private final String title;

    MeasuredWork(String title) {
        this.title = title;
    }

    /** Does it once, on the table {@code {measured}}. */
    abstract void run(Session session, int step) throws SQLException;

    private static void one(int count) throws SQLException {
        if (count != 1) {
            throw new SQLException("a save of one row told that it has met " + count);
        }
    }

    /** In words. */
    public String title() {
        return title;
    }

    /** The name under which a value of it is published, such as {@code overhead.read-one.ratio}. */
    public String key(String value) {
        return "overhead." + name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + value;
    }
}
