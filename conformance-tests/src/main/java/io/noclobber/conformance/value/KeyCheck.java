package io.noclobber.conformance.value;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Holds one spelling of a key against what the bare driver makes of it. */
final class KeyCheck {
    private final KeyTable table;
    private final Object spelling;
    private final KeyFindings findings;
    private final List<String> wrong;

    KeyCheck(KeyTable table, Object spelling, KeyFindings findings, List<String> wrong) {
        this.table = table;
        this.spelling = spelling;
        this.findings = findings;
        this.wrong = wrong;
    }

    private String what(String way) {
        return table.type() + " by " + name() + (way.isEmpty() ? "" : " (" + way + ")");
    }

    private String name() {
        if (spelling instanceof KeySamples.Literal literal) {
            return literal.text();
        }
        if (spelling instanceof KeySamples.Bound bound) {
            return bound.name();
        }
        Object shown = spelling instanceof byte[] bytes ? bytes.length + " bytes" : spelling;
        return spelling.getClass().getSimpleName() + " " + shown;
    }

    private int run(Connection connection, KeyWrite write, int value) {
        return write.run(connection, table.name(), spelling, value);
    }

    /** Written after it was read whole: unchanged, and with the other row changed. */
    void unchanged(Connection guarded) throws SQLException {
        table.reset();
        int expected = run(table.bare(), KeyWrite.EQUAL, 1);
        boolean first = table.isWritten();
        table.reset();
        table.read(guarded);
        int unchanged = run(guarded, KeyWrite.EQUAL, 2);
        if (unchanged != expected) {
            wrong.add(what("") + " gives " + unchanged + " instead of " + expected);
        }
        table.read(guarded);
        table.change(!first);
        int beside = run(guarded, KeyWrite.EQUAL, 3);
        if (expected == 1 && beside != 1) {
            wrong.add(what("") + " is taken for the other row: " + beside);
        }
    }

    /** Written after it was read whole and then changed. */
    void changed(Connection guarded, KeyWrite write) throws SQLException {
        String what = what(write == KeyWrite.EQUAL ? "" : write.name());
        table.reset();
        int expected = run(table.bare(), write, 1);
        table.read(guarded);
        table.changeBoth();
        long withReason = KeyFindings.withReason(table.name());
        int changed = run(guarded, write, 4);
        if (expected == 1 && changed == 1 && KeyFindings.withReason(table.name()) > withReason) {
            findings.unguarded(what);
        } else if (expected == 1 && changed != KeyWrite.REFUSED) {
            wrong.add(what + " of a changed row gives " + changed);
        } else if (expected != 1 && changed != expected) {
            wrong.add(what + " of a changed row gives " + changed + " instead of " + expected);
        }
    }

    /** Written after it was read whole and then deleted. */
    void deleted(Connection guarded) throws SQLException {
        table.reset();
        int found = run(table.bare(), KeyWrite.EQUAL, 1);
        boolean first = found == 1 && table.isWritten();
        if (found == 1 && !first) {
            return; // it means the row beside it
        }
        table.delete();
        int expected = run(table.bare(), KeyWrite.EQUAL, 2);
        table.insertAgain();
        table.read(guarded);
        table.delete();
        int gone = run(guarded, KeyWrite.EQUAL, 3);
        table.insertAgain();
        if (first && gone == 0) {
            findings.untold(what(""));
        } else if (first ? gone != KeyWrite.REFUSED : gone != expected) {
            wrong.add(what("deleted") + " gives " + gone);
        }
    }

    /**
     * Written after it was read without its key.
     *
     * @param guarded a connection that forgets with each transaction what it has read
     */
    void pinned(Connection guarded) throws SQLException {
        table.reset();
        int expected = run(table.bare(), KeyWrite.EQUAL, 1);
        if (expected != 1) {
            return;
        }
        table.reset();
        long notRead = KeyFindings.notRead();
        long withReason = KeyFindings.withReason(table.name());
        KeyWrite.read(guarded, table.name(), spelling);
        boolean read = KeyFindings.notRead() == notRead && KeyFindings.withReason(table.name()) == withReason;
        int unchanged = run(guarded, KeyWrite.EQUAL, 2);
        guarded.rollback();
        if (unchanged != 1) {
            wrong.add(what("pinned") + " gives " + unchanged);
        }
        KeyWrite.read(guarded, table.name(), spelling);
        table.changeBoth();
        long before = KeyFindings.withReason(table.name());
        int changed = run(guarded, KeyWrite.EQUAL, 3);
        guarded.rollback();
        if (changed == 1 && !read) {
            findings.unread(what(""));
        } else if (changed != KeyWrite.REFUSED && KeyFindings.withReason(table.name()) > before) {
            findings.unguarded(what("pinned"));
        } else if (changed != KeyWrite.REFUSED) {
            wrong.add(what("pinned") + " of a changed row gives " + changed);
        }
    }
}
