package io.noclobber.conformance.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the tests are about, in the words of a DBA. In the order in which they are told. */
enum Group {
    LOST_UPDATES(
            "Lost updates",
            "A user reads a row, somebody else changes it, the user saves: the save must be refused, and a save that"
                    + " overwrites nothing must go through.",
            "A change can be overwritten without anybody noticing, or a save is refused although nobody else was there.",
            "Do not rely on noclobber with these settings. Look whether an option under \"Settings\" weakens it; if not,"
                    + " report this finding together with this report.",
            true,
            "LostUpdate",
            "Compare",
            "Predicate",
            "Key",
            "KeyList"),
    DELETES(
            "Deletes",
            "The same where the row was deleted meanwhile, or is to be deleted.",
            "A deletion can be overlooked: the application believes that it has saved what is gone, or deletes what"
                    + " somebody else has just changed.",
            "Do not rely on noclobber where rows are deleted. Report this finding together with this report.",
            true),
    TRANSACTIONS(
            "Transactions and savepoints",
            "What was read before a commit, a rollback or a return to a savepoint still counts as it should, and an own"
                    + " write never stands in one's own way.",
            "After a rollback or an own write the comparison is made with the wrong values: a lost update, or a refusal"
                    + " without reason.",
            "Look whether the database ends transactions by itself (DDL, timeouts). If not, report this finding.",
            true,
            "Transaction",
            "Rollback",
            "OwnWrite",
            "Trigger",
            "UndoneWork"),
    ISOLATION(
            "Isolation levels",
            "The same at each isolation level that the database has, with both users in the middle of their transactions.",
            "At the level named in the finding a change can be lost.",
            "Use another isolation level, READ COMMITTED is best measured, and report this finding.",
            true,
            "Isolation"),
    BATCHES(
            "Batches",
            "Each element of a batch is checked by itself, and its count is exact.",
            "Within a batch a change can be lost, or the application is told the wrong counts.",
            "Look whether the driver is set to send batches as one text (rewriteBatchedStatements, useBulkStmts): switch that"
                    + " off, and run again.",
            true,
            "Batch",
            "BatchFailure"),
    VALUES(
            "Value fidelity",
            "Values of each type that the driver reports are compared exactly: NULLs, case, trailing blanks, scale, times, long texts.",
            "A change that is as small as the finding says goes unnoticed, or an unchanged value is taken for a changed one.",
            "Leave columns of this type out by option exclude, or compare a version column instead (compare=version).",
            true,
            "ReportedTypes",
            "Literal",
            "LargeValue",
            "StreamParameter"),
    STATEMENTS(
            "Statement shapes",
            "Joins, aliases, quoted and qualified names, RETURNING, hidden version columns, results of every kind.",
            "Statements of this shape are not guarded on this database, or give another result than without noclobber.",
            "Look whether the application uses such statements. Report this finding.",
            true,
            "Text",
            "Read",
            "QueryForm",
            "Getter",
            "Result",
            "OpenRows",
            "HiddenColumn",
            "HiddenVersion"),
    CURSORS(
            "Writes through cursors",
            "Rows written by updateRow, deleteRow and WHERE CURRENT OF.",
            "A row written through a cursor can overwrite somebody's change.",
            "Look whether the application writes through result sets; few do. Report this finding.",
            true,
            "Cursor",
            "CursorImage",
            "CursorLargeObject",
            "TwoCursors",
            "OlderResult",
            "PendingChange",
            "PositionedWrite"),
    SCOPES(
            "Scopes and conversations",
            "What was shown in one request guards what is saved in another, on whichever connection, and memory is bounded.",
            "In a web application a change can be lost between two requests, or one user's reads serve another's writes.",
            "Do not use conversations on this database before this is mended. Report this finding.",
            true,
            "Conversation",
            "ConversationCheck",
            "ConversationConnection",
            "ConversationRollback",
            "ConversationThread",
            "Reread",
            "LockCheck",
            "Memory"),
    TRANSPARENCY(
            "Nothing else changes",
            "Where nobody gets in between, the application cannot tell noclobber from the bare driver: results, counts,"
                    + " exceptions, cancelling, two threads at one connection.",
            "No change is lost by this; but the application may see another result than before.",
            "Look whether the application depends on what the finding names. Report this finding.",
            false,
            "Transparency",
            "Option",
            "Interruption",
            "TwoThreads"),
    STORM(
            "Concurrency storm",
            "Eight users count up the same four rows at once. Guarded, every step must count; with the bare driver most"
                    + " are lost.",
            "Under load changes are lost.",
            "Do not rely on noclobber on this database. Report this finding together with this report.",
            true,
            "Storm",
            "ConversationStorm"),
    OVERHEAD(
            "Overhead on this database",
            "The same work by the bare driver and with noclobber, in turn: what guarding costs, with its spread. No number is"
                    + " too high for the verdict.",
            "Work that the bare driver does could not be done with noclobber.",
            "Look at the other findings first. Report this finding.",
            false,
            "Overhead");

    private final String title;
    private final String question;
    private final String meaning;
    private final String advice;
    private final boolean protects;
    private final List<String> contracts;

    Group(String title, String question, String meaning, String advice, boolean protects, String... contracts) {
        this.title = title;
        this.question = question;
        this.meaning = meaning;
        this.advice = advice;
        this.protects = protects;
        this.contracts = List.of(contracts);
    }

    /** The group of one test of {@link ChosenContracts}. */
    static Group of(String contract, String method) {
        boolean ofDeletes =
                method.startsWith("delete_") || method.contains("Deleted") || method.contains("otherDelete");
        if (ofDeletes && (contract.equals("LostUpdate") || contract.equals("Isolation"))) {
            return DELETES;
        }
        return Arrays.stream(values())
                .filter(group -> group.contracts.contains(contract))
                .findFirst()
                .orElse(TRANSPARENCY);
    }

    /** Whether a group has named the contract. */
    static boolean holds(String contract) {
        return Arrays.stream(values()).anyMatch(group -> group.contracts.contains(contract));
    }

    /** The one of that name, as {@link #toString} gives it. */
    static Optional<Group> named(String name) {
        return Arrays.stream(values())
                .filter(group -> group.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Group::toString).collect(Collectors.joining(", "));
    }

    String title() {
        return title;
    }

    /** What is tried. */
    String question() {
        return question;
    }

    /** What a failure means for the application. */
    String meaning() {
        return meaning;
    }

    /** What to do about a failure. */
    String advice() {
        return advice;
    }

    /** Whether a failure may mean that a change is lost. */
    boolean protects() {
        return protects;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
