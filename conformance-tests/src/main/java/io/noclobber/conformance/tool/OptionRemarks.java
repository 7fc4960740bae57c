package io.noclobber.conformance.tool;

import io.noclobber.config.AfterCall;
import io.noclobber.config.Compare;
import io.noclobber.config.Inexact;
import io.noclobber.config.Mode;
import io.noclobber.config.Option;
import io.noclobber.config.Reread;
import io.noclobber.config.Scope;
import io.noclobber.config.Settings;
import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says of each option of noclobber that is not as it is by default what that means for the protection. Confined to one thread. */
final class OptionRemarks {
    private static final String KEEP = "Nothing, unless a finding names it.";
    private static final String LEAVE_OUT = "Leave it out, unless the application can live with that.";
    private static final Settings DEFAULTS = Settings.defaults();

    private final Settings settings;
    private final boolean namesVersions;
    private final Engine engine;
    private final List<Remark> remarks = new ArrayList<>();

    private OptionRemarks(Settings settings, boolean namesVersions, Engine engine) {
        this.settings = settings;
        this.namesVersions = namesVersions;
        this.engine = engine;
    }

    /** @param given the options, by their names, each of which the driver takes */
    static List<Remark> of(Map<String, String> given, Engine engine) {
        OptionRemarks remarks = new OptionRemarks(Settings.of(given), given.containsKey(Option.VERSION.key()), engine);
        given.forEach((key, value) -> {
            Option option = Option.find(key);
            if (option != null && !isDefault(key, value)) {
                remarks.add(option, "noclobber option " + key + "=" + value);
            }
        });
        return List.copyOf(remarks.remarks);
    }

    private static boolean isDefault(String key, String value) {
        return Settings.of(Map.of(key, value)).describeNonDefaults().isEmpty();
    }

    private void add(Option option, String setting) {
        switch (option) {
            case MODE -> {
                if (settings.mode() == Mode.OFF) {
                    weakens(setting, "Nothing is guarded, and nothing is refused.", "Leave it out.");
                }
            }
            case SCOPE -> scope(setting);
            case REREAD -> reread(setting);
            case COMPARE -> compare(setting);
            case EXCLUDE, TABLES ->
                weakens(setting, "What it leaves out is not compared.", "See that it names only what nobody can lose.");
            case AFTER_CALL -> {
                if (settings.afterCall() == AfterCall.FORGET) {
                    weakens(
                            setting,
                            "A call of a procedure forgets what was read before it; writes of these rows run unguarded until"
                                    + " they are read again.",
                            "Leave it out, or set noImage=refuse as well.");
                }
            }
            case IMAGE_ROWS ->
                limit(
                        setting,
                        settings.imageRows() < DEFAULTS.imageRows(),
                        "rows that are remembered for a connection");
            case IMAGE_BYTES ->
                limit(setting, settings.imageBytes() < DEFAULTS.imageBytes(), "memory for the rows of a connection");
            case IMAGE_AGE ->
                limit(setting, settings.imageAge().compareTo(DEFAULTS.imageAge()) < 0, "time that a row is remembered");
            case CONVERSATION_BYTES ->
                limit(
                        setting,
                        settings.conversationBytes() < DEFAULTS.conversationBytes(),
                        "memory for all conversations");
            case CONVERSATION_IDLE ->
                limit(
                        setting,
                        settings.conversationIdle().compareTo(DEFAULTS.conversationIdle()) < 0,
                        "time that a conversation may rest");
            case CONVERSATION_AGE ->
                limit(
                        setting,
                        settings.conversationAge().compareTo(DEFAULTS.conversationAge()) < 0,
                        "time that a row is remembered in a conversation");
            case UNPARSED, NO_IMAGE ->
                tells(setting, "It changes what becomes of a write that cannot be guarded: " + option.description());
            case INEXACT -> {
                if (settings.inexact() == Inexact.REFUSE) {
                    tells(setting, "It is stricter: a write to a row that cannot be compared as a whole is refused.");
                }
            }
            case KEYS ->
                remarks.add(new Remark(
                        Remark.Kind.TELLS,
                        setting,
                        "Rows of these tables are known by the columns that it names.",
                        "See that these columns identify a row: where two rows have the same, one guards the other."));
            case VERSION -> {
                if (!settings.compares(Compare.VERSION) && !settings.compares(Compare.ROWVERSION)) {
                    tells(setting, "It counts only with compare=version, which is not set.");
                }
            }
            case LOCK_CHECK ->
                tells(
                        setting,
                        "A SELECT … FOR UPDATE does not say that the row has changed since it was shown; the write does.");
            case OWN_CHECK, DELETE_DELETED ->
                tells(setting, "It changes what the application is told where nothing can be overwritten.");
            case REDACT, MESSAGE_VALUES, MESSAGE_LENGTH, HELP_TEXT, CHANGED_STATE, DELETED_STATE ->
                tells(setting, "It changes how a conflict is told.");
            case DIFF_TIMEOUT -> tells(setting, "It changes how long the explanation of a conflict may take.");
            case DRIVER, CONVERSATION_STORE -> tells(setting, "It names a class that is used instead of ours.");
            case FAIL_CLOSED, REPORT, HTTP ->
                tells(setting, "It counts with the agent only, which is not tested here.");
        }
    }

