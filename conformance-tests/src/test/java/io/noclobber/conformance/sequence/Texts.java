package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes up statements of SQL for the tables of {@link Ground}. Confined to one thread. */
final class Texts {
    private record Column(String name, Kind kind) {}

    private record Table(String name, List<Column> key, List<Column> others) {}

    private static final Table ITEM = new Table(
            "f_item",
            List.of(new Column("id", Kind.ID)),
            List.of(
                    new Column("name", Kind.TEXT),
                    new Column("qty", Kind.INTEGER),
                    new Column("price", Kind.AMOUNT),
                    new Column("weight", Kind.WEIGHT),
                    new Column("made", Kind.DATE),
                    new Column("seen", Kind.MOMENT),
                    new Column("code", Kind.CODE),
                    new Column("doc", Kind.LONG_TEXT),
                    new Column("data", Kind.BYTES),
                    new Column("rev", Kind.INTEGER)));
    private static final Table ENTRY = new Table(
            "f_entry",
            List.of(new Column("id", Kind.ID)),
            List.of(new Column("item", Kind.ID), new Column("note", Kind.TEXT), new Column("rev", Kind.INTEGER)));
    private static final Table PAIR = new Table(
            "f_pair",
            List.of(new Column("a", Kind.ID), new Column("b", Kind.CODE)),
            List.of(new Column("v", Kind.INTEGER)));
    private static final Table REMARK =
            new Table("f_remark", List.of(), List.of(new Column("n", Kind.INTEGER), new Column("remark", Kind.TEXT)));

    private static final Map<Engine, List<String>> OWN_WRITES = Map.of(
            Engine.POSTGRESQL_18,
            List.of(
                    "INSERT INTO f_item (id, name) VALUES (2, 'up') ON CONFLICT (id) DO UPDATE SET name = 'up'",
                    "UPDATE f_item SET qty = qty + 1 WHERE id = 3 RETURNING id, qty",
                    "DELETE FROM f_entry WHERE id = 2 RETURNING *",
                    "WITH d AS (DELETE FROM f_remark RETURNING n) SELECT count(*) FROM d",
                    "UPDATE f_item SET qty = e.rev FROM f_entry e WHERE e.item = f_item.id AND e.id = 1"),
            Engine.MARIADB,
            List.of(
                    "INSERT INTO f_item (id, name) VALUES (2, 'up') ON DUPLICATE KEY UPDATE name = 'up'",
                    "REPLACE INTO f_pair VALUES (1, 'x', 7)",
                    "INSERT IGNORE INTO f_pair VALUES (1, 'x', 7)",
                    "DELETE FROM f_entry WHERE id = 2 RETURNING id",
                    "UPDATE f_item SET qty = 5 WHERE id = 3 LIMIT 1",
                    "UPDATE f_item SET qty = 'text' WHERE id = 3"),
            Engine.SQLITE,
            List.of(
                    "INSERT OR REPLACE INTO f_pair VALUES (1, 'x', 7)",
                    "INSERT INTO f_item (id, name) VALUES (2, 'up') ON CONFLICT (id) DO UPDATE SET name = 'up'",
                    "UPDATE OR IGNORE f_item SET id = 2 WHERE id = 1"),
            Engine.H2,
            List.of(
                    "MERGE INTO f_pair KEY (a, b) VALUES (1, 'x', 7)",
                    "UPDATE f_item SET qty = 5 WHERE id = 3 FETCH FIRST 1 ROW ONLY",
                    "SELECT id FROM FINAL TABLE (UPDATE f_item SET qty = 6 WHERE id = 3)"),
            Engine.HSQLDB,
            List.of("MERGE INTO f_pair USING (VALUES (1, 'x')) AS s (a, b) ON f_pair.a = s.a AND f_pair.b = s.b"
                    + " WHEN MATCHED THEN UPDATE SET f_pair.v = 7"),
            Engine.DERBY,
            List.of(
                    "MERGE INTO f_pair USING f_remark ON f_pair.a = f_remark.n WHEN MATCHED THEN UPDATE SET v = 7",
                    "UPDATE f_item SET qty = 5 WHERE id = 3 WITH RR"));

    private final Dice dice;
    private final Engine engine;
    private final List<Kind> parameters = new ArrayList<>();

    Texts(Dice dice, Engine engine) {
        this.dice = dice;
        this.engine = engine;
    }

    /** Any statement, for {@code prepared} ones with question marks. */
    Text any(boolean prepared) {
        int choice = dice.below(40);
        if (choice < 15) {
            return query(prepared);
        }
        if (choice < 28) {
            return update(prepared);
        }
        if (choice < 31) {
            return delete(prepared);
        }
        return choice < 36 ? insert(prepared) : other(prepared);
    }

