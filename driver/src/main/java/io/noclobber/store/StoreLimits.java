package io.noclobber.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a store keeps. Immutable.
 *
 * @param bytes the most bytes of all conversations
 * @param idle how long a conversation is kept that nobody uses
 * @param age how long a row is kept after it was read
 * @param rows the most rows of one conversation
 * @param conversationBytes the most bytes of one conversation
 */
public record StoreLimits(long bytes, Duration idle, Duration age, long rows, long conversationBytes) {

    public StoreLimits {
        Objects.requireNonNull(idle, "idle");
        Objects.requireNonNull(age, "age");
        if (bytes < 0 || rows < 0 || conversationBytes < 0 || idle.isNegative() || age.isNegative()) {
            throw new IllegalArgumentException(
                    "limits of a store are never negative: " + bytes + " bytes, " + idle + " idle, " + age + " of age, "
                            + rows + " rows and " + conversationBytes + " bytes a conversation");
        }
    }
}
