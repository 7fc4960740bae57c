package io.noclobber.observe;

import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.util.Map;

/**
 * What was counted up to one moment. Immutable.
 *
 * @param connections connections opened
 * @param leasesEnded times that a connection with something to forget went back to its pool
 * @param tables what was counted by table
 * @param elsewhere what was counted for statements whose table is not known, and for tables beyond the limit
 * @param imagesDropped rows forgotten before their scope ended, by reason
 * @param notAnalysed statements that were not understood, by reason
 * @param columnsExcluded columns that were read and cannot be compared, with the reason; the first 10,000
 * @param unnoticed which changes neither the database nor a guard can notice, by the name of the database
 */
public record GuardCounts(
        long connections,
        long leasesEnded,
        Map<TableName, TableCounts> tables,
        TableCounts elsewhere,
        Map<String, Long> imagesDropped,
        Map<String, Long> notAnalysed,
        Map<ColumnName, String> columnsExcluded,
        Map<String, String> unnoticed) {

    public GuardCounts {
        tables = Map.copyOf(tables);
        imagesDropped = Map.copyOf(imagesDropped);
        notAnalysed = Map.copyOf(notAnalysed);
        columnsExcluded = Map.copyOf(columnsExcluded);
        unnoticed = Map.copyOf(unnoticed);
    }
}
