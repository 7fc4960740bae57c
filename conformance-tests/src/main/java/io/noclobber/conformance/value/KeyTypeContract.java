package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A row is read under its stored key and written under another spelling of it, for every type a key can have. Whatever
 * row the bare driver reaches by that spelling is guarded, and what it does not reach is not; the row beside it is never taken
 * for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyTypeContract {
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final Engine engine;
    private final KeyFindings findings = new KeyFindings();
    private Connection bare;
    private Connection guarded;
    private Connection forgetful;

    /** The contract for {@code engine}. */
    protected KeyTypeContract(Engine engine) {
        this.engine = engine;
    }

    /** All types of keys. */
    protected abstract List<KeySamples> keys();

    /** Spellings of which the bare driver does not write the row that a query finds by them, and which are refused all the same. */
    protected Set<String> refused() {
        return Set.of();
    }

    /** How the connections are opened; settings of the driver may change what a value means to it. */
    protected Database database(Engine engine) {
        return engine.database();
    }

    /** Whether a table can be dropped while another connection has statements prepared that name it. */
    protected boolean dropsTables() {
        return true;
    }

    @BeforeAll
    void open() throws SQLException {
        try {
            bare = database(engine).connect();
            guarded = open(Map.of());
            forgetful = open(Map.of("scope", "transaction"));
            forgetful.setAutoCommit(false);
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
    }

    private Connection open(Map<String, String> options) throws SQLException {
        return EntryPath.URL.open(database(engine), options);
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection connection : Arrays.asList(guarded, forgetful, bare)) {
            if (connection != null) {
                connection.close();
            }
        }
        findings.print(engine.toString());
    }

    @TestFactory
    Stream<DynamicTest> key_spelledInAnyWay_addressesTheRowThatWasRead() {
        return keys().stream().map(samples -> DynamicTest.dynamicTest("key " + samples.type(), () -> check(samples)));
    }

    private void check(KeySamples samples) throws SQLException {
        QuietRefusals quiet = new QuietRefusals();
        String table = "nc_key_" + TABLES.incrementAndGet();
        KeyTable keys = new KeyTable(bare, table, samples);
        keys.create();
        try {
            List<String> wrong = new ArrayList<>();
            for (Object spelling : samples.spellings()) {
                KeyCheck check = new KeyCheck(keys, spelling, findings, wrong);
                check.unchanged(guarded);
                for (KeyWrite write : KeyWrite.values()) {
                    check.changed(guarded, write);
                }
                check.deleted(guarded);
                check.pinned(forgetful);
            }
            wrong.removeIf(refused()::contains);
            assertThat(wrong).as(samples.type()).isEmpty();
        } finally {
            quiet.end();
            if (dropsTables()) {
                keys.drop();
            }
        }
    }
}
