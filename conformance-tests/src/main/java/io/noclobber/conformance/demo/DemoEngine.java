package io.noclobber.conformance.demo;

import io.noclobber.conformance.database.Engine;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The databases that the demo can be asked for. */
enum DemoEngine {
    HSQLDB(Engine.HSQLDB),
    H2(Engine.H2),
    DERBY(Engine.DERBY),
    SQLITE(Engine.SQLITE),
    POSTGRESQL(Engine.POSTGRESQL_18),
    POSTGRESQL14(Engine.POSTGRESQL_14),
    MARIADB(Engine.MARIADB),
    MYSQL56(Engine.MYSQL_56),
    FIREBIRD(Engine.FIREBIRD);

    private final Engine engine;

    DemoEngine(Engine engine) {
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }

    /** The one asked for by {@code name}, in upper or lower case. */
    static Optional<DemoEngine> find(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** All names. */
    static String names() {
        return Arrays.stream(values()).map(DemoEngine::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
