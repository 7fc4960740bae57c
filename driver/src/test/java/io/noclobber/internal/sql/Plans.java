package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.Assignment;
import io.noclobber.internal.sql.StatementPlan.Read;
import io.noclobber.internal.sql.StatementPlan.SelectItem;
import io.noclobber.internal.sql.StatementPlan.Write;
import io.noclobber.row.SqlSyntax;
import java.util.List;
import java.util.stream.Collectors;

/** Writes plans as short texts, with the values of literals in them. */
final class Plans {
    private Plans() {}

    static String write(SqlSyntax syntax, String text) {
        AnalysedStatement statement = new CachingSqlAnalyser(syntax).analyse(text);
        if (!(statement.plan() instanceof Write write)) {
            return statement.plan().toString();
        }
        return write.verb() + " " + table(write.target()) + " set "
                + write.assignments().stream()
                        .map(assignment -> assignment(assignment, statement))
                        .toList() + " pins " + pins(write.pins(), statement) + (write.pinsOnly() ? " only" : "");
    }

    static String read(SqlSyntax syntax, String text) {
        AnalysedStatement statement = new CachingSqlAnalyser(syntax).analyse(text);
        if (!(statement.plan() instanceof Read read)) {
            return statement.plan().toString();
        }
        String tables = read.tables().stream().map(Plans::table).collect(Collectors.joining(", "));
        return read.items().stream().map(Plans::item).toList() + " of " + tables + " pins "
                + pins(read.pins(), statement)
                + (read.optional().contains(true) ? " optional " + read.optional() : "")
                + (read.locking() ? " locking" : "");
    }

    static String table(TableReference table) {
        String path = table.path().stream().map(Plans::name).collect(Collectors.joining("."));
        Identifier alias = table.alias();
        return alias == null ? path : path + " as " + name(alias);
    }

    static String name(Identifier name) {
        return name.quoted() ? "\"" + name.text() + "\"" : name.text();
    }

    static String column(ColumnReference column) {
        return column.qualified() ? column.table() + "." + name(column.name()) : name(column.name());
    }

    private static String item(SelectItem item) {
        if (item instanceof SelectItem.Column column) {
            return column(column.column());
        }
        return item instanceof SelectItem.Star star ? (star.table() < 0 ? "*" : star.table() + ".*") : "computed";
    }

    private static String assignment(Assignment assignment, AnalysedStatement statement) {
        return name(assignment.column()) + "=" + value(assignment.value(), statement);
    }

    private static List<String> pins(List<KeyPin> pins, AnalysedStatement statement) {
        return pins.stream()
                .map(pin -> column(pin.column()) + "="
                        + pin.values().stream()
                                .map(value -> value(value, statement))
                                .collect(Collectors.joining("/")))
                .toList();
    }

    private static String value(ValueSource source, AnalysedStatement statement) {
        if (source instanceof ValueSource.Cast cast) {
            return value(cast.given(), statement) + "::" + cast.type();
        }
        if (source instanceof ValueSource.Parameter parameter) {
            return "?" + parameter.index();
        }
        return source instanceof ValueSource.Literal literal
                ? String.valueOf(statement.literal(literal.ordinal()))
                : "expression";
    }
}
