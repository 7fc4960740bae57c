package io.noclobber.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The options of one connection, resolved. Immutable.
 *
 * <p>Where a schema is asked for and the database has none, its catalog stands for it. Names match in any
 * case. The look-ups by table and column go through all patterns, so their answers are to be kept.
 */
public final class Settings {
    private static final Map<Option, Layer.Given> DEFAULTS = readDefaults();

    private final Map<Option, Layer.Given> options;

    private Settings(Map<Option, Layer.Given> options) {
        this.options = options;
    }

    /**
     * The options from everywhere. Later wins: default, noclobber.properties, system properties, connection
     * properties, brackets of the URL.
     *
     * @param url the URL, or {@code null} for a data source
     * @param properties what the connection is opened with, left as it is, or {@code null}
     * @throws InvalidOptionException when an option is unknown or invalid, or the file cannot be read
     */
    public static Settings resolve(@Nullable ConnectionUrl url, @Nullable Properties properties) {
        return resolve(
                System.getProperties(),
                url,
                properties,
                Thread.currentThread().getContextClassLoader(),
                Settings.class.getClassLoader());
    }

    /**
     * The options of a connection that an agent guards. Later wins: default, noclobber.properties, system properties, connection
     * properties, arguments of the agent.
     *
     * @param properties what the connection is opened with, left as it is, or {@code null}
     * @throws InvalidOptionException when an option is unknown or invalid, or the file cannot be read
     */
    public static Settings resolveForAgent(@Nullable Properties properties, AgentArguments arguments) {
        List<Layer> layers = layers(
                System.getProperties(),
                properties,
                Thread.currentThread().getContextClassLoader(),
                Settings.class.getClassLoader());
        layers.add(arguments.layer());
        return of(layers);
    }

    static Settings resolve(
            Properties system,
            @Nullable ConnectionUrl url,
            @Nullable Properties properties,
            @Nullable ClassLoader... loaders) {
        List<Layer> layers = layers(system, properties, loaders);
        if (url != null) {
            layers.add(url.layer());
        }
        return of(layers);
    }

    private static List<Layer> layers(
            Properties system, @Nullable Properties properties, @Nullable ClassLoader... loaders) {
        List<Layer> layers = new ArrayList<>();
        String named = system.getProperty(Layer.FILE_PROPERTY);
        Layer file = named == null ? OptionFile.readFromClassPath(loaders) : OptionFile.readNamed(named);
        if (file != null) {
            layers.add(file);
        }
        layers.add(Layer.ofSystem(system));
        if (properties != null) {
            layers.add(Layer.ofConnection(properties));
        }
        return layers;
    }

    /** The defaults, with {@code options} by their names without prefix; nothing else is asked. */
    public static Settings of(Map<String, String> options) {
        return of(List.of(new Layer("the options", List.copyOf(options.entrySet()))));
    }

    /** The defaults. */
    public static Settings defaults() {
        return of(List.of());
    }

    private static Settings of(List<Layer> layers) {
        Map<Option, Layer.Given> resolved = new EnumMap<>(DEFAULTS);
        layers.forEach(layer -> layer.addTo(resolved));
        return new Settings(resolved);
    }

