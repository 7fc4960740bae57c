package io.noclobber.store;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Rows and their keys as bytes: a mark, a version, what they hold, and a checksum of all that. Nothing of Java's own
 * serialisation, so that foreign bytes can make no object but those of {@link ValueForm}. Stateless.
 */
final class RowCodec {
    private static final int MARK = 0x4E43; // NC
    private static final int VERSION = 1;
    private static final int KEY = 1;
    private static final int ROW = 2;
    private static final int CHECKSUM_BYTES = 4;

    private RowCodec() {}

    static byte[] encode(StoredKey key) {
        ByteWriter out = begin(KEY);
        write(out, key);
        return end(out);
    }

    static byte[] encode(StoredRow row) {
        ByteWriter out = begin(ROW);
        write(out, row.key());
        out.flag(row.isDoubtful());
        RowImage older = row.image().older();
        out.flag(older != null);
        write(out, row.image());
        if (older != null) {
            write(out, older);
        }
        return end(out);
    }

    private static ByteWriter begin(int kind) {
        ByteWriter out = new ByteWriter();
        out.fixed(MARK, 2);
        out.fixed(VERSION, 1);
        out.fixed(kind, 1);
        return out;
    }

    private static byte[] end(ByteWriter out) {
        out.fixed(checksum(out.bytes(), out.length()), CHECKSUM_BYTES);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    private static void write(ByteWriter out, StoredKey key) {
        out.text(key.database());
        TableName table = key.key().table();
        out.optionalText(table.catalog());
        out.optionalText(table.schema());
        out.text(table.name());
        List<Object> values = key.key().values();
        out.number(values.size());
        for (Object value : values) {
            ValueForm.write(out, value);
        }
    }

    private static void write(ByteWriter out, RowImage image) {
        RowShape shape = image.shape();
        out.text(shape.statement());
        names(out, shape.columns());
        names(out, shape.inexact());
        out.fixed(image.readAtMillis(), Long.BYTES);
        for (int i = 0; i < shape.columns().size(); i++) {
            ValueForm.write(out, image.value(i));
        }
    }

    private static void names(ByteWriter out, List<ColumnName> columns) {
        out.number(columns.size());
        for (ColumnName column : columns) {
            out.text(column.name());
        }
    }

    static StoredRow decode(byte[] bytes) {
        ByteReader in = check(bytes);
        try {
            StoredRow row = readRow(in);
            in.end();
            return row;
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException contradicts) {
            throw new StoreFormatException(
                    "The bytes are no row that noclobber has stored: they contradict themselves", contradicts);
        }
    }

    private static ByteReader check(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 4 || new ByteReader(bytes, length).fixed(2) != MARK) {
            throw new StoreFormatException("The bytes (" + bytes.length
                    + ") are no row that noclobber has stored: they do not begin like one");
        }
        ByteReader in = new ByteReader(bytes, length);
        in.fixed(2);
        long version = in.fixed(1);
        if (version != VERSION) {
            throw new StoreFormatException("The row was stored in version " + version
                    + " of the format; this release of noclobber knows version " + VERSION
                    + ". Let all JVMs that share the store run the same release");
        }
        if (in.fixed(1) != ROW) {
            throw new StoreFormatException("The bytes are not those of a row: they are those of its key");
        }
        ByteReader end = new ByteReader(bytes, bytes.length);
        end.skip(length);
        if (end.fixed(CHECKSUM_BYTES) != checksum(bytes, length)) {
            throw new StoreFormatException("The bytes of a stored row are damaged: their checksum is another");
        }
        return in;
    }

    private static StoredRow readRow(ByteReader in) {
        String database = in.text();
        TableName table = new TableName(in.optionalText(), in.optionalText(), in.text());
        Object[] keyValues = new Object[in.count()];
        for (int i = 0; i < keyValues.length; i++) {
            Object value = ValueForm.read(in);
            if (value == null) {
                throw new StoreFormatException("The key of a stored row is NULL");
            }
            keyValues[i] = value;
        }
        RowKey key = RowKey.of(table, keyValues);
        boolean doubtful = in.flag();
        boolean hasOlder = in.flag();
        RowImage image = readImage(in, key);
        return StoredRow.of(database, hasOlder ? image.over(readImage(in, key)) : image, doubtful);
    }

    private static RowImage readImage(ByteReader in, RowKey key) {
        String statement = in.text();
        List<ColumnName> columns = readNames(in, key.table());
        RowShape shape = new RowShape(key.table(), columns, statement, readNames(in, key.table()));
        long readAt = in.fixed(Long.BYTES);
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ValueForm.read(in);
        }
        return RowImage.of(shape, key, values, readAt);
    }

    private static List<ColumnName> readNames(ByteReader in, TableName table) {
        int size = in.count();
        List<ColumnName> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add(new ColumnName(table, in.text()));
        }
        return names;
    }
}
