package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that set parameters, and what else only prepared statements have. Confined to one thread. */
final class ParameterCalls {
    private final Dice dice;
    private final Slots slots;
    private final Engine engine;

    ParameterCalls(Engine engine, Dice dice, Slots slots) {
        this.engine = engine;
        this.dice = dice;
        this.slots = slots;
    }

    /** Sets all parameters of a text, each to something that usually fits. */
    void setAll(int slot, Text text, List<Step> steps) {
        if (text.parameters().isEmpty()) {
            return;
        }
        List<Argument> arguments = new ArrayList<>();
        for (Kind kind : text.parameters()) {
            arguments.add(Argument.of(kind, dice));
        }
        boolean objects = dice.oneIn(3);
        String names = String.join(", ", arguments.stream().map(Argument::name).toList());
        steps.add(Step.doing("s" + slot + (objects ? ".setObject … " : ".set … ") + names, player -> {
            PreparedStatement statement = player.prepared(slot);
            if (engine.isPostgres()) {
                statement.clearParameters(); // a NULL keeps the type of the value that was set before
            }
            for (int i = 0; i < arguments.size(); i++) {
                set(
                        statement,
                        i + 1,
                        text.parameters().get(i),
                        arguments.get(i).value().get(),
                        objects);
            }
        }));
    }

    private static void set(PreparedStatement to, int index, Kind kind, @Nullable Object value, boolean object)
            throws SQLException {
        if (value == null) {
            to.setNull(index, kind.type);
        } else if (object) {
            to.setObject(index, value);
        } else if (value instanceof Integer number) {
            to.setInt(index, number);
        } else if (value instanceof BigDecimal number) {
            to.setBigDecimal(index, number);
        } else if (value instanceof Double number) {
            to.setDouble(index, number);
        } else if (value instanceof Date date) {
            to.setDate(index, date);
        } else if (value instanceof Timestamp moment) {
            to.setTimestamp(index, moment);
        } else if (value instanceof byte[] bytes) {
            to.setBytes(index, bytes);
        } else {
            to.setString(index, (String) value);
        }
    }

    void add(List<Step> steps) {
        int slot = dice.below(Player.STATEMENTS);
        Text prepared = slots.prepared(slot);
        int choice = dice.below(10);
        if (choice == 0) {
            steps.add(Step.doing(
                    "s" + slot + ".clearParameters()",
                    player -> player.prepared(slot).clearParameters()));
        } else if (choice == 1) {
            steps.add(new Step(
                    "s" + slot + ".getMetaData()",
                    player -> player.prepared(slot).getMetaData()));
        } else if (choice == 2) {
            steps.add(new Step(
                    "s" + slot + ".getParameterMetaData()",
                    player -> player.prepared(slot).getParameterMetaData()));
        } else if (choice == 3) {
            call(slot, steps);
        } else {
            int count = prepared == null ? 1 : prepared.parameters().size();
            one(slot, dice.oneIn(8) ? dice.of(0, count + 1, -1) : 1 + dice.below(Math.max(1, count)), steps);
        }
    }

    private void one(int slot, int index, List<Step> steps) {
        Method method = dice.of(Methods.SETTERS);
        Text prepared = slots.prepared(slot);
        if (isRead(method) && prepared != null && prepared.writes()) {
            return; // what the driver has to say of it comes when the statement runs
        }
        if (engine.isPostgres() && method.getName().equals("setBlob")) {
            return; // stores a large object, whose number is another one each time
        }
        List<Argument> more = new ArrayList<>();
        for (int i = 1; i < method.getParameterCount(); i++) {
            more.add(Argument.of(method.getParameterTypes()[i], dice));
        }
        String names = String.join(", ", more.stream().map(Argument::name).toList());
        steps.add(Step.doing("s" + slot + "." + method.getName() + "(" + index + ", " + names + ")", player -> {
            Object[] arguments = new Object[more.size() + 1];
            arguments[0] = index;
            for (int i = 0; i < more.size(); i++) {
                arguments[i + 1] = more.get(i).value().get();
            }
            Methods.call(method, player.prepared(slot), arguments);
        }));
    }

    private static boolean isRead(Method setter) {
        List<Class<?>> types = List.of(setter.getParameterTypes());
        return types.contains(InputStream.class) || types.contains(Reader.class);
    }

    private void call(int slot, List<Step> steps) {
        int index = 1 + dice.below(2);
        if (dice.oneIn(2)) {
            int type = dice.of(java.sql.Types.INTEGER, java.sql.Types.VARCHAR);
            steps.add(Step.doing(
                    "s" + slot + ".registerOutParameter(" + index + ", " + type + ")",
                    player -> player.callable(slot).registerOutParameter(index, type)));
            return;
        }
        Method method = dice.of(Methods.OUT_GETTERS);
        Object[] arguments = new Object[method.getParameterCount()];
        arguments[0] = index;
        StringBuilder name = new StringBuilder("s" + slot + "." + method.getName() + "(" + index);
        for (int i = 1; i < arguments.length; i++) {
            Argument argument = Argument.of(method.getParameterTypes()[i], dice);
            arguments[i] = argument.value().get();
            name.append(", ").append(argument.name());
        }
        steps.add(new Step(
                name.append(')').toString(), player -> Methods.call(method, player.callable(slot), arguments)));
    }
}