    private static Map<Option, Layer.Given> readDefaults() {
        Map<Option, Layer.Given> defaults = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            String text = option.defaultText();
            if (text != null) {
                defaults.put(option, new Layer.Given(text, option.parse(text, "the defaults")));
            }
        }
        return defaults;
    }

    /** A copy of {@code properties} for the real driver: all but ours. */
    public static Properties forDriver(@Nullable Properties properties) {
        Properties copy = new Properties();
        if (properties == null) {
            return copy;
        }
        // the names include those of the defaults behind the properties, which an own copy would lose
        for (String name : properties.stringPropertyNames()) {
            copy.setProperty(name, properties.getProperty(name));
        }
        copy.putAll(properties);
        copy.keySet().removeIf(name -> name instanceof String text && text.startsWith(Option.PREFIX));
        return copy;
    }

    /** The same, but that what was read outside of any conversation is remembered for a transaction only. */
    public Settings forTransactions() {
        Map<Option, Layer.Given> changed = new EnumMap<>(Option.class);
        changed.putAll(options);
        Scope scope = scope().withoutConnection();
        changed.put(Option.SCOPE, new Layer.Given(scope.name().toLowerCase(Locale.ROOT), scope));
        return new Settings(changed);
    }

    /** The options that differ from their default, as the brackets of a URL would hold them; empty when none does. */
    public String describeNonDefaults() {
        List<String> described = new ArrayList<>();
        options.forEach((option, given) -> {
            Layer.Given otherwise = DEFAULTS.get(option);
            boolean same = otherwise != null
                    && (otherwise.value() == given.value() || otherwise.value().equals(given.value()));
            if (!same && !option.isForAgent()) {
                described.add(option.key() + "=" + (option.isSecret() ? "***" : given.text()));
            }
        });
        return String.join(";", described);
    }

    /** The class of the real driver, or {@code null} when it registers itself. */
    public @Nullable String driver() {
        return text(Option.DRIVER);
    }

    public Mode mode() {
        return value(Option.MODE, Mode.class);
    }

    public Scope scope() {
        return value(Option.SCOPE, Scope.class);
    }

    public Compare compare(@Nullable String schema, String table, String column) {
        return value(Option.COMPARE, CompareRules.class).find(schema, table, column);
    }

    /** Whether there is a column that may be compared in that way. */
    public boolean compares(Compare compare) {
        return value(Option.COMPARE, CompareRules.class).has(compare);
    }

    /** Whether the column is never compared. */
    public boolean excluded(@Nullable String schema, String table, String column) {
        return columns(Option.EXCLUDE).matches(schema, table, column);
    }

    /** Whether the column is one that changes with every write of its row. */
    public boolean version(@Nullable String schema, String table, String column) {
        return columns(Option.VERSION).matches(schema, table, column);
    }

    public Inexact inexact() {
        return value(Option.INEXACT, Inexact.class);
    }

    /** Whether the rows of the table are guarded. */
    public boolean tracks(@Nullable String schema, String table) {
        return find(Option.TABLES, TablePatterns.class, TablePatterns.ALL).matches(schema, table);
    }

    /** The columns of the key, in key order and as they were written, or an empty list when the catalog is to tell. */
    public List<String> key(@Nullable String schema, String table) {
        return find(Option.KEYS, KeyRules.class, KeyRules.NONE).find(schema, table);
    }

    public Handling noImage() {
        return value(Option.NO_IMAGE, Handling.class);
    }

    public Handling unparsed() {
        return value(Option.UNPARSED, Handling.class);
    }

    public AfterCall afterCall() {
        return value(Option.AFTER_CALL, AfterCall.class);
    }

    public OwnCheck ownCheck() {
        return value(Option.OWN_CHECK, OwnCheck.class);
    }

    public DeleteDeleted deleteDeleted() {
        return value(Option.DELETE_DELETED, DeleteDeleted.class);
    }

    public int imageRows() {
        return value(Option.IMAGE_ROWS, Integer.class);
    }

    public long imageBytes() {
        return value(Option.IMAGE_BYTES, Long.class);
    }

    public Duration imageAge() {
        return value(Option.IMAGE_AGE, Duration.class);
    }

    public Reread reread() {
        return value(Option.REREAD, Reread.class);
    }

    public boolean lockCheck() {
        return value(Option.LOCK_CHECK, Boolean.class);
    }

    public long conversationBytes() {
        return value(Option.CONVERSATION_BYTES, Long.class);
    }

    public Duration conversationIdle() {
        return value(Option.CONVERSATION_IDLE, Duration.class);
    }

    public Duration conversationAge() {
        return value(Option.CONVERSATION_AGE, Duration.class);
    }

    /** The class of the store of conversations, or {@code null} for the one that is found, or the memory of the JVM. */
    public @Nullable String conversationStore() {
        return text(Option.CONVERSATION_STORE);
    }

    /** Whether values of the column are masked in messages. */
    public boolean redacted(@Nullable String schema, String table, String column) {
        return columns(Option.REDACT).matches(schema, table, column);
    }

    public boolean messageValues() {
        return value(Option.MESSAGE_VALUES, Boolean.class);
    }

    public int messageLength() {
        return value(Option.MESSAGE_LENGTH, Integer.class);
    }

    public @Nullable String helpText() {
        return text(Option.HELP_TEXT);
    }

    public String changedState() {
        return value(Option.CHANGED_STATE, String.class);
    }

    public String deletedState() {
        return value(Option.DELETED_STATE, String.class);
    }

    public Duration diffTimeout() {
        return value(Option.DIFF_TIMEOUT, Duration.class);
    }

    /** Whether the agent refuses a connection that it cannot guard. */
    public boolean failClosed() {
        return value(Option.FAIL_CLOSED, Boolean.class);
    }

    /** The file to which the agent writes what it has seen, or {@code null}. */
    public @Nullable String report() {
        return text(Option.REPORT);
    }

    /** By what the agent tells to which conversation an HTTP request belongs. */
    public HttpConversation http() {
        return value(Option.HTTP, HttpConversation.class);
    }

    private @Nullable String text(Option option) {
        Layer.Given given = options.get(option);
        return given == null ? null : (String) given.value();
    }

    private ColumnPatterns columns(Option option) {
        return find(option, ColumnPatterns.class, ColumnPatterns.NONE);
    }

    private <T> T find(Option option, Class<T> type, T otherwise) {
        Layer.Given given = options.get(option);
        return given == null ? otherwise : type.cast(given.value());
    }

    /** The value of an option that has a default. */
    private <T> T value(Option option, Class<T> type) {
        return type.cast(
                Objects.requireNonNull(options.get(option), option.key()).value());
    }
}
