package io.noclobber.internal.sql;

import io.noclobber.internal.sql.Shape.Places;
import io.noclobber.internal.sql.StatementPlan.Assignment;
import io.noclobber.internal.sql.StatementPlan.OpaqueWrite;
import io.noclobber.internal.sql.StatementPlan.ParameterRange;
import io.noclobber.internal.sql.StatementPlan.Verb;
import io.noclobber.internal.sql.StatementPlan.Write;
import java.util.BitSet;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/** Plans UPDATE and DELETE. */
final class WritePlans {
    private final Tokens tokens;
    private final BitSet masked;
    private final TableReader reader;
    private final Nodes nodes;

    WritePlans(Tokens tokens, BitSet masked) {
        this.tokens = tokens;
        this.masked = masked;
        this.reader = new TableReader(tokens);
        this.nodes = new Nodes(tokens);
    }

    Shape plan(Update update) {
        JoinedWrites joined = new JoinedWrites(reader);
        List<TableReference> several = joined.tables(update);
        if (several != null) {
            return joined.certain()
                    ? opaque(several, UnguardedReason.JOINED_WRITE)
                    : unanalysed(UnguardedReason.NOT_PARSED);
        }
        boolean gives = update.getReturningClause() != null || update.getOutputClause() != null;
        return plan(Verb.UPDATE, update.getTable(), update.getWhere(), gives, Assignments.count(update));
    }

    Shape plan(Delete delete) {
        JoinedWrites joined = new JoinedWrites(reader);
        List<TableReference> several = joined.tables(delete);
        if (several != null) {
            return joined.certain()
                    ? opaque(several, UnguardedReason.JOINED_WRITE)
                    : unanalysed(UnguardedReason.NOT_PARSED);
        }
        boolean gives = delete.getReturningClause() != null || delete.getOutputClause() != null;
        return plan(Verb.DELETE, delete.getTable(), delete.getWhere(), gives, 0);
    }

    private Shape plan(Verb verb, Table table, @Nullable Expression where, boolean gives, int assigned) {
        TableReference target = reader.read(table);
        if (target == null || isCommonTable(target)) {
            return unanalysed(UnguardedReason.NOT_PARSED);
        }
        int first = reader.first(table);
        int targetEnd = reader.end(first, target.alias() != null);
        WriteClauses clauses = WriteClauses.of(tokens, RootVerb.find(tokens), targetEnd);
        if (!agrees(clauses, where)) {
            return unanalysed(UnguardedReason.DISAGREEMENT);
        }
        if (clauses.isLimited(tokens)) {
            return opaque(List.of(target), UnguardedReason.LIMITED_WRITE);
        }
        Scope scope = new Scope(new Names(tokens), List.of(target));
        List<Assignment> assignments = new Assignments(tokens, scope).read(clauses);
        if (assignments.size() != assigned) {
            return unanalysed(UnguardedReason.DISAGREEMENT);
        }
        Conditions conditions = new Conditions(tokens, scope);
        conditions.add(where);
        Write plan = new Write(
                verb,
                target,
                assignments,
                conditions.pins(),
                NamedColumns.of(tokens, clauses, scope),
                conditions.pinsOnly(),
                gives || hasMaskedOutput(clauses),
                tokens.parametersBefore(clauses.end()),
                parameters(clauses));
        int start = masked.get(first - 1) && tokens.is(first - 1, "(") ? first - 2 : first;
        boolean only = tokens.is(start - 1, "ONLY") && masked.get(start - 1);
        int condition = clauses.where() < 0 ? -1 : clauses.where() + 1;
        return new Shape(
                plan, new Places(clauses.verb(), only ? start - 1 : start, targetEnd, condition, clauses.end()), 0);
    }

    /** SQL Server writes through common table expressions. */
    private boolean isCommonTable(TableReference target) {
        return target.path().size() == 1 && CommonTables.of(tokens).contains(CommonTables.fold(target.table()));
    }

    /** Whether the condition is where the parser saw it. */
    private boolean agrees(WriteClauses clauses, @Nullable Expression where) {
        if (where == null || clauses.where() < 0) {
            return where == null && clauses.where() < 0;
        }
        Nodes.Span span = nodes.span(where);
        int first = masked.nextClearBit(clauses.where() + 1);
        int last = masked.previousClearBit(clauses.end() - 1);
        return span != null
                && masked.nextClearBit(span.from()) == first
                && masked.previousClearBit(span.to() - 1) == last;
    }

    private boolean hasMaskedOutput(WriteClauses clauses) {
        int output = tokens.find("OUTPUT", clauses.verb());
        return output > 0 && masked.get(output) && !tokens.is(output + 1, "INTO");
    }

    private @Nullable ParameterRange parameters(WriteClauses clauses) {
        int before = clauses.where() < 0 ? 0 : tokens.parametersBefore(clauses.where());
        int last = clauses.where() < 0 ? 0 : tokens.parametersBefore(clauses.end());
        return last == before ? null : new ParameterRange(before + 1, last);
    }

    private static Shape opaque(List<TableReference> tables, UnguardedReason reason) {
        return Shape.of(new OpaqueWrite(tables, reason));
    }

    private Shape unanalysed(UnguardedReason reason) {
        return Shape.of(Words.unanalysed(tokens, reason));
    }
}
