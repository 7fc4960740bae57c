package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.store.ConversationStore;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoreLimits;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores of one's own: one that keeps bytes as those of several JVMs do, and one that fails. */
@SuppressWarnings("try") // an open conversation is there for what it binds
final class ConversationStoreTest {
    private static final String DATABASE = "h2:mem:conversationstore;DB_CLOSE_DELAY=-1";

    /** Keeps nothing but bytes. */
    public static class Bytes implements ConversationStore {
        private final Map<String, Map<ByteBuffer, byte[]>> conversations = new ConcurrentHashMap<>();
        private @Nullable StoreLimits limits;

        private Map<ByteBuffer, byte[]> of(String conversation) {
            if (limits == null) {
                throw new IllegalStateException("not started");
            }
            return conversations.computeIfAbsent(conversation, id -> new ConcurrentHashMap<>());
        }

        @Override
        public void start(StoreLimits limits) {
            this.limits = limits;
        }

        @Override
        public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
            Map<StoredKey, StoredRow> found = new HashMap<>();
            for (StoredKey key : keys) {
                byte[] row = of(conversation).get(ByteBuffer.wrap(key.bytes()));
                if (row != null) {
                    found.put(key, StoredRow.of(row));
                }
            }
            return found;
        }

        @Override
        public List<StoredRow> rows(String conversation, String database) {
            List<StoredRow> rows = new ArrayList<>();
            of(conversation).values().forEach(bytes -> rows.add(StoredRow.of(bytes)));
            rows.removeIf(row -> !row.key().database().equals(database));
            return rows;
        }

