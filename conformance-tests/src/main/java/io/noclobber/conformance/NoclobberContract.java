package io.noclobber.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that noclobber promises of one database, through every entry path. */
@ParameterizedClass(name = "{0}")
@MethodSource("paths")
public abstract class NoclobberContract extends AllContracts {
    private final Engine engine;
    private final EntryPath path;

    protected NoclobberContract(Engine engine, EntryPath path) {
        this.engine = engine;
        this.path = path;
    }

    static List<EntryPath> paths() {
        return EntryPath.ofThisJvm();
    }

    /** The database as the connections reach it, by another driver or with other settings of its own where a test says so. */
    protected Database reached(Database database) {
        return database;
    }

    @Override
    protected final Setting setting() {
        try {
            return new Setting(reached(engine.database()), path);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }
}
