package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** In a database on disk that compresses its large objects. */
class HsqldbCompressedObjectTest extends HsqldbLargeObjectTest {
    @TempDir
    private static Path directory;

    @Override
    protected Database variant(Database database) {
        return new Database(
                database.engine(),
                "jdbc:hsqldb:file:" + directory.resolve("compressed") + ";hsqldb.lob_compressed=true;shutdown=true",
                "SA",
                "",
                database.dataSource());
    }
}
