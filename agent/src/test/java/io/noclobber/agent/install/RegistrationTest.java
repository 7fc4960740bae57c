package io.noclobber.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.agent.report.Report;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the JVM is asked for, in which order. */
class RegistrationTest {
    private final List<String> asked = new ArrayList<>();

    private Instrumentation jvm(Class<?>... loaded) {
        return (Instrumentation) Proxy.newProxyInstance(
                RegistrationTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getAllLoadedClasses":
                            asked.add("look");
                            return loaded;
                        case "isModifiableClass":
                            return true;
                        case "addTransformer":
                            asked.add("add " + arguments[1]);
                            return null;
                        case "removeTransformer":
                            asked.add("remove");
                            return true;
                        case "retransformClasses":
                            Arrays.stream((Class<?>[]) arguments[0])
                                    .forEach(type -> asked.add("again " + type.getSimpleName()));
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private static void begin(Instrumentation jvm) {
        new Registration(jvm).begin(ConnectionHooks.all(), new Report("test", null), false);
    }

    /** One transformer of the cheaper kind. */
    @Test
    void jvm_thatHasLoadedNoDriver_isNotAskedToChangeLoadedClasses() {
        begin(jvm(RegistrationTest.class, String.class, java.sql.Driver.class));

        assertThat(asked).containsExactly("add false", "look");
    }

    /** At no time there is none: a class that another thread loads meanwhile is seen as well. */
    @Test
    void jvm_thatHasLoadedADriver_isAskedToChangeIt() {
        begin(jvm(RegistrationTest.class, org.hsqldb.jdbc.JDBCDriver.class));

        assertThat(asked).containsExactly("add false", "look", "add true", "remove", "again JDBCDriver");
    }
}
