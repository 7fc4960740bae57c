package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Place;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says of each table of a schema what noclobber would do with it. Reads the catalog, and writes nothing. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Says of each table and view of a schema what noclobber would do with it: which key it has, which columns"
                        + " are compared and how, which cannot be. It reads the catalog only: no row is read, nothing is written.",
        footerHeading = "%nPrivileges needed:%n",
        footer = "  connect, and see the tables in the catalog. What a user may not see is not listed.")
final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionArguments connection;

    @Option(names = "--properties", paramLabel = "<file>", description = "Writes a noclobber.properties to begin with.")
    private @Nullable Path properties;

    @Option(names = "--overwrite", description = "Lets --properties replace a file that exists.")
    private boolean overwrite;

    @Option(names = "--wait", paramLabel = "<seconds>", defaultValue = "60", description = Awaited.DESCRIPTION)
    private int seconds;

    /** What was read. */
    private record Analysis(String product, List<TableAnalysis> tables) {}

    @Override
    public Integer call() throws CannotRunException {
        Awaited awaited = Awaited.byOption(seconds);
        if (properties != null && !overwrite && Files.exists(properties)) {
            throw new CannotRunException(existing(properties));
        }
        TargetDatabase target = connection.onlyRead();
        if (!target.options().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "Note: the options of noclobber in --url are left out of account: this is what it does without.");
        }
        try {
            Analysis analysis = awaited.during(() -> read(target, awaited));
            print(analysis, spec.commandLine().getOut());
            if (properties != null) {
                Files.writeString(
                        properties,
                        StartingProperties.of(analysis.product(), analysis.tables()),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        overwrite ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW);
                spec.commandLine().getOut().println("Written to " + properties + ".");
            }
            return Exit.CONFORMS.code();
        } catch (SQLException failed) {
            throw new CannotRunException(
                    "The catalog could not be read: " + target.secrets().hide(String.valueOf(failed.getMessage())),
                    failed);
        } catch (FileAlreadyExistsException meanwhile) {
            throw new CannotRunException(existing(properties), meanwhile);
        } catch (IOException failed) {
            throw new CannotRunException("The file " + properties + " cannot be written: " + failed, failed);
        }
    }

    private static String existing(@Nullable Path file) {
        return "The file " + file
                + " exists already, and what somebody has decided in it would be lost. Name another one"
                + " by --properties, or replace it by --overwrite.";
    }

    private static Analysis read(TargetDatabase target, Awaited awaited) throws SQLException, CannotRunException {
        Database database = target.open();
        try (Connection open = database.connect()) {
            beReadOnly(open);
            DatabaseMetaData metaData = open.getMetaData();
            String product = metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
            return new Analysis(product, analyze(open, database.place(), awaited));
        }
    }

    private static void print(Analysis analysis, PrintWriter out) {
        List<TableAnalysis> tables = analysis.tables();
        out.println("noclobber analysis of " + analysis.product() + ", " + tables.size() + " tables and views");
        for (TableAnalysis table : tables) {
            out.println();
            String except = table.verdict() == TableAnalysis.Verdict.PROTECTED_EXCEPT
                    ? " " + String.join(", ", table.excluded())
                    : "";
            out.println(table.name() + ": " + table.verdict() + except);
            table.lines().forEach(line -> out.println("  " + line));
        }
        out.println();
        for (TableAnalysis.Verdict verdict : TableAnalysis.Verdict.values()) {
            long count =
                    tables.stream().filter(table -> table.verdict() == verdict).count();
            out.printf(Locale.ROOT, "%5d %s%n", count, verdict);
        }
    }

    /** A hint only: nothing is written anyway. */
    private static void beReadOnly(Connection open) {
        try {
            open.setReadOnly(true);
        } catch (SQLException unknown) {
            return;
        }
    }

    private static List<TableAnalysis> analyze(Connection open, Place place, Awaited awaited) throws SQLException {
        Dialect dialect = Dialects.of(open);
        Catalog catalog = new Catalog(dialect, System::nanoTime);
        Lookup lookup = new Lookup(KeyOption.NONE);
        List<TableAnalysis> tables = new ArrayList<>();
        awaited.step("its tables were listed");
        for (List<NamePart> path : paths(open, place)) {
            awaited.step(
                    "the catalog was asked for " + path.get(path.size() - 1).text());
            Table table = catalog.find(open, lookup, path);
            if (table != null) {
                tables.add(TableAnalysis.of(
                        table, HidingCollations.of(open, table.name()), TableSize.of(open, table.name())));
            }
        }
        return tables;
    }

    private static List<List<NamePart>> paths(Connection open, Place place) throws SQLException {
        String schema = OwnObjects.schema(open, place);
        List<List<NamePart>> paths = new ArrayList<>();
        String catalog = open.getCatalog();
        DatabaseMetaData metaData = open.getMetaData();
        try (ResultSet rows = metaData.getTables(catalog, SearchPattern.of(metaData, schema), "%", null)) {
            while (rows.next()) {
                String type = String.valueOf(rows.getString("TABLE_TYPE"));
                boolean here = (schema == null || schema.equals(rows.getString("TABLE_SCHEM")))
                        && SearchPattern.isOf(catalog, rows.getString("TABLE_CAT"));
                if (here && !type.startsWith("SYSTEM") && (type.contains("TABLE") || type.contains("VIEW"))) {
                    String qualifier = rows.getString(place.isCatalog() ? "TABLE_CAT" : "TABLE_SCHEM");
                    List<NamePart> path = new ArrayList<>();
                    if (qualifier != null && !qualifier.isEmpty()) {
                        path.add(new NamePart(qualifier, true));
                    }
                    path.add(new NamePart(rows.getString("TABLE_NAME"), true));
                    paths.add(path);
                }
            }
        }
        return paths;
    }
}
