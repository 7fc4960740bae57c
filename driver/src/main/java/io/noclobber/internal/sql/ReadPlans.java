package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.OpaqueRead;
import io.noclobber.internal.sql.StatementPlan.Read;
import io.noclobber.internal.sql.StatementPlan.SelectItem;
import io.noclobber.row.SqlSyntax.Grammar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.sf.jsqlparser.statement.select.ForMode;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;

/** Plans queries. */
final class ReadPlans {
    private final Tokens tokens;

    ReadPlans(Tokens tokens) {
        this.tokens = tokens;
    }

    StatementPlan plan(Select select) {
        Select body = select;
        while (body instanceof ParenthesedSelect group && group.getPivot() == null && group.getUnPivot() == null) {
            body = group.getSelect();
        }
        if (body instanceof SetOperationList) {
            return new OpaqueRead(UnguardedReason.SET_OPERATION);
        }
        if (!(body instanceof PlainSelect query)) {
            return new OpaqueRead(UnguardedReason.NO_TABLE);
        }
        UnguardedReason opaque = opaque(query);
        return opaque == null ? read(query, select) : new OpaqueRead(opaque);
    }

    private @Nullable UnguardedReason opaque(PlainSelect query) {
        if (query.getFromItem() == null) {
            return UnguardedReason.NO_TABLE;
        }
        if (query.getDistinct() != null) {
            return UnguardedReason.DISTINCT;
        }
        if (query.getGroupBy() != null || query.getHaving() != null) {
            return UnguardedReason.GROUP_BY;
        }
        boolean aggregates = Aggregates.in(
                query.getSelectItems().stream()
                        .map(item -> item.getExpression())
                        .toList(),
                tokens);
        if (aggregates || isOneDocument()) {
            return UnguardedReason.AGGREGATE;
        }
        return query.getLateralViews() != null || query.getKsqlWindow() != null || showsHistory()
                ? UnguardedReason.DERIVED_TABLE
                : null;
    }

    private StatementPlan read(PlainSelect query, Select root) {
        Sources sources = new Sources(new TableReader(tokens), CommonTables.of(tokens));
        sources.add(query.getFromItem(), query.getJoins());
        List<TableReference> tables = sources.tables();
        if (!sources.certain() || tables.isEmpty()) {
            return new OpaqueRead(UnguardedReason.DERIVED_TABLE);
        }
        if (tables.size() == 1 && tables.get(0).table().text().equalsIgnoreCase("DUAL")) {
            return new OpaqueRead(UnguardedReason.NO_TABLE);
        }
        Scope scope = new Scope(new Names(tokens), tables);
        List<SelectItem> items = new SelectLists(tokens, scope, sources.plain()).read(query.getSelectItems());
        if (items == null) {
            return new OpaqueRead(UnguardedReason.DERIVED_TABLE);
        }
        Conditions conditions = new Conditions(tokens, scope);
        conditions.add(query.getWhere());
        Conditions joins = new Conditions(tokens, scope);
        sources.conditions().forEach(joins::add);
        List<Boolean> optional = hasOldOuterJoin() ? Collections.nCopies(tables.size(), true) : sources.optional();
        List<KeyPin> pins = new ArrayList<>(conditions.pins());
        joins.pins().stream().filter(pin -> alwaysHolds(pin, optional)).forEach(pins::add);
        boolean single = tables.size() == 1 && sources.plain();
        return new Read(tables, items, pins, optional, isLocking(root, single) || isLocking(query, single));
    }

    /** A later outer join may leave a result row without a row of the table, and then without what ON says of it. */
    private static boolean alwaysHolds(KeyPin pin, List<Boolean> optional) {
        return pin.column().qualified() ? !optional.get(pin.column().table()) : !optional.contains(true);
    }

    /**
     * Of several tables OF may leave some out; in Firebird and Db2 it names what is to be written and locks nothing.
     *
     * @param single whether all rows are those of one table: another query in FROM may be what OF names
     */
    private boolean isLocking(Select select, boolean single) {
        ForMode mode = select.getForMode();
        Grammar grammar = tokens.syntax.grammar();
        boolean some = select.getForUpdateTables() != null
                && !select.getForUpdateTables().isEmpty()
                && (!single || grammar == Grammar.FIREBIRD || grammar == Grammar.DB2);
        return ((mode == ForMode.UPDATE || mode == ForMode.NO_KEY_UPDATE) && !some)
                || hasLockingHint()
                || LockClause.of(tokens, RootVerb.find(tokens)).locking();
    }

    private boolean hasLockingHint() {
        for (int token = 0; token < tokens.count(); token++) {
            if (Masks.isHint(tokens, token)) {
                int close = tokens.close(token + 1);
                for (int hint = token + 2; hint < close; hint++) {
                    if (tokens.depth(token) == 0 && tokens.isAny(hint, "UPDLOCK", "XLOCK")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** SQL Server's FOR XML and FOR JSON. */
    private boolean isOneDocument() {
        int token = tokens.find("FOR", 0);
        while (token >= 0) {
            if (tokens.isAny(token + 1, "XML", "JSON")) {
                return true;
            }
            token = tokens.find("FOR", token + 1);
        }
        return false;
    }

    /** AS OF, FOR SYSTEM_TIME …: rows as they once were. */
    private boolean showsHistory() {
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.isAny(token, "SYSTEM_TIME", "VERSIONS")
                    || (tokens.is(token, "AS") && tokens.is(token + 1, "OF"))) {
                return true;
            }
        }
        return false;
    }

    /** {@code b.id(+)} and {@code a.id *= b.id}: which side may be missing is not worth reading. */
    private boolean hasOldOuterJoin() {
        for (int token = 0; token < tokens.count(); token++) {
            boolean plus = tokens.is(token, "+") && tokens.is(token - 1, "(") && tokens.is(token + 1, ")");
            if (plus || tokens.isAny(token, "*=", "=*")) {
                return true;
            }
        }
        return false;
    }
}
