package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls of a result set. Confined to one thread. */
final class RowCalls {
    private static final Pattern NOTHING_READ = Pattern.compile("^column (0|-1) out of bounds");

    private final Engine engine;
    private final Dice dice;
    private final Slots slots;

    RowCalls(Engine engine, Dice dice, Slots slots) {
        this.engine = engine;
        this.dice = dice;
        this.slots = slots;
    }

    void add(List<Step> steps) {
        int slot = dice.below(Player.RESULTS);
        if (slots.isOvertaken(slot)) {
            return;
        }
        int choice = dice.below(40);
        if (choice < 12) {
            steps.add(on(slot, "next()", ResultSet::next));
        } else if (choice < 16) {
            move(slot, steps);
        } else if (choice < 28) {
            for (int i = 1 + dice.below(4); i > 0; i--) {
                get(slot, steps);
            }
        } else if (choice < 31) {
            update(slot, steps);
        } else if (choice < 33) {
            Method method = dice.of(Methods.OF_ROWS);
            if (engine.isMySql() && method.getName().equals("getWarnings")) {
                return; // MariaDB's driver asks the server for what the statement of these rows has run since
            }
            steps.add(on(slot, method.getName() + "()", rows -> Methods.call(method, rows)));
        } else if (choice < 36) {
            steps.add(on(slot, "all the rest", RowCalls::all));
        } else {
            other(slot, steps);
        }
    }

    private interface Asking {
        @Nullable Object of(ResultSet rows) throws SQLException, IOException;
    }

    private interface Doing {
        void with(ResultSet rows) throws SQLException;
    }

    private static Step on(int slot, String name, Asking asking) {
        return new Step("r" + slot + "." + name, player -> asking.of(player.rows(slot)));
    }

    private static Step doing(int slot, String name, Doing doing) {
        return Step.doing("r" + slot + "." + name, player -> doing.with(player.rows(slot)));
    }

    private void move(int slot, List<Step> steps) {
        int n = dice.of(-2, -1, 0, 1, 2, 3, 9);
        steps.add(
                switch (dice.below(7)) {
                    case 0 -> on(slot, "previous()", ResultSet::previous);
                    case 1 -> on(slot, "first()", ResultSet::first);
                    case 2 -> on(slot, "last()", ResultSet::last);
                    case 3 -> on(slot, "absolute(" + n + ")", rows -> rows.absolute(n));
                    case 4 -> on(slot, "relative(" + n + ")", rows -> rows.relative(n));
                    case 5 -> doing(slot, "beforeFirst()", ResultSet::beforeFirst);
                    default -> doing(slot, "afterLast()", ResultSet::afterLast);
                });
    }

    private int index(int slot) {
        int columns = Math.max(1, slots.shown(slot).columns().size());
        return dice.oneIn(15) ? dice.of(0, columns + 1) : 1 + dice.below(columns);
    }

    /** An index or a label that the rows usually have. */
    private Argument column(int slot, Class<?> type) {
        if (type == int.class) {
            return Argument.of(index(slot));
        }
        List<String> labels = slots.shown(slot).columns();
        return Argument.of(labels.isEmpty() || dice.oneIn(15) ? "nothing" : dice.of(labels));
    }

    private void get(int slot, List<Step> steps) {
        if (dice.oneIn(4)) {
            int column = index(slot);
            steps.add(
                    switch (dice.below(6)) {
                        case 0, 1 -> on(slot, "getObject(" + column + ")", rows -> rows.getObject(column));
                        case 2, 3 -> on(slot, "getString(" + column + ")", rows -> rows.getString(column));
                        case 4 ->
                            new Step(
                                    "kept = r" + slot + ".getBlob(" + column + ")",
                                    player -> player.keep(player.rows(slot).getBlob(column)));
                        default -> new Step("kept", Player::kept);
                    });
            return;
        }
        Method method = dice.of(Methods.COLUMN_GETTERS);
        Object[] arguments = new Object[method.getParameterCount()];
        StringBuilder name = new StringBuilder(method.getName()).append('(');
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            Argument argument = i == 0 ? column(slot, type) : Argument.of(type, dice);
            arguments[i] = argument.value().get();
            name.append(i == 0 ? "" : ", ").append(argument.name());
        }
        if (dice.oneIn(3)) {
            // directly after it, and only where it has given something: then alone does it mean anything
            steps.add(on(
                    slot,
                    name.append("), wasNull()").toString(),
                    rows -> Outcome.of(Methods.call(method, rows, arguments)) + wasNull(rows)));
        } else {
            steps.add(on(slot, name.append(')').toString(), rows -> Methods.call(method, rows, arguments)));
        }
    }

    /** SQLite's driver notes nothing of a NULL that getBigDecimal gives, and fails where no value of its row was read before. */
    private static boolean wasNull(ResultSet rows) throws SQLException {
        try {
            return rows.wasNull();
        } catch (SQLException failure) {
            if (NOTHING_READ.matcher(String.valueOf(failure.getMessage())).find()) {
                return true;
            }
            throw failure;
        }
    }

    private void update(int slot, List<Step> steps) {
        int choice = dice.below(14);
        if (choice < 6) {
            Method method = dice.of(Methods.COLUMN_UPDATERS);
            List<Argument> arguments = new ArrayList<>();
            for (Class<?> type : method.getParameterTypes()) {
                arguments.add(arguments.isEmpty() ? column(slot, type) : Argument.of(type, dice));
            }
            String names =
                    String.join(", ", arguments.stream().map(Argument::name).toList());
            steps.add(Step.doing(
                    "r" + slot + "." + method.getName() + "(" + names + ")",
                    player -> Methods.call(
                            method,
                            player.rows(slot),
                            arguments.stream()
                                    .map(argument -> argument.value().get())
                                    .toArray())));
            return;
        }
        steps.add(
                switch (choice) {
                    case 6, 7, 8 -> doing(slot, "updateRow()", ResultSet::updateRow);
                    case 9 -> doing(slot, "deleteRow()", ResultSet::deleteRow);
                    case 10 -> doing(slot, "insertRow()", ResultSet::insertRow);
                    case 11 -> doing(slot, "moveToInsertRow()", ResultSet::moveToInsertRow);
                    case 12 -> doing(slot, "moveToCurrentRow()", ResultSet::moveToCurrentRow);
                    default ->
                        dice.oneIn(2)
                                ? doing(slot, "refreshRow()", ResultSet::refreshRow)
                                : doing(slot, "cancelRowUpdates()", ResultSet::cancelRowUpdates);
                });
    }

    private void other(int slot, List<Step> steps) {
        String label = dice.of("id", "ID", "name", "nothing");
        steps.add(
                switch (dice.below(8)) {
                    case 0 -> on(slot, "getMetaData()", ResultSet::getMetaData);
                    case 1 -> on(slot, "findColumn(" + label + ")", rows -> rows.findColumn(label));
                    case 2 -> doing(slot, "setFetchSize(2)", rows -> rows.setFetchSize(2));
                    case 3 -> doing(slot, "setFetchDirection(1001)", rows -> rows.setFetchDirection(1001));
                    case 4 -> doing(slot, "clearWarnings()", ResultSet::clearWarnings);
                    case 5 ->
                        on(
                                slot,
                                "getStatement().getConnection()",
                                rows -> rows.getStatement().getConnection() == null);
                    default -> doing(slot, "close()", ResultSet::close);
                });
    }

    /** The rows that the cursor has not reached yet, as text. */
    static String all(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        StringBuilder text = new StringBuilder();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                text.append(rows.getString(i)).append('|');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
