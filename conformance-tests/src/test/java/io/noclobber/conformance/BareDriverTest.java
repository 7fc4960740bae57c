package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * The negative control: the contracts can fail, because they do where nothing guards. Each test must
 * fail for the bare driver on at least one of a few unlike databases, unless it says that it holds there
 * too; then it must hold on all of them.
 */
@Timeout(600)
class BareDriverTest {

    @Test
    void contracts_onTheBareDriver_failUnlessTaggedOtherwise() {
        List<Events> runs = Stream.of(
                        BareHsqldb.class, BareSqlite.class, BarePostgresql.class, BareMariaDb.class, BareMySql.class)
                .map(BareDriverTest::run)
                .toList();

        assertThat(runs.stream()
                        .flatMap(run -> run.failed().stream())
                        .filter(BareDriverTest::isTagged)
                        .map(BareDriverTest::reason))
                .as("tests that should hold for the bare driver")
                .isEmpty();
        Set<String> failed = names(runs.stream().flatMap(run -> run.failed().stream()), false);
        Set<String> passed = names(runs.stream().flatMap(run -> run.succeeded().stream()), false);
        passed.removeAll(failed);
        assertThat(passed).as("tests that pass although nothing guards").isEmpty();
        assertThat(failed).as("tests that fail where nothing guards").hasSizeGreaterThan(100);
    }

    private static Events run(Class<?> contracts) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contracts))
                .execute()
                .testEvents();
    }

    private static Set<String> names(Stream<Event> events, boolean tagged) {
        return events.filter(event -> isTagged(event) == tagged)
                .map(event -> name(event, 2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTagged(Event event) {
        return event.getTestDescriptor().getTags().contains(TestTag.create(Contract.HOLDS_BARE));
    }

    private static String name(Event event, int from) {
        return event.getTestDescriptor().getUniqueId().getSegments().stream()
                .skip(from)
                .map(UniqueId.Segment::getValue)
                .collect(Collectors.joining(" "));
    }

    private static String reason(Event event) {
        return name(event, 1) + ": "
                + event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElse(null);
    }

    abstract static class Bare extends AllContracts {
        private final Engine engine;

        Bare(Engine engine) {
            this.engine = engine;
        }

        @Override
        protected Setting setting() {
            try {
                return new Setting(engine.database(), (database, options) -> database.connect());
            } catch (EngineUnavailableException e) {
                return abort(e.getMessage());
            }
        }
    }

    static class BareHsqldb extends Bare {
        BareHsqldb() {
            super(Engine.HSQLDB);
        }
    }

    static class BareSqlite extends Bare {
        BareSqlite() {
            super(Engine.SQLITE);
        }
    }

    static class BarePostgresql extends Bare {
        BarePostgresql() {
            super(Engine.POSTGRESQL_18);
        }
    }

    static class BareMariaDb extends Bare {
        BareMariaDb() {
            super(Engine.MARIADB);
        }
    }

    static class BareMySql extends Bare {
        BareMySql() {
            super(Engine.MYSQL_56);
        }
    }
}
