package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import io.noclobber.dialect.StoredForm;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What a dialect says that a column holds after an UPDATE is what a look at the row finds, whatever the value: to the
 * letter, and of the same class, because the next guard is made of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoredFormContract {
    private static final int TOLD = 60;
    private static final int DRAWN = 20_000;
    private static final String LETTERS =
            "abcXYZ019 .,;'\"\\%_?{}$#@~[]|^`-/\t\u0001\u007fäßéŁ€日\ud7ff\ue000\ud83d\ude00";

    private final Engine engine;
    private final long seed = System.nanoTime();
    private Connection connection;

    /** The contract for {@code engine}. */
    protected StoredFormContract(Engine engine) {
        this.engine = engine;
    }

    /** The types of which the dialect tells something. */
    protected abstract List<String> told();

    /** Other types, of which it had better tell nothing, or the truth. */
    protected List<String> others() {
        return List.of("CHAR(10)", "DATE", "TIME", "TIMESTAMP", "DOUBLE PRECISION", "REAL");
    }

    /** What is to be set on the connection: how forgiving the engine is. */
    protected List<String> preparation() {
        return List.of();
    }

    @BeforeAll
    void open() throws SQLException {
        try {
            connection = engine.database().connect();
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
        for (String statement : preparation()) {
            execute(statement);
        }
    }

    @AfterAll
    void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> storedForm_ofEachTypeThatIsTold_isWhatIsStored() {
        return told().stream()
                .map(type -> DynamicTest.dynamicTest(
                        "type " + type,
                        () -> assertThat(check(type)).as("values told").isEqualTo(TOLD)));
    }

    @TestFactory
    Stream<DynamicTest> storedForm_ofOtherTypes_isWhatIsStored() {
        return others().stream().map(type -> DynamicTest.dynamicTest("type " + type, () -> check(type)));
    }

    /** How many values the dialect told. */
    private int check(String type) throws SQLException {
        execute("CREATE TABLE nc_stored (id INT NOT NULL PRIMARY KEY, c " + type + ")");
        try {
            execute("INSERT INTO nc_stored (id) VALUES (1)");
            Dialect dialect = Dialects.of(connection);
            Column column = column(dialect);
            StoredForm form = dialect.storedForm(column.type());
            Random random = new Random(seed);
            List<String> wrong = new ArrayList<>();
            int told = 0;
            try (PreparedStatement update = connection.prepareStatement("UPDATE nc_stored SET c = ? WHERE id = 1");
                    PreparedStatement select = connection.prepareStatement("SELECT c FROM nc_stored")) {
                for (int i = 0; i < DRAWN && told < TOLD; i++) {
                    Object value = value(random);
                    Object expected = form.of(value);
                    if (expected == StoredForm.UNKNOWN) {
                        continue;
                    }
                    told++;
                    set(update, value, random.nextBoolean());
                    update.executeUpdate();
                    try (ResultSet rows = select.executeQuery()) {
                        rows.next();
                        Object stored = column.rule().capture().read(rows, 1);
                        if (!expected.equals(stored)) {
                            wrong.add(value.getClass() + " " + value + " is told as " + expected + " but stored as "
                                    + stored);
                        }
                    }
                }
            }
            assertThat(wrong).as("%s, seed %s", column.type(), seed).isEmpty();
            return told;
        } finally {
            execute("DROP TABLE nc_stored");
        }
    }

    private static void set(PreparedStatement update, Object value, boolean typed) throws SQLException {
        if (!typed) {
            update.setObject(1, value);
        } else if (value instanceof String text) {
            update.setString(1, text);
        } else if (value instanceof Integer number) {
            update.setInt(1, number);
        } else if (value instanceof Long number) {
            update.setLong(1, number);
        } else if (value instanceof BigDecimal number) {
            update.setBigDecimal(1, number);
        } else if (value instanceof Boolean truth) {
            update.setBoolean(1, truth);
        } else if (value instanceof Short number) {
            update.setShort(1, number);
        } else if (value instanceof Byte number) {
            update.setByte(1, number);
        } else {
            update.setObject(1, value);
        }
    }

    private static Object value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> random.nextBoolean();
            case 1 -> (short) random.nextInt();
            case 2 -> (byte) random.nextInt();
            case 3 -> random.nextBoolean() ? random.nextInt() : random.nextInt(70_000) - 35_000;
            case 4 -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt();
            case 5 -> BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(8) - 2);
            case 6 -> new BigDecimal(new BigInteger(random.nextInt(60), random), random.nextInt(6));
            case 7 -> random.nextDouble();
            default -> text(random);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int letters = random.nextInt(3) == 0 ? LETTERS.length() : 11;
        for (int i = random.nextInt(13); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(letters)));
        }
        return text.toString();
    }

    private Column column(Dialect dialect) throws SQLException {
        Table table = new Catalog(dialect, System::nanoTime)
                .find(connection, new Lookup(KeyOption.NONE), List.of(new NamePart("nc_stored", false)));
        assertThat(table).as("the table").isNotNull();
        assertThat(table.storesAsSet()).as("no trigger, nothing computed").isTrue();
        Column column = table.column("c", false);
        assertThat(column).as("the column").isNotNull();
        return column;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