    private void scope(String setting) {
        if (settings.scope() == Scope.CONNECTION) {
            weakens(
                    setting,
                    "Conversations do not count: what one request shows does not guard what another one saves on another connection.",
                    "Use scope=auto.");
        } else if (!settings.scope().outlivesTransaction()) {
            weakens(
                    setting,
                    "What was read is forgotten at commit"
                            + (settings.scope().converses() ? ", but for that in a conversation" : "")
                            + "; a user who thinks between two transactions is not protected.",
                    "Use scope=auto where connections are not shared without noclobber's knowledge.");
        }
    }

    private void reread(String setting) {
        if (settings.reread() == Reread.RENEW) {
            weakens(
                    setting,
                    "What a conversation reads last counts, also where it is not shown: a handler that loads the row before it saves"
                            + " takes a change for one that its user has seen, and overwrites it.",
                    "Leave it out, unless each read is shown to the user.");
        } else {
            tells(setting, "A read of a row that has changed since it was shown fails, not only the write.");
        }
    }

    /** A version that the database itself moves is as good as all columns; one that somebody has to move is not. */
    private void compare(String setting) {
        if (settings.compares(Compare.CHANGED) || settings.compares(Compare.KEY)) {
            weakens(
                    setting,
                    "Not every column that was read is compared: a change of the others is overwritten or stays"
                            + " beside the user's own, unnoticed. Tests that change one of them fail.",
                    LEAVE_OUT);
        } else if (settings.compares(Compare.ROWVERSION) && engine.isPostgres()) {
            tells(
                    setting,
                    "The database's own version of a row is compared, which every write moves: a row that was written is"
                            + " refused, also where its values are the same again.");
        } else if (namesVersions) {
            weakens(
                    setting,
                    "Only the version column is compared where a row was read with one: the change of somebody who does not move it is"
                            + " overwritten.",
                    "See that all who write these tables move the column, or a trigger does.");
        } else {
            tells(
                    setting,
                    "Where option version names no column"
                            + (settings.compares(Compare.ROWVERSION)
                                    ? ", and the database has no version of its own,"
                                    : "")
                            + " all that was read is compared, as by default.");
        }
    }

    private void limit(String setting, boolean less, String of) {
        if (less) {
            weakens(
                    setting,
                    "It lowers the " + of
                            + ". Beyond that rows are forgotten, and counted; a write to them runs unguarded.",
                    "See by the statistics that nothing is forgotten, or set noImage=refuse.");
        } else {
            tells(setting, "It raises the " + of + ".");
        }
    }

    private void weakens(String setting, String meaning, String advice) {
        remarks.add(new Remark(Remark.Kind.WEAKENS, setting, meaning, advice));
    }

    private void tells(String setting, String meaning) {
        remarks.add(new Remark(Remark.Kind.TELLS, setting, meaning, KEEP));
    }
}
