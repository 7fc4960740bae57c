package io.noclobber.internal.image;

import java.time.Duration;

/**
 * How much one connection remembers. The log that undoes own writes has the same bounds once more.
 * Immutable.
 *
 * @param rows the most rows
 * @param bytes the most bytes, as {@link io.noclobber.row.RowImage#weigh()} estimates them
 * @param age how long after it was read an image is remembered
 */
public record ImageLimits(long rows, long bytes, Duration age) {

    public ImageLimits {
        if (rows < 0 || bytes < 0 || age.isNegative()) {
            throw new IllegalArgumentException("limits of images are never negative: " + rows + " rows, " + bytes
                    + " bytes, " + age + "; give 0 to remember nothing");
        }
    }
}