        @Override
        public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
            for (StoredRow row : rows) {
                of(conversation)
                        .compute(
                                ByteBuffer.wrap(row.key().bytes()),
                                (key, before) -> how.merge(before == null ? null : StoredRow.of(before), row)
                                        .bytes());
            }
        }

        @Override
        public void remove(String conversation, Collection<StoredKey> keys) {
            keys.forEach(key -> of(conversation).remove(ByteBuffer.wrap(key.bytes())));
        }

        @Override
        public void rename(String from, String to) {
            Map<ByteBuffer, byte[]> moved = conversations.remove(from);
            if (moved != null) {
                conversations
                        .computeIfAbsent(to, id -> new ConcurrentHashMap<>())
                        .putAll(moved);
            }
        }

        @Override
        public void end(String conversation) {
            conversations.remove(conversation);
        }
    }

    /** Writes down what it is asked and told. */
    public static final class Written extends Bytes {
        private static final List<String> CALLS = new ArrayList<>();

        @Override
        public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
            CALLS.add("find " + keys.size());
            return super.find(conversation, keys);
        }

        @Override
        public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
            CALLS.add(how + " " + rows.size());
            super.merge(conversation, rows, how);
        }
    }

    /** Cannot be reached. */
    public static final class Unreachable implements ConversationStore {
        private static RuntimeException failure() {
            return new IllegalStateException("the store is down");
        }

        @Override
        public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
            throw failure();
        }

        @Override
        public List<StoredRow> rows(String conversation, String database) {
            throw failure();
        }

        @Override
        public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
            throw failure();
        }

        @Override
        public void remove(String conversation, Collection<StoredKey> keys) {
            throw failure();
        }

        @Override
        public void rename(String from, String to) {}

        /** All stores of the JVM are told of an end, by other tests too. */
        @Override
        public void end(String conversation) {}
    }

    /** Notes which conversations it is told of. */
    public static final class Told extends Bytes {
        private static final Set<String> CONVERSATIONS = ConcurrentHashMap.newKeySet();

        @Override
        public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
            CONVERSATIONS.add(conversation);
            super.merge(conversation, rows, how);
        }
    }

    /** How {@link Broken} fails. */
    private enum Breakdown {
        NOT,
        LINKAGE,
        ASSERTION,
        STACK,
        CHECKED,
        NULL,
        NULL_ROWS,
        OUT_OF_MEMORY
    }

    /** Fails in ways that the interface does not provide for. */
    public static final class Broken extends Bytes {
        private static volatile Breakdown how = Breakdown.NOT;

        private static void fail() {
            switch (how) {
                case LINKAGE -> throw new NoClassDefFoundError("cache/Client");
                case ASSERTION -> throw new AssertionError("store");
                case STACK -> throw new StackOverflowError();
                case OUT_OF_MEMORY -> throw new OutOfMemoryError("store");
                case CHECKED -> Broken.<RuntimeException>raise(new java.io.IOException("the store is down"));
                default -> {}
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> void raise(Throwable failure) throws T {
            throw (T) failure;
        }

        @Override
        @SuppressWarnings("NullAway")
        public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
            fail();
            if (how == Breakdown.NULL) {
                return null;
            }
            Map<StoredKey, StoredRow> found = super.find(conversation, keys);
            if (how == Breakdown.NULL_ROWS) {
                keys.forEach(key -> found.put(key, null));
            }
            return found;
        }

        @Override
        @SuppressWarnings("NullAway")
        public List<StoredRow> rows(String conversation, String database) {
            fail();
            if (how == Breakdown.NULL) {
                return null;
            }
            List<StoredRow> rows = super.rows(conversation, database);
            if (how == Breakdown.NULL_ROWS) {
                rows.add(null);
            }
            return rows;
        }

        @Override
        public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
            fail();
            super.merge(conversation, rows, how);
        }

        @Override
        public void remove(String conversation, Collection<StoredKey> keys) {
            fail();
            super.remove(conversation, keys);
        }

        @Override
        public void end(String conversation) {
            fail();
            super.end(conversation);
        }
    }

    private static Connection open(String options) throws SQLException {
        return DriverManager.getConnection("jdbc:noclobber[" + options + "]:" + DATABASE);
    }

    private static void bare(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static void read(Connection connection) throws SQLException {
        read(connection, 1);
    }

    private static void read(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, NAME, PRICE FROM ARTICLE WHERE ID = " + id)) {
            rows.next();
        }
    }

    private static int write(Connection connection) throws SQLException {
        return write(connection, 1);
    }

    private static int write(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE ARTICLE SET NAME = 'mine' WHERE ID = " + id);
        }
    }

    @BeforeEach
    void create() throws SQLException {
        bare("CREATE TABLE ARTICLE (ID INT PRIMARY KEY, NAME VARCHAR(20), PRICE DECIMAL(9,2))");
        bare("INSERT INTO ARTICLE VALUES (1, 'ink', 1.50)");
    }

    @AfterEach
    void drop() throws SQLException {
        bare("DROP TABLE ARTICLE");
    }

    @Test
    void storeOfBytes_guardsAsThatOfTheJvm() throws SQLException {
        String options = "conversationStore=" + Bytes.class.getName();
        try (Connection first = open(options);
                Connection second = open(options);
                Conversation conversation = Conversation.open("bytes")) {
            read(first);
            bare("UPDATE ARTICLE SET PRICE = 2.50");
            read(second);
            assertThatThrownBy(() -> write(second)).isInstanceOf(ConcurrencyConflictException.class);
            assertThat(Conversation.check(second)).hasSize(1);
            conversation.renewing(() -> {
                read(second);
                return true;
            });
            assertThat(write(first)).isOne();
            assertThat(write(second)).isOne();
            conversation.end();
            bare("UPDATE ARTICLE SET NAME = 'theirs'");
            assertThat(write(second)).as("nothing is known any more").isOne();
        } catch (SQLException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void storeThatFails_costsNoStatement_andIsCounted() throws SQLException {
        String options = "conversationStore=" + Unreachable.class.getName();
        long before = failures();
        try (Connection connection = open(options);
                Conversation conversation = Conversation.open("unreachable")) {
            read(connection);
            assertThat(failures()).isGreaterThan(before);
            bare("UPDATE ARTICLE SET NAME = 'theirs'");
            assertThatThrownBy(() -> write(connection))
                    .as("what the request itself has read")
                    .isInstanceOf(ConcurrencyConflictException.class);
        }
        try (Connection connection = open(options);
                Conversation conversation = Conversation.open("unreachable")) {
            assertThat(write(connection)).as("what was read in another request").isOne();
        }
        try (Connection connection = open(options + ";noImage=refuse");
                Conversation conversation = Conversation.open("unreachable")) {
            assertThatThrownBy(() -> write(connection))
                    .isInstanceOf(SQLException.class)
                    .extracting(refusal -> ((SQLException) refusal).getSQLState())
                    .isEqualTo("NC003");
        }
    }

    /** It may be on another machine. */
    @Test
    void rowsOfAResult_areAskedForAndToldByThePage() throws SQLException {
        bare("INSERT INTO ARTICLE SELECT X, 'pen', 1.50 FROM SYSTEM_RANGE(2, 250)");
        Written.CALLS.clear();
        try (Connection connection = open("conversationStore=" + Written.class.getName());
                Conversation conversation = Conversation.open("by the page")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT ID, NAME, PRICE FROM ARTICLE")) {
                while (rows.next()) {
                    rows.getString(2);
                }
            }
        }
        assertThat(Written.CALLS)
                .containsExactly(
                        "find 100", "FIRST_STANDS 100", "find 100", "FIRST_STANDS 100", "find 50", "FIRST_STANDS 50");
    }

    /** A page that is still being shown: what it shows already guards, whoever saves it. */
    @Test
    void rowsOfAResultThatIsOpen_guardOtherRequests() throws Exception {
        refusedMeanwhile((conversation, second) -> () -> {
            try (Conversation other = Conversation.open(conversation.id())) {
                return write(second);
            }
        });
    }

    @Test
    void rowsOfAResultThatIsOpen_guardTasks() throws Exception {
        refusedMeanwhile((conversation, second) -> conversation.wrap(() -> write(second)));
    }

    private void refusedMeanwhile(BiFunction<Conversation, Connection, Callable<Integer>> save) throws Exception {
        bare("INSERT INTO ARTICLE VALUES (2, 'pen', 2.50)");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection first = open("diffTimeout=2s");
                Connection second = open("diffTimeout=2s");
                Conversation conversation = Conversation.open("open");
                Statement statement = first.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, NAME, PRICE FROM ARTICLE ORDER BY ID")) {
            rows.next();
            rows.next();
            bare("UPDATE ARTICLE SET NAME = 'theirs' WHERE ID = 1");
            assertThatThrownBy(() ->
                            threads.submit(save.apply(conversation, second)).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ConcurrencyConflictException.class);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            Conversation.end("open");
        }
    }

    /** The row that the cursor has left belongs to what is forgotten. */
    @Test
    void end_whileAResultIsOpen_forgetsWhatWasRead() throws SQLException {
        bare("INSERT INTO ARTICLE VALUES (2, 'pen', 2.50)");
        try (Connection first = open("diffTimeout=2s");
                Connection second = open("diffTimeout=2s");
                Conversation conversation = Conversation.open("ends");
                Statement statement = first.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, NAME, PRICE FROM ARTICLE ORDER BY ID")) {
            rows.next();
            rows.next();
            conversation.end();
            bare("UPDATE ARTICLE SET NAME = 'theirs' WHERE ID = 1");
            assertThat(write(second)).isOne();
        }
    }

    /** A conversation beyond its limit says so, and what it lost is a write without an image. */
    @Test
    void moreRowsThanTheLimit_areCounted_andGoByNoImage() throws SQLException {
        bare("INSERT INTO ARTICLE VALUES (2, 'pen', 2.50)");
        long before = NoclobberDriver.counts().imagesDropped().getOrDefault("ROWS", 0L);
        try (Connection connection = open("imageRows=1;noImage=refuse");
                Conversation conversation = Conversation.open("limited")) {
            read(connection);
            read(connection, 2);
        }
        assertThat(NoclobberDriver.counts().imagesDropped().get("ROWS")).isEqualTo(before + 1);
        bare("UPDATE ARTICLE SET NAME = 'theirs'");
        try (Connection connection = open("imageRows=1;noImage=refuse");
                Conversation conversation = Conversation.open("limited")) {
            assertThatThrownBy(() -> write(connection))
                    .isInstanceOf(SQLException.class)
                    .extracting(refusal -> ((SQLException) refusal).getSQLState())
                    .isEqualTo("NC003");
            assertThatThrownBy(() -> write(connection, 2)).isInstanceOf(ConcurrencyConflictException.class);
        }
    }

    /** Results that nobody closes are the garbage collector's; what they have shown is told when the connection closes. */
    @Test
    void resultsThatWereForgotten_areToldWhenTheConnectionCloses() throws SQLException {
        Told.CONVERSATIONS.clear();
        int many = 200;
        try (Connection connection = open("conversationStore=" + Told.class.getName())) {
            for (int i = 0; i < many; i++) {
                connection.setClientInfo(Conversation.CLIENT_INFO, "forgotten " + i);
                forget(connection);
                if (i % 50 == 0) {
                    System.gc();
                }
            }
        }
        assertThat(Told.CONVERSATIONS).hasSize(many);
    }

    private static void forget(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("SELECT ID, NAME, PRICE FROM ARTICLE");
        rows.next();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT", "OUT_OF_MEMORY"})
    void storeThatBreaksDown_costsNoStatement_andIsCounted(Breakdown how) throws SQLException {
        String id = "broken " + how;
        try (Connection connection = open("conversationStore=" + Broken.class.getName());
                Conversation conversation = Conversation.open(id)) {
            read(connection);
            Broken.how = how;
            long before = failures();
            assertThat(write(connection)).isOne();
            read(connection);
            assertThat(Conversation.check(connection)).isEmpty();
            connection.setAutoCommit(false);
            assertThat(write(connection)).isOne();
            connection.commit();
            connection.setAutoCommit(true);
            // a row that is null is one of which nothing is kept
            assertThat(failures() > before).isEqualTo(how != Breakdown.NULL_ROWS);
        } finally {
            Conversation.end(id);
            Broken.how = Breakdown.NOT;
        }
    }

    @Test
    void storeWithoutMemory_tellsSo() throws SQLException {
        try (Connection connection = open("conversationStore=" + Broken.class.getName());
                Conversation conversation = Conversation.open("without memory")) {
            Broken.how = Breakdown.OUT_OF_MEMORY;
            assertThatThrownBy(() -> write(connection)).isInstanceOf(OutOfMemoryError.class);
        } finally {
            Broken.how = Breakdown.NOT;
        }
    }

    private static long failures() {
        return NoclobberDriver.counts().imagesDropped().getOrDefault("STORE_FAILED", 0L);
    }

    @Test
    void storeThatIsNone_failsTheConnect() {
        assertThatThrownBy(() -> open("conversationStore=java.lang.String"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("conversationStore")
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> open("conversationStore=no.such.Store"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no.such.Store");
    }
}