    /** A change of rows. */
    Text write() {
        return dice.oneIn(4) ? insert(false) : dice.oneIn(4) ? delete(false) : update(false);
    }

    Text query(boolean prepared) {
        parameters.clear();
        Table table = dice.of(ITEM, ITEM, ITEM, ENTRY, PAIR, REMARK);
        return switch (dice.below(12)) {
            case 0 ->
                new Text(
                        "SELECT i.id, i.name, e.id AS entry, e.note FROM f_item i JOIN f_entry e ON e.item = i.id"
                                + " ORDER BY i.id, e.id",
                        List.of(),
                        List.of("id", "name", "entry", "note"));
            case 1 ->
                new Text(
                        dice.of("SELECT COUNT(*) AS c FROM ", "SELECT MAX(rev) AS c FROM ")
                                + dice.of("f_item", "f_entry"),
                        List.of(),
                        List.of("c"));
            case 2 ->
                new Text(
                        "SELECT name, COUNT(*) AS c FROM f_item GROUP BY name ORDER BY name",
                        List.of(),
                        List.of("name", "c"));
            default -> rows(table, prepared);
        };
    }

    private Text rows(Table table, boolean prepared) {
        List<String> labels = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        if (dice.oneIn(2)) {
            list.append(dice.of("*", "*", table.name + ".*"));
            table.key.forEach(column -> labels.add(column.name));
            table.others.forEach(column -> labels.add(column.name));
        } else {
            List<Column> all = new ArrayList<>(table.others);
            if (!dice.oneIn(8)) {
                all.addAll(0, table.key);
            }
            all.removeIf(column -> !table.key.contains(column) && dice.oneIn(3));
            if (all.isEmpty()) {
                all.addAll(table.others);
            }
            for (Column column : all) {
                boolean renamed = dice.oneIn(12);
                labels.add(renamed ? column.name + "_2" : column.name);
                list.append(list.isEmpty() ? "" : ", ").append(column.name);
                list.append(renamed ? " AS " + column.name + "_2" : "");
            }
        }
        StringBuilder sql = new StringBuilder(dice.of("SELECT ", "SELECT ", "select /* it */ "));
        sql.append(list).append(" FROM ").append(table.name);
        boolean one = !table.key.isEmpty() && dice.oneIn(2);
        if (one) {
            sql.append(" WHERE ").append(pinned(table, prepared));
        } else if (dice.oneIn(3)) {
            sql.append(" WHERE ").append(condition(dice.of(table.others), prepared));
        }
        if (!one && ordered(table)) {
            sql.append(" ORDER BY ");
            sql.append(table.key.isEmpty() ? "n, remark" : String.join(", ", names(table.key)));
            sql.append(dice.oneIn(4) ? " DESC" : "");
        } else if (one && dice.oneIn(8) && engine != Engine.SQLITE) {
            sql.append(" FOR UPDATE");
        }
        return new Text(sql.toString(), parameters, labels);
    }

