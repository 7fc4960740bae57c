package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.Trait;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The same value means the same value, for every type of an engine: an unchanged row is never refused, a changed one
 * never overwritten, however small the difference. By the rule alone all values are compared with all others; then
 * pairs of them go the whole way through {@code jdbc:noclobber:}. All of it in several time zones and locales.
 *
 * <p>System properties: {@code test.types.seed} repeats the made-up values of an earlier run, {@code test.types.random}
 * says how many there are for each type, {@code test.types.writes} how many pairs of a type go the whole way in one
 * round, {@code test.types.all} takes all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ColumnRuleContract {
    private static final long SEED = Long.getLong("test.types.seed", System.nanoTime() % 1_000_000);
    private static final int RANDOM_PAIRS = Integer.getInteger("test.types.random", 4);
    private static final int WRITES = Integer.getInteger("test.types.writes", 14);
    private static final boolean ALL_PAIRS = Boolean.getBoolean("test.types.all");

    private final Engine engine;
    private final Map<Round, Connection> bare = new EnumMap<>(Round.class);
    private final Map<Round, Connection> guarded = new EnumMap<>(Round.class);
    private final List<TypeLine> lines = new ArrayList<>();
    private final TypeClock clock = new TypeClock();

    /** The contract for {@code engine}. */
    protected ColumnRuleContract(Engine engine) {
        this.engine = engine;
    }

    /** All types of the engine. */
    protected abstract List<TypeSamples> types();

    /** What must be there before: domains, collations. */
    protected List<String> preparation() {
        return List.of();
    }

    /** The database to test on, for engines that have several kinds of them. */
    protected Database variant(Database database) throws SQLException {
        return database;
    }

    /** Opens a connection of the bare driver, on which values are stored. */
    protected Connection connect(Database database) throws SQLException {
        return database.connect();
    }

    /** Whether what a plain statement reads is as exact as what a prepared one reads. */
    protected boolean plainReadsAreExact() {
        return true;
    }

    /** Whether a table can be dropped while another connection has statements prepared that name it. */
    protected boolean dropsTables() {
        return true;
    }

    /** Whether others can write a row that the cursor of an updatable result set has been on. */
    protected boolean cursorsLetOthersWrite() {
        return true;
    }

    /** What the engine is called in the table of results. */
    protected String label() {
        return engine.toString();
    }

    /** Takes the results, when all types were tested. */
    protected void report(List<TypeLine> results) {
        System.out.println(TypeTable.printed(label(), results));
        System.out.println(clock.told());
    }

    @BeforeAll
    void open() throws SQLException {
        JvmPlace here = JvmPlace.here();
        try {
            Database database = variant(engine.database());
            for (Round round : Round.values()) {
                round.beginReading();
                bare.put(round, connect(database));
                if (bare.size() == 1) {
                    for (String statement : preparation()) {
                        execute(statement);
                    }
                }
                guarded.put(round, EntryPath.URL.open(database, Map.of("imageRows", "1000000")));
            }
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        } finally {
            here.restore();
        }
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection connection : guarded.values()) {
            connection.close();
        }
        for (Connection connection : bare.values()) {
            connection.close();
        }
        if (lines.size() == types().size()) {
            report(lines);
        }
    }

    @TestFactory
    Stream<DynamicTest> value_ofEachType_isTheSameOnlyIfNobodyChangedIt() {
        System.out.println(label() + ": values made up by -Dtest.types.seed=" + SEED);
        return types().stream().map(samples -> DynamicTest.dynamicTest("type " + samples.type(), () -> check(samples)));
    }

    private void check(TypeSamples listed) throws SQLException {
        clock.start();
        JvmPlace here = JvmPlace.here();
        QuietRefusals quiet = new QuietRefusals();
        Random random = new Random(SEED ^ listed.type().hashCode());
        TypeSamples samples = listed.grown(RANDOM_PAIRS, random);
        try (ValueTables tables = store(samples)) {
            TypeLine line = run(samples, tables, random);
            lines.add(line);
            assertThat(line.examples())
                    .as("%s is compared by %s; seed %s", samples.type(), line.rule(), SEED)
                    .isEmpty();
            assertThat(line.needlessExceptions()).as("exceptions that are none").isEmpty();
        } finally {
            quiet.end();
            here.restore();
            clock.stop();
        }
    }

    private TypeLine run(TypeSamples samples, ValueTables tables, Random random) throws SQLException {
        Column column = column(tables);
        boolean excluded = column.rule().comparison() == ColumnRule.Comparison.NONE;
        assertThat(excluded)
                .as("%s is left out of the guard: %s", column.type(), samples.unguarded())
                .isEqualTo(samples.unguarded() != null);
        TypeLine line = new TypeLine(samples.type(), column.rule());
        if (excluded && !tables.isReadable()) {
            return line;
        }
        for (Round round : Round.values()) {
            if (!excluded) {
                new RuleCheck(bare.get(round), tables.values(), column, samples, line).run(round);
            }
            RowWriter statements = new StatementWriter(
                    guarded.get(round), tables.pairs(), samples, round.statement(), plainReadsAreExact());
            new WriteCheck(statements, tables, samples, line, WRITES).run(round, random, ALL_PAIRS, true);
        }
        if (!excluded) {
            Round.NEW_YORK.beginReading();
            FetchCheck.run(bare.get(Round.NEW_YORK), tables.values(), column, samples, plainReadsAreExact());
        }
        if (engine.does(Trait.UPDATABLE_CURSORS)) {
            Round round = Round.NEW_YORK;
            try (CursorWriter cursor = new CursorWriter(guarded.get(round), tables.pairs(), plainReadsAreExact())) {
                new WriteCheck(cursor, tables, samples, line, WRITES)
                        .run(round, random, ALL_PAIRS, cursorsLetOthersWrite());
            }
        }
        return line;
    }

    /** Where clocks are never put forward, so that every time of day can be stored. */
    private ValueTables store(TypeSamples samples) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        return ValueTables.create(bare.get(Round.UTC), samples, dropsTables());
    }

    private Column column(ValueTables tables) throws SQLException {
        Connection connection = bare.get(Round.UTC);
        Catalog catalog = new Catalog(Dialects.of(connection), System::nanoTime);
        Table table =
                catalog.find(connection, new Lookup(KeyOption.NONE), List.of(new NamePart(tables.values(), false)));
        assertThat(table).as("the table of the samples").isNotNull();
        Column column = table.column("c", false);
        assertThat(column).as("the column of the samples").isNotNull();
        return column;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = bare.values().iterator().next().createStatement()) {
            statement.execute(sql);
        }
    }
}
