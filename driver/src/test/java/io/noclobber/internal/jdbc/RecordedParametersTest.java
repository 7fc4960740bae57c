package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every setter that the JDK knows is recorded and replayed as it was called. */
class RecordedParametersTest {
    private final List<String> calls = new ArrayList<>();
    private boolean refusing;

    @TestFactory
    Stream<DynamicTest> setter_ofAnyKind_isReplayedElsewhere() {
        return Arrays.stream(PreparedStatement.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() == PreparedStatement.class)
                .filter(GuardedPreparedStatement::setsParameter)
                .map(method -> DynamicTest.dynamicTest(
                        method.getName() + Arrays.toString(method.getParameterTypes()), () -> check(method)));
    }

    private void check(Method setter) throws ReflectiveOperationException, SQLException, MalformedURLException {
        GuardedPreparedStatement statement = statement();
        @Nullable Object[] arguments = new Object[setter.getParameterCount()];
        arguments[0] = 2;
        for (int i = 1; i < arguments.length; i++) {
            arguments[i] = sample(setter.getParameterTypes()[i]);
        }
        setter.invoke(statement, arguments);
        RecordedParameters recorded = statement.recorded;
        assertThat(recorded).isNotNull();
        PreparedStatement target = recording(PreparedStatement.class);
        calls.clear();
        recorded.bind(2, target, 7);
        arguments[0] = 7;
        assertThat(calls).containsExactly(describe(setter, arguments));
    }

    private String describe(Method method, @Nullable Object[] arguments) {
        StringBuilder text = new StringBuilder(method.getName()).append(Arrays.toString(method.getParameterTypes()));
        boolean largeObject = method.getName().endsWith("lob");
        for (Object argument : arguments) {
            text.append('|');
            if (largeObject && (argument instanceof InputStream || argument instanceof Reader)) {
                text.append(contentOf(argument)); // it was read, as nobody knows when the driver would have
            } else {
                text.append(argument instanceof byte[] bytes ? Arrays.toString(bytes) : argument);
            }
        }
        return text.toString();
    }

