package io.noclobber.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured. Each option is declared here and nowhere else: the driver's
 * property info, the setters of the data source and docs/configuration.md derive from it.
 */
public enum Option {
    DRIVER(
            "driver",
            OptionType.text("the name of a class that implements java.sql.Driver"),
            null,
            "The class of the real driver, loaded before the connection is opened. Only needed where the real driver does"
                    + " not register itself with java.sql.DriverManager."),
    MODE(
            "mode",
            OptionType.choice(Mode.values()),
            "enforce",
            "`enforce` refuses a write that would overwrite somebody else's change. `off` passes everything to the real"
                    + " driver as it is."),
    SCOPE(
            "scope",
            OptionType.choice(Scope.values()),
            "auto",
            "How long it is remembered what the application has read. `auto`: as long as the conversation for which it works"
                    + " (`Conversation.open`, or the client info `noclobber.conversation` of the connection), on whichever"
                    + " connections; outside of any, as with `connection`. `conversation`: the same, but outside of any as"
                    + " with `transaction`. `connection`: until the connection is closed,"
                    + " or goes back to the pool above it; under a known pool that does not show that, until commit or rollback."
                    + " `transaction`: until commit or rollback; in autocommit nothing is remembered. The last two take no"
                    + " notice of conversations."),
    REREAD(
            "reread",
            OptionType.choice(Reread.values()),
            "warn",
            "What becomes of a row that a conversation reads again, without showing it anew, and that differs from what it has"
                    + " read before. `warn`: what was read first counts on, so that a write of the row is refused, and the"
                    + " result set has an `SQLWarning` (SQLState 01001) that says what differs. `renew`: what is read now"
                    + " counts. `conflict`: the call that comes to the row fails as the write would. Once a transaction has written"
                    + " anything itself, what differs may be its own work, by a trigger for instance; a second connection is asked,"
                    + " ten times a transaction at most, and where it cannot tell nothing is said. The write is refused all the"
                    + " same."),
    LOCK_CHECK(
            "lockCheck",
            OptionType.flag(),
            "true",
            "Whether `SELECT … FOR UPDATE` in a conversation fails, with the conflict that a write would raise, when it comes to"
                    + " a row that differs from what the conversation has read before: before its user types anything more. What it"
                    + " does not show of the row is asked for by one more query, behind a savepoint where a failure would end the"
                    + " transaction, for the first hundred rows of a result; not where the result is streamed, its transaction is"
                    + " over, another thread writes on the connection, no savepoint can be set (a branch of a distributed"
                    + " transaction on PostgreSQL) or another snapshot"
                    + " than the lock's would be shown. Of a row that differs after an own write see `reread`. With `compare=changed`"
                    + " all that was read counts, as nobody knows yet what will be set; a value that a setting of the session spells"
                    + " otherwise (`extra_float_digits`, or `TimeZone` in a range or an array) than that of the connection which has read"
                    + " it counts as changed. `OF`, where there are several tables or queries, leaves the check out. The write compares"
                    + " all."),
    COMPARE(
            "compare",
            CompareRules.TYPE,
            "read",
            "Which columns must still be as they were read. `read`: every column that was read. `changed`: those that the"
                    + " statement sets, and those that its WHERE names; a DELETE compares every column that was read."
                    + " `version`: the column that `version` names, alone; a SELECT that leaves it out is given it behind its"
                    + " own columns, where the application does not see it. Where there is none, as `read`. `rowversion`:"
                    + " what the database itself changes with every write of the row (PostgreSQL's `xmin`, a `rowversion` of"
                    + " SQL Server), read in the same way; where there is none, as `version`."
                    + " `key`: none beyond the key. Exceptions follow for a table (`ORDERS:changed`), a column"
                    + " (`ORDERS.NOTES:key`), a column of every table (`*.NOTES:key`) or a table of one schema"
                    + " (`SALES.ORDERS.*:changed`); a column counts more than a table, and a name more than a wildcard."),
    VERSION(
            "version",
            ColumnPatterns.TYPE,
            null,
            "Columns that whoever writes the row changes with every write, such as `ORDERS.VERSION,*.ROW_VERSION`, for"
                    + " `compare=version`. Only a column that is a number or a timestamp and never NULL is one. The"
                    + " application, a trigger or the database must move it: noclobber does not."),
    EXCLUDE(
            "exclude",
            ColumnPatterns.TYPE,
            null,
            "Columns that are never compared, such as `ORDERS.LAST_SEEN,*.TOUCHED_AT`."),
    INEXACT(
            "inexact",
            OptionType.choice(Inexact.values()),
            "exclude",
            "What becomes of a write to a row of which a column was read whose values cannot be compared exactly, such as a"
                    + " FLOAT of MariaDB, or of which the driver gives less than the database holds. `exclude`: the column is"
                    + " left out of the guard, but for what of it can be seen; the log says so once, and the statistics name"
                    + " it. `refuse`: the write fails with SQLState NC003 until the column is named in `exclude`."),
    TABLES(
            "tables",
            TablePatterns.TYPE,
            null,
            "The tables whose rows are guarded; all when left out. A leading `!` excludes and always wins:"
                    + " `tables=ORDER*,!ORDER_LOG` guards those tables only, `tables=!*_LOG` all but the logs."),
    KEYS(
            "keys",
            KeyRules.TYPE,
            null,
            "The key columns of views, and of tables for which the database declares neither a primary key nor a unique"
                    + " index without NULLs. The columns must really identify a row."),
    NO_IMAGE(
            "noImage",
            OptionType.choice(Handling.values()),
            "pass",
            "What becomes of a write to a row that the application has not read: it runs unguarded (`pass`), it does and"
                    + " the log says so (`warn`), or it fails with SQLState NC003 and is not sent (`refuse`)."),
    UNPARSED(
            "unparsed",
            OptionType.choice(Handling.values()),
            "warn",
            "What becomes of a statement that noclobber does not understand, or of a write whose table the driver cannot tell"
                    + " because it fails when it is asked: it runs unguarded (`pass`), it does and the"
                    + " log says so once for statements of the same shape (`warn`), or it fails with SQLState NC003 and"
                    + " is not sent (`refuse`)."),
    AFTER_CALL(
            "afterCall",
            OptionType.choice(AfterCall.values()),
            "keep",
            "What a call of a stored procedure (`{call …}`, `CALL`, `EXEC`) does to the rows that were read before it. `keep`:"
                    + " they count on. What the call itself has changed is told from what others have changed as long as its"
                    + " transaction lasts; afterwards it counts as changed by somebody. `forget`: they are forgotten, and"
                    + " counted; a write to them runs as `noImage` says until they are read again. What a procedure writes is"
                    + " never guarded, and what its result sets show is not remembered."),
    OWN_CHECK(
            "ownCheck",
            OptionType.choice(OwnCheck.values()),
            "defer",
            "What happens when a row has changed and the application's own condition on it (its own version column, a"
                    + " status in its WHERE) is false as well. `defer`: the application gets the count of 0 that it checks"
                    + " for. `conflict`: it is a conflict all the same."),
    DELETE_DELETED(
            "deleteDeleted",
            OptionType.choice(DeleteDeleted.values()),
            "conflict",
            "What happens when the application deletes a row that somebody else has already deleted. `conflict`: it is a"
                    + " conflict. `ignore`: the application gets the count of 0."),
    IMAGE_ROWS(
            "imageRows",
            OptionType.number(1, Integer.MAX_VALUE),
            "10000",
            "How many rows are remembered for one connection. Beyond it the rows read longest ago are forgotten, and"
                    + " counted; a write to them runs as `noImage` says."),
    IMAGE_BYTES(
            "imageBytes",
            OptionType.bytes(),
            "16m",
            "How much memory the rows that are remembered for one connection may take, as an estimate. Beyond it the rows"
                    + " read longest ago are forgotten, and counted."),
    IMAGE_AGE(
            "imageAge",
            OptionType.duration(),
            "1d",
            "How long a row is remembered after it was read. Older ones are forgotten, and counted."),
    CONVERSATION_BYTES(
            "conversationBytes",
            OptionType.bytes(),
            "256m",
            "How much memory of the JVM all conversations together may take, as an estimate. Beyond it those leave that were"
                    + " used longest ago, and the rows that they had read are counted. Each of them keeps as much as"
                    + " `imageRows` and `imageBytes` say."),
    CONVERSATION_IDLE(
            "conversationIdle",
            OptionType.duration(),
            "8h",
            "How long a conversation is kept in which nothing is read or written."),
    CONVERSATION_AGE(
            "conversationAge",
            OptionType.duration(),
            "1d",
            "How long a row is remembered in a conversation after it was read. Older ones are forgotten, and counted."),
    CONVERSATION_STORE(
            "conversationStore",
            OptionType.text("the name of a class that implements io.noclobber.store.ConversationStore"),
            null,
            "The class of the store that keeps conversations. When left out: the one that `java.util.ServiceLoader` finds, or"
                    + " else the memory of the JVM."),
    REDACT(
            "redact",
            ColumnPatterns.TYPE,
            null,
            "Columns whose values are shown as `***` in the message of a conflict, such as `CUSTOMER.IBAN,*.PASSWORD`."
                    + " `ConcurrencyConflictException.getConflicts()` holds them all the same."),
    MESSAGE_VALUES(
            "messageValues",
            OptionType.flag(),
            "true",
            "Whether the message of a conflict shows values. `false` leaves out all of them, those of keys too."),
    MESSAGE_LENGTH(
            "messageLength",
            OptionType.number(8, 10_000),
            "60",
            "After how many characters a value is cut in the message of a conflict."),
    HELP_TEXT(
            "helpText",
            OptionType.text("a text"),
            null,
            "A sentence that ends the message of a conflict, such as `Questions? Call 4711.`"),
    CHANGED_STATE(
            "changedState",
            OptionType.sqlState(),
            "NC001",
            "The SQLState of a conflict where at least one row was changed by somebody else."),
    DELETED_STATE(
            "deletedState",
            OptionType.sqlState(),
            "NC002",
            "The SQLState of a conflict where every row was deleted by somebody else."),
    DIFF_TIMEOUT(
            "diffTimeout",
            OptionType.duration(),
            "2s",
            "How long a conflict may take to be explained where that needs a second connection. After that it is reported"
                    + " without the values."),
    FAIL_CLOSED(
            "failClosed",
            OptionType.flag(),
            "false",
            "What the agent does with a connection that it cannot guard, whatever the reason. `false`: the application gets"
                    + " it as it is, and the reason is said once. `true`: the connection is closed, and the application"
                    + " gets an SQLException that says why.",
            Reach.AGENT),
    REPORT(
            "report",
            OptionType.text("the name of a file that can be written"),
            null,
            "The file to which the agent writes which drivers, pools and classes of connections it has seen, whether they are"
                    + " guarded, and why not. It is written anew whenever there is something new to say.",
            Reach.AGENT),
    HTTP(
            "http",
            HttpConversation.TYPE,
            "session",
            "By what the agent tells which HTTP requests belong to one conversation, so that what one of them shows guards what"
                    + " another one saves. `session`: those of one session. `header:NAME` and `cookie:NAME`: those with the"
                    + " same value there. `principal`: those of one user who is logged in. `off`: none. It counts with"
                    + " `scope=auto` and `scope=conversation`.",
            Reach.AGENT);

