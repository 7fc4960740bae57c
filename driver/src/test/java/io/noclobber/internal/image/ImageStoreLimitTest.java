package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a store keeps within its limits. */
class ImageStoreLimitTest extends Stores {
    @Test
    void limits_negative_areRefused() {
        assertThatThrownBy(() -> new ImageLimits(-1, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 rows");
        assertThatThrownBy(() -> new ImageLimits(0, -1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageLimits(0, 0, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_moreRowsThanTheLimit_dropsTheLeastRecentlyRead() {
        ImageStore store = store(new ImageLimits(2, 1_000_000, Duration.ofHours(1)));
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "a"));
        store.read(wide(ORDER, "OPEN", "a"));
        store.find(OTHER);
        store.read(line("1"));
        assertThat(store.find(OTHER)).isNull();
        assertThat(store.find(ORDER)).isNotNull();
        assertThat(dropped).containsExactly("1 ROWS");
    }

    @Test
    void read_moreBytesThanTheLimit_dropsTheLeastRecentlyRead() {
        ImageStore store = store(new ImageLimits(1_000, 2_000, Duration.ofHours(1)));
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(wide(OTHER, "OPEN", "x".repeat(1_700)));
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(OTHER)).isNotNull();
        store.read(wide(ORDER, "OPEN", "x".repeat(5_000)));
        assertThat(store.isEmpty()).isTrue();
        assertThat(dropped).containsExactly("1 BYTES", "2 BYTES");
        assertThat(store.footprint().bytes()).isZero();
    }

    @Test
    void find_imageTooOld_isNullAndCounted() {
        ImageStore store = store(new ImageLimits(1_000, 1_000_000, Duration.ofMillis(100)));
        store.read(wide(ORDER, "OPEN", "a"));
        now += 100;
        assertThat(store.find(ORDER)).isNotNull();
        now++;
        assertThat(store.find(ORDER)).isNull();
        assertThat(dropped).containsExactly("1 AGE");
    }

    @Test
    void find_onlyWhatIsBehindIsTooOld_losesThat() {
        ImageStore store = store(new ImageLimits(1_000, 1_000_000, Duration.ofMillis(100)));
        store.read(wide(ORDER, "OPEN", "a"));
        now += 80;
        store.read(narrow(ORDER, "OPEN"));
        now += 80;
        RowImage found = store.find(ORDER);
        assertThat(found).isNotNull();
        assertThat(found.older()).isNull();
        assertThat(dropped).containsExactly("1 AGE");
    }

    @Test
    void read_eldestIsTooOld_dropsItForItsAge() {
        ImageStore store = store(new ImageLimits(1_000, 1_000_000, Duration.ofMillis(100)));
        store.read(wide(ORDER, "OPEN", "a"));
        now += 101;
        store.read(wide(OTHER, "OPEN", "a"));
        assertThat(store.footprint().rows()).isEqualTo(1);
        assertThat(dropped).containsExactly("1 AGE");
    }

    @Test
    void rollback_imageLeftByLimitAfterTheWrite_isRestored() {
        ImageStore store = store(new ImageLimits(1, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        RowImage read = wide(ORDER, "OPEN", "a");
        store.read(read);
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(line("1"));
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isTrue();
        assertThat(store.unconfirmed()).isEmpty();
        store.rollback();
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(store.footprint().rows()).isEqualTo(1);
    }

    @Test
    void rollback_imageLeftByLimitBeforeTheWrite_staysAway() {
        ImageStore store = store(new ImageLimits(1, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        store.read(wide(ORDER, "OPEN", "a"));
        store.read(line("1"));
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
    }

    @Test
    void rollback_moreWritesThanCanBeUndone_forgetsTheirTables() {
        ImageStore store = store(new ImageLimits(3, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        RowImage item = line("1");
        store.read(item);
        store.read(wide(ORDER, "OPEN", "a"));
        for (long id = 1; id <= 4; id++) {
            store.wrote(RowKey.of(ORDERS, id), OwnWork.UNKNOWN);
        }
        assertThat(store.footprint().undoEntries()).isZero();
        store.read(wide(ORDER, "SHIPPED", "b"));
        store.rollback();
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.find(ITEM)).isSameAs(item);
        assertThat(dropped).containsExactly("1 NOT_UNDONE", "1 NOT_UNDONE");
    }

    @Test
    void rollbackTo_savepointAfterTheLogOverflowed_isStillExact() {
        ImageStore store = store(new ImageLimits(3, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        for (long id = 1; id <= 4; id++) {
            store.wrote(RowKey.of(ORDERS, id), OwnWork.UNKNOWN);
        }
        RowImage read = wide(ORDER, "SHIPPED", "b");
        store.read(read);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN);
        store.rollbackTo("s");
        assertThat(store.find(ORDER)).isSameAs(read);
        assertThat(dropped).isEmpty();
    }

    @Test
    void release_savepointThatLeftByLimit_endsAllThatAreKnown() {
        ImageStore store = store(new ImageLimits(2, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        store.savepoint("s");
        store.savepoint("released");
        store.read(wide(ORDER, "OPEN", "a"));
        store.wrote(ORDER, OwnWork.UNKNOWN, wide(ORDER, "SHIPPED", "b"));
        store.savepoint("s");
        store.savepoint("last");
        store.release("released");
        store.rollbackTo("s"); // the first, which has left: the second ended with the released one
        assertThat(store.find(ORDER)).isNull();
        assertThat(store.held(ORDER)).isFalse();
        assertThat(dropped).containsExactly("1 NOT_UNDONE");
    }

    @Test
    void wrote_sameRowManyTimes_logsOnce() {
        ImageStore store = transaction();
        for (int i = 0; i < 10_000; i++) {
            store.wrote(ORDER, OwnWork.UNKNOWN);
        }
        assertThat(store.footprint().undoEntries()).isEqualTo(1);
        store.savepoint("s");
        store.wrote(ORDER, OwnWork.UNKNOWN);
        assertThat(store.footprint().undoEntries()).isEqualTo(2);
    }
}