    private static String contentOf(Object stream) {
        try {
            return stream instanceof InputStream bytes
                    ? Arrays.toString(bytes.readAllBytes())
                    : textOf((Reader) stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String textOf(Reader reader) throws IOException {
        CharArrayWriter text = new CharArrayWriter();
        reader.transferTo(text);
        return text.toString();
    }

    @Test
    void value_thatTheApplicationReuses_isTheOneItSet() throws SQLException {
        GuardedPreparedStatement statement = statement();
        byte[] buffer = {1, 2};
        Timestamp time = new Timestamp(5);
        statement.setBytes(1, buffer);
        statement.setTimestamp(2, time);
        RecordedParameters recorded = statement.recorded;
        assertThat(recorded).isNotNull();
        buffer[0] = 9;
        time.setTime(9);
        assertThat(recorded.value(1)).isEqualTo(new byte[] {1, 2});
        assertThat(recorded.value(2)).isEqualTo(new Timestamp(5));
        RecordedParameters snapshot = recorded.snapshot();
        statement.setBytes(1, buffer);
        assertThat(snapshot.value(1)).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void object_thatTheApplicationFillsAgain_isWhatItWas() throws SQLException {
        GuardedPreparedStatement statement = statement();
        int[] numbers = {1};
        Object[] nested = {new int[] {1}, "a", new Date(5)};
        ArrayList<String> list = new ArrayList<>(List.of("a"));
        StringBuilder text = new StringBuilder("a");
        statement.setObject(1, numbers);
        statement.setObject(2, nested, Types.ARRAY);
        RecordedParameters first = recorded(statement);
        statement.setObject(1, list);
        statement.setObject(2, text);
        RecordedParameters second = recorded(statement);
        numbers[0] = 9;
        ((int[]) nested[0])[0] = 9;
        ((Date) nested[2]).setTime(9);
        list.add("b");
        text.append('b');

        assertThat(first.value(1)).isEqualTo(new int[] {1});
        assertThat(first.value(2)).isEqualTo(new Object[] {new int[] {1}, "a", new Date(5)});
        assertThat(second.value(1)).isEqualTo(List.of("a"));
        assertThat(second.value(2)).asString().isEqualTo("a");
        assertThat(second.value(2)).isInstanceOf(StringBuilder.class);
    }

    private static RecordedParameters recorded(GuardedPreparedStatement statement) {
        RecordedParameters recorded = statement.recorded;
        assertThat(recorded).isNotNull();
        return recorded.snapshot();
    }

    @Test
    void parameter_thatTheDriverRefuses_staysAsItWas() throws SQLException {
        GuardedPreparedStatement statement = statement();
        statement.setInt(2, 1);
        refusing = true;
        assertThatThrownBy(() -> statement.setSQLXML(2, null)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> statement.setBinaryStream(2, null)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> statement.setInt(2, 3)).isInstanceOf(SQLException.class);
        RecordedParameters recorded = statement.recorded;
        assertThat(recorded).isNotNull();
        assertThat(recorded.value(2)).isEqualTo(1);
    }

    @Test
    void parameter_setPastUs_makesTheWholeNotReplayable() throws SQLException {
        GuardedPreparedStatement statement = statement();
        statement.setInt(1, 1);
        RecordedParameters recorded = statement.recorded;
        assertThat(recorded).isNotNull();
        assertThat(recorded.replayable()).isFalse();
        statement.setInt(2, 1);
        assertThat(recorded.replayable()).isTrue();
        statement.announce();
        assertThat(recorded.replayable()).isFalse();
        assertThat(recorded.value(1)).isSameAs(io.noclobber.internal.guard.Parameters.UNKNOWN);
        statement.clearParameters();
        statement.setInt(1, 1);
        statement.setInt(2, 1);
        assertThat(recorded.replayable()).isTrue();
    }

    private GuardedPreparedStatement statement() {
        StubGuard guard = new StubGuard();
        GuardedConnection connection =
                (GuardedConnection) GuardedConnections.wrap(recording(Connection.class), Door.of(guard, guard::closed));
        Origin origin =
                new Origin(connection, null, KeysRequest.NONE, guard.analyse("UPDATE T SET A = ? WHERE ID = ?"));
        PreparedStatement delegate = recording(PreparedStatement.class);
        return GuardedPreparedStatement.KIND.factory(delegate.getClass()).create(delegate, origin);
    }

    private <T> T recording(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                RecordedParametersTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    calls.add(describe(method, given == null ? new Object[0] : given));
                    if (refusing) {
                        throw new SQLException("refused");
                    }
                    return method.getReturnType() == boolean.class ? false : null;
                }));
    }

    private Object sample(Class<?> type) throws MalformedURLException {
        return switch (type.getName()) {
            case "boolean" -> true;
            case "byte" -> (byte) 7;
            case "short" -> (short) 7;
            case "int" -> Types.INTEGER;
            case "long" -> 7L;
            case "float" -> 7f;
            case "double" -> 7d;
            case "[B" -> new byte[] {7};
            case "java.lang.String", "java.lang.Object" -> "text";
            case "java.math.BigDecimal" -> BigDecimal.TEN;
            case "java.net.URL" -> URI.create("http://localhost/").toURL();
            case "java.sql.Date" -> new Date(7);
            case "java.sql.Time" -> new Time(7);
            case "java.sql.Timestamp" -> new Timestamp(7);
            case "java.util.Calendar" -> Calendar.getInstance();
            case "java.io.InputStream" -> InputStream.nullInputStream();
            case "java.io.Reader" -> Reader.nullReader();
            default -> type == SQLType.class ? JDBCType.INTEGER : interfaceSample(type);
        };
    }

    private static Object interfaceSample(Class<?> type) {
        return Proxy.newProxyInstance(
                RecordedParametersTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> switch (method.getName()) {
                    case "toString" -> "sample of " + type;
                    case "equals" -> proxy == given[0];
                    default ->
                        method.getReturnType().isPrimitive() && method.getReturnType() != void.class
                                ? Array.get(Array.newInstance(method.getReturnType(), 1), 0)
                                : null;
                });
    }
}
