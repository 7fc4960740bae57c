package io.noclobber.conformance.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.PrefixedDriver;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CallSequencesTest} can fail: what differs is found, and found again by its seed. */
class DuelTest {
    private static final int SCRIPTS = 20;

    /**
     * A driver of which one method answers wrongly, that which stands in its URL, or which throws with another SQLState: on every
     * second connection, as a duel opens one for each side in turn.
     */
    private static final class Lying extends PrefixedDriver {
        private final Database known;
        private int opened;

        Lying(Database known) {
            super("jdbc:lying:");
            this.known = known;
        }

        @Override
        protected Connection open(String method, Properties properties) throws SQLException {
            opened++;
            return lying(Connection.class, known.connect(), opened % 2 == 0 ? method : "", null);
        }

        /** @param origin what it leads back to */
        private static <T> T lying(Class<T> type, Object real, String lie, @Nullable Object origin) {
            return Disguise.of(type, (proxy, method, arguments) -> {
                try {
                    Object given = Disguise.call(real, method, arguments);
                    if (method.getName().equals(lie)) {
                        return wrong(given);
                    }
                    Class<?> gives = method.getReturnType();
                    if (given == null || origin != null && method.getName().matches("getConnection|getStatement")) {
                        return given == null ? null : origin;
                    }
                    boolean wraps = gives == ResultSet.class || Statement.class.isAssignableFrom(gives);
                    return wraps ? lying(gives, given, lie, proxy) : given;
                } catch (SQLException failure) {
                    throw lie.equals("SQLState") ? new SQLException(failure.getMessage(), "99999", 1) : failure;
                }
            });
        }

        private static @Nullable Object wrong(@Nullable Object answer) {
            if (answer instanceof Integer number) {
                return number + 1;
            }
            if (answer instanceof Boolean said) {
                return !said;
            }
            return answer instanceof String text ? text + '!' : answer;
        }
    }

    /** What one of some scripts shows, if that driver does not tell the truth. */
    private static Optional<Difference> found(String lie) throws Exception {
        Database h2 = Engine.H2.database();
        Lying driver = new Lying(h2);
        DriverManager.registerDriver(driver);
        Database lying = new Database(Engine.H2, "jdbc:lying:" + lie, h2.user(), h2.password(), h2.dataSource());
        try (Duel duel = new Duel(lying)) {
            Optional<Difference> found = Optional.empty();
            for (long seed = 0; seed < SCRIPTS && found.isEmpty(); seed++) {
                found = duel.play(duel.script(seed), duel.options(seed));
            }
            return found;
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executeUpdate",
                "getUpdateCount",
                "getHoldability",
                "wasNull",
                "getString",
                "getRow",
                "getQueryTimeout",
                "SQLState"
            })
    void answer_thatIsNotTheBareDrivers_isFound(String lie) throws Exception {
        assertThat(found(lie)).isPresent();
    }

    @Test
    void answers_thatAreTheBareDrivers_areNotTakenForOthers() throws Exception {
        assertThat(found("")).isEmpty();
    }

    @Test
    void seed_asOftenAsItIsPlayed_standsForTheSameCalls() {
        for (Engine engine :
                List.of(Engine.HSQLDB, Engine.SQLITE, Engine.DERBY, Engine.POSTGRESQL_18, Engine.MARIADB)) {
            assertThat(names(engine, 7)).hasSizeGreaterThan(90).isEqualTo(names(engine, 7));
            assertThat(names(engine, 8)).isNotEqualTo(names(engine, 7));
        }
    }

    private static List<String> names(Engine engine, long seed) {
        return Script.of(engine, seed).stream().map(Step::name).toList();
    }
}