    /** Not always: where the order is that of the storage all the same, some drivers give updatable rows only without. */
    private boolean ordered(Table table) {
        return engine.isPostgres() || table == REMARK || dice.oneIn(2);
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private String value(Kind kind, boolean prepared) {
        if (prepared && !dice.oneIn(4) || kind == Kind.BYTES && prepared) {
            parameters.add(kind);
            return "?";
        }
        return kind.literal(dice);
    }

    private String pinned(Table table, boolean prepared) {
        StringBuilder where = new StringBuilder();
        for (Column column : table.key) {
            where.append(where.isEmpty() ? "" : " AND ").append(column.name);
            if (table.key.size() == 1 && dice.oneIn(6)) {
                where.append(" IN (").append(value(column.kind, prepared));
                where.append(", ").append(value(column.kind, prepared)).append(')');
            } else {
                where.append(" = ")
                        .append(column.name.equals("b") ? dice.of("'x'", "'y'") : value(column.kind, prepared));
            }
        }
        return where.toString();
    }

    private String condition(Column column, boolean prepared) {
        if (column.kind == Kind.LONG_TEXT || column.kind == Kind.BYTES || dice.oneIn(4)) {
            return column.name + dice.of(" IS NULL", " IS NOT NULL");
        }
        return column.name + dice.of(" = ", " <> ", " >= ") + value(column.kind, prepared);
    }

    private String where(Table table, boolean prepared) {
        if (table.key.isEmpty() || dice.oneIn(8)) {
            return dice.oneIn(3) ? "" : " WHERE " + condition(dice.of(table.others), prepared);
        }
        String pinned = pinned(table, prepared);
        return " WHERE " + pinned + (dice.oneIn(4) ? " AND " + condition(dice.of(table.others), prepared) : "");
    }

    Text update(boolean prepared) {
        parameters.clear();
        Table table = dice.of(ITEM, ITEM, ITEM, ENTRY, PAIR, REMARK);
        StringBuilder sql = new StringBuilder(dice.of("UPDATE ", "UPDATE ", "update /* ? */ ")).append(table.name);
        sql.append(" SET ");
        if (dice.oneIn(12) && !table.key.isEmpty()) {
            // a statement that gives a row of SQLite no number is closed by the driver, whichever of ours it was
            boolean parameter = prepared && engine != Engine.SQLITE;
            sql.append(table.key.get(0).name).append(" = ").append(value(Kind.ID, parameter));
        } else if (dice.oneIn(8) && table != PAIR) {
            sql.append(table == REMARK ? "n = n + 1" : "rev = rev + 1");
        } else {
            int from = dice.below(table.others.size());
            int to = Math.min(table.others.size(), from + 1 + dice.below(3));
            for (Column column : table.others.subList(from, to)) {
                sql.append(column == table.others.get(from) ? "" : ", ").append(column.name);
                sql.append(" = ").append(value(column.kind, prepared));
            }
        }
        sql.append(where(table, prepared));
        return new Text(sql.toString(), parameters, List.of());
    }

    private Text delete(boolean prepared) {
        parameters.clear();
        Table table = dice.of(ITEM, ENTRY, ENTRY, PAIR, REMARK);
        return new Text("DELETE FROM " + table.name + where(table, prepared), parameters, List.of());
    }

    private Text insert(boolean prepared) {
        parameters.clear();
        String sql = switch (dice.below(4)) {
            case 0 ->
                "INSERT INTO f_item (id, name, qty) VALUES (" + value(Kind.ID, prepared) + ", "
                        + value(Kind.TEXT, prepared) + ", " + value(Kind.INTEGER, prepared) + ")";
            case 1 ->
                "INSERT INTO f_pair (a, b, v) VALUES (" + value(Kind.ID, prepared) + ", 'z', "
                        + value(Kind.INTEGER, prepared) + ")";
            case 2 -> "INSERT INTO f_remark (n, remark) SELECT id, note FROM f_entry";
            default ->
                "INSERT INTO f_entry (item, note) VALUES (" + value(Kind.ID, prepared) + ", "
                        + value(Kind.TEXT, prepared) + ")";
        };
        return new Text(sql, parameters, List.of());
    }

    private Text other(boolean prepared) {
        if (dice.oneIn(3)) {
            return Text.of(dice.of(OWN_WRITES.getOrDefault(engine, List.of("SELECT 1"))));
        }
        if (prepared || dice.oneIn(3)) {
            return Text.of(dice.of(
                    "nonsense",
                    "",
                    "SELECT * FROM f_nowhere",
                    "UPDATE f_item SET nothing = 1 WHERE id = 1",
                    "UPDATE f_item SET qty = 1 WHERE id = 1; UPDATE f_item SET qty = 2 WHERE id = 1",
                    "UPDATE f_item SET qty = 1 / 0 WHERE id = 1",
                    "UPDATE f_item SET name = 'far too long for that column' WHERE id = 2",
                    "UPDATE f_item SET rev = NULL WHERE id = 2",
                    "UPDATE f_entry SET item = 95 WHERE id = 1",
                    "DELETE FROM f_item WHERE id = 1 AND",
                    "UPDATE f_item SET qty = {fn ABS(-3)} WHERE id = 1"));
        }
        return Text.of(dice.of(
                "CREATE TABLE " + Ground.MORE + " (id INT NOT NULL PRIMARY KEY, v INT)",
                "INSERT INTO " + Ground.MORE + " VALUES (1, 2)",
                "SELECT * FROM " + Ground.MORE,
                "UPDATE " + Ground.MORE + " SET v = 3 WHERE id = 1",
                "DROP TABLE " + Ground.MORE,
                "ALTER TABLE f_entry ADD COLUMN extra INT",
                "ALTER TABLE f_entry DROP COLUMN extra",
                "CREATE INDEX f_item_name ON f_item (name)",
                "COMMIT",
                "ROLLBACK",
                "SAVEPOINT s1",
                "ROLLBACK TO SAVEPOINT s1",
                "BEGIN",
                "START TRANSACTION"));
    }

    /** A call, for {@code prepareCall}. */
    Text call() {
        return dice.of(
                new Text("{call f_call(?)}", List.of(Kind.INTEGER), List.of()),
                new Text("{? = call ABS(?)}", List.of(Kind.INTEGER, Kind.INTEGER), List.of()),
                new Text("{? = call f_call(?)}", List.of(Kind.INTEGER, Kind.INTEGER), List.of()),
                any(true));
    }
}
