package io.noclobber.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import io.noclobber.row.ValueDigest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RowCodecTest {
    private static final int ROWS = 2_000;

    /** A value of each form, made by a seed. */
    private static @Nullable Object value(ValueForm form, Random random) {
        LocalDateTime moment = LocalDateTime.of(
                LocalDate.ofEpochDay(random.nextInt(2_000_000) - 1_000_000),
                LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(36 * 3600 + 1) - 18 * 3600);
        return switch (form) {
            case NULL -> null;
            case NOT_READ -> RowImage.NOT_READ;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> (byte) random.nextInt();
            case SHORT -> (short) random.nextInt();
            case INTEGER -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> Float.intBitsToFloat(random.nextInt() & 0x7F7F_FFFF);
            case DOUBLE -> random.nextBoolean() ? random.nextGaussian() : -0.0;
            case DECIMAL ->
                new BigDecimal(new BigInteger(random.nextInt(200), random).negate(), random.nextInt(80) - 40);
            case WHOLE -> new BigInteger(random.nextInt(300), random).negate();
            case TEXT -> text(random);
            case BYTES -> bytes(random);
            case DATE -> moment.toLocalDate();
            case TIME -> moment.toLocalTime();
            case DATE_TIME -> moment;
            case OFFSET_TIME -> OffsetTime.of(moment.toLocalTime(), offset);
            case OFFSET_DATE_TIME -> OffsetDateTime.of(moment, offset);
            case DURATION -> Duration.ofSeconds(random.nextLong() >> 8, random.nextInt(1_000_000_000));
            case PERIOD -> Period.of(random.nextInt(), random.nextInt(), random.nextInt());
            case INSTANT -> moment.toInstant(offset);
            case UNIQUE_ID -> new UUID(random.nextLong(), random.nextLong());
            case DIGEST ->
                new ValueDigest(
                        random.nextLong(),
                        random.nextBoolean() ? ValueDigest.Unit.BYTES : ValueDigest.Unit.CHARACTERS,
                        "9f86d081884c7d65");
            case SQL_DATE -> new Date(random.nextInt());
            case SQL_TIME -> new Time(random.nextInt());
            case SQL_TIMESTAMP -> Timestamp.valueOf(moment);
        };
    }

    /** Narrow and wide characters, half surrogate pairs, and none. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int most = random.nextBoolean() ? 0x100 : 0x1_0000;
        for (int i = random.nextInt(300); i > 0; i--) {
            text.append((char) random.nextInt(most));
        }
        return text.toString();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static RowImage image(RowKey key, int columns, Random random) {
        List<ColumnName> names = new ArrayList<>();
        List<ColumnName> inexact = new ArrayList<>();
        @Nullable Object[] values = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
            ValueForm form = ValueForm.values()[random.nextInt(ValueForm.values().length)];
            names.add(new ColumnName(key.table(), "C" + i + form));
            values[i] = value(form, random);
        }
        if (random.nextBoolean()) {
            inexact.add(new ColumnName(key.table(), "größe"));
        }
        RowShape shape = new RowShape(key.table(), names, "SELECT " + text(random), inexact);
        return RowImage.of(shape, key, values, random.nextLong());
    }

    private static StoredRow row(Random random) {
        TableName table = new TableName(
                random.nextBoolean() ? null : "catalog",
                random.nextBoolean() ? null : "Schéma",
                "T" + random.nextInt(9));
        Object[] values = new Object[1 + random.nextInt(3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? (Object) random.nextInt() : "key " + text(random);
        }
        RowKey key = RowKey.of(table, values);
        RowImage image = image(key, random.nextInt(12), random);
        if (random.nextInt(3) == 0) {
            image = image.over(image(key, 20, random));
        }
        return StoredRow.of("database", image, random.nextBoolean());
    }

    private static void assertSame(RowImage read, RowImage written) {
        assertThat(read.shape()).isEqualTo(written.shape());
        assertThat(read.key()).isEqualTo(written.key());
        assertThat(read.readAtMillis()).isEqualTo(written.readAtMillis());
        for (int i = 0; i < written.shape().columns().size(); i++) {
            Object value = written.value(i);
            if (value == RowImage.NOT_READ || value == null) {
                assertThat(read.value(i)).isSameAs(value);
            } else {
                assertThat(read.value(i)).isEqualTo(value).hasSameClassAs(value);
            }
        }
    }

    @Test
    void rows_ofAnyValues_comeBackAsTheyWere() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < ROWS; i++) {
            StoredRow written = row(random);
            StoredRow read = StoredRow.of(written.bytes().clone());
            assertThat(read.key()).as("seed %d, row %d", seed, i).isEqualTo(written.key());
            assertThat(read.key().bytes()).isEqualTo(written.key().bytes());
            assertThat(read.isDoubtful()).isEqualTo(written.isDoubtful());
            assertSame(read.image(), written.image());
            RowImage older = written.image().older();
            if (older == null) {
                assertThat(read.image().older()).isNull();
            } else {
                assertSame(read.image().older(), older);
            }
            assertThat(read.bytes()).isEqualTo(written.bytes());
        }
    }

    /** A number that is given anew would make other values of what was stored before. */
    @ParameterizedTest
    @EnumSource
    void numbers_ofForms_areTheirPlaces(ValueForm form) {
        assertThat(form.number()).isEqualTo(form.ordinal());
    }

    @Test
    void values_withoutAForm_areRefusedByTheirClass() {
        RowKey key = RowKey.of(new TableName(null, null, "T"), 1);
        RowShape shape = new RowShape(key.table(), List.of(new ColumnName(key.table(), "A")), "SELECT A FROM T");
        StoredRow row = StoredRow.of("database", RowImage.of(shape, key, new Object[] {new AtomicInteger()}, 0), false);

        assertThatThrownBy(row::bytes)
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining(AtomicInteger.class.getName());
    }

    @Test
    void bytes_cutShortAnywhere_giveAClearError() {
        byte[] whole = row(new Random(1)).bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StoredRow.of(cut)).isInstanceOf(StoreFormatException.class);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> StoredRow.of(longer)).isInstanceOf(StoreFormatException.class);
    }

    @Test
    void bytes_changedAnywhere_giveAClearError() {
        byte[] whole = row(new Random(2)).bytes();
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> StoredRow.of(changed)).isInstanceOf(StoreFormatException.class);
        }
    }

    /** What is damaged and then given the right checksum is foreign: no exception but ours, and no memory without end. */
    @Test
    void bytes_ofForeigners_giveAClearErrorOrARow() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] foreign = RowCodecChecksum.renewed(damaged(row(random).bytes(), random));
            assertThatCode(() -> {
                        try {
                            StoredRow.of(foreign);
                        } catch (StoreFormatException clear) {
                            assertThat(clear).hasMessageMatching("(?s)[A-Z].*");
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = 0; i < 3; i++) {
            damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
        }
        return damaged;
    }

    @Test
    void version_ofAnotherRelease_isNamed() {
        byte[] bytes = row(new Random(4)).bytes().clone();
        bytes[2] = 9;
        assertThatThrownBy(() -> StoredRow.of(RowCodecChecksum.renewed(bytes)))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("version 9")
                .hasMessageContaining("version 1");
    }

    @Test
    void bytes_ofAKey_areNoRow() {
        StoredRow row = row(new Random(5));
        assertThatThrownBy(() -> StoredRow.of(row.key().bytes()))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("key");
    }

    /** Gives bytes the checksum that they should have. */
    private static final class RowCodecChecksum {
        static byte[] renewed(byte[] bytes) {
            java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
            checksum.update(bytes, 0, bytes.length - 4);
            byte[] renewed = bytes.clone();
            for (int i = 0; i < 4; i++) {
                renewed[bytes.length - 1 - i] = (byte) (checksum.getValue() >>> 8 * i);
            }
            return renewed;
        }
    }
}
