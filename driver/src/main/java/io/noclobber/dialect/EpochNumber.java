package io.noclobber.dialect;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;

/** Points in time as the number of parts of a second since 1970. Stateless. */
final class EpochNumber {
    private static final OffsetDateTime EPOCH = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final int NANOS = 1_000_000_000;

    private EpochNumber() {}

    static OffsetDateTime ofMicroseconds(long number) {
        return EPOCH.plus(number, ChronoUnit.MICROS);
    }

    /** Of an {@link OffsetDateTime}, or of a {@link LocalDateTime} as if it were in UTC. */
    static long microseconds(Temporal time) {
        LocalDateTime utc = time instanceof OffsetDateTime zoned
                ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : (LocalDateTime) time;
        return count(utc, 1_000_000);
    }

    static long nanoseconds(LocalDateTime time) {
        return count(time, NANOS);
    }

    private static long count(LocalDateTime time, int parts) {
        long seconds = time.toEpochSecond(ZoneOffset.UTC);
        long rest = time.get(ChronoField.NANO_OF_SECOND) / (NANOS / parts);
        // the first second that can be counted is not counted whole
        return seconds < 0 ? (seconds + 1) * parts + rest - parts : seconds * parts + rest;
    }
}