    /** Where an option may be given. */
    private enum Reach {
        /** Wherever options are. */
        CONNECTION,
        /** Not with a single connection: only to the agent, in the file and among the system properties. */
        AGENT
    }

    /** What every option is preceded by among the properties of a connection or of the system. */
    public static final String PREFIX = "noclobber.";

    private final String key;
    private final OptionType type;
    private final @Nullable String defaultText;
    private final String description;
    private final boolean secret;
    private final Reach reach;

    Option(String key, OptionType type, @Nullable String defaultText, String description) {
        this(key, type, defaultText, description, Reach.CONNECTION);
    }

    Option(String key, OptionType type, @Nullable String defaultText, String description, Reach reach) {
        this.reach = reach;
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.description = description;
        // no option is a secret yet; the messages and the log ask all the same
        this.secret = false;
    }

    /** The name in the brackets of a URL, and of the setter of the data source. */
    public String key() {
        return key;
    }

    /** The name among the properties of a connection or of the system. */
    public String propertyName() {
        return PREFIX + key;
    }

    /** The value when the option is left out, as it would be written, or {@code null} for none. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** All values that may be written, or an empty list when they cannot be counted. */
    public List<String> choices() {
        return type.choices();
    }

    /** What may be written, as words that complete "it must be …". */
    public String rule() {
        return type.rule();
    }

    /** What the option does, in sentences; words in backquotes are to be written as they are. */
    public String description() {
        return description;
    }

    /** Whether it is the agent's, and means nothing to a single connection. */
    public boolean isForAgent() {
        return reach == Reach.AGENT;
    }

    /** Whether the value must not be shown. */
    public boolean isSecret() {
        return secret;
    }

    /** The option of that name, or {@code null}. */
    public static @Nullable Option find(String key) {
        for (Option option : values()) {
            if (option.key.equals(key)) {
                return option;
            }
        }
        return null;
    }

    /**
     * Fails unless {@code text} keeps the rule.
     *
     * @param place where the text was found, for the message
     */
    public void check(String text, String place) {
        parse(text, place);
    }

    Object parse(String text, String place) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw Refusals.empty(this, place);
        }
        try {
            return type.parse(stripped);
        } catch (OptionType.Refused refused) {
            throw Refusals.invalid(this, stripped, place, refused.detail());
        }
    }
}
