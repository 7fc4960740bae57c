package io.noclobber.benchmarks;

import io.noclobber.conformance.database.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What processes took that connected for the first time, in milliseconds.
 *
 * @param connect until the connection was there
 * @param readAndWrite from then on until the first row was read, written and committed
 */
record FirstConnections(Map<Variant, Double> connect, Map<Variant, Double> readAndWrite) {
    static final List<Variant> VARIANTS = List.of(Variant.BARE, Variant.NOCLOBBER, Variant.P6SPY);

    /** Starts processes of each variant in turn. The tables are there already unless they live in the process. */
    static FirstConnections measure(Database database, Effort effort) throws IOException, SQLException {
        Map<Variant, double[]> connect = new EnumMap<>(Variant.class);
        Map<Variant, double[]> readAndWrite = new EnumMap<>(Variant.class);
        for (Variant variant : VARIANTS) {
            connect.put(variant, new double[effort.processes()]);
            readAndWrite.put(variant, new double[effort.processes()]);
        }
        String url = Application.ownTables(Variant.BARE, database.url(), database.user(), database.password());
        for (int i = 0; i < effort.processes(); i++) {
            for (Variant variant : VARIANTS) {
                try (ChildProcess process = ChildProcess.start(
                        FirstConnection.class, variant.name(), url, database.user(), database.password())) {
                    String[] micros = process.answer().split(" ");
                    connect.get(variant)[i] = Double.parseDouble(micros[0]) / 1_000;
                    readAndWrite.get(variant)[i] = Double.parseDouble(micros[1]) / 1_000;
                }
            }
        }
        return new FirstConnections(medians(connect), medians(readAndWrite));
    }

    private static Map<Variant, Double> medians(Map<Variant, double[]> values) {
        Map<Variant, Double> medians = new EnumMap<>(Variant.class);
        values.forEach((variant, each) -> medians.put(variant, Quantile.of(0.5, each)));
        return medians;
    }
}
