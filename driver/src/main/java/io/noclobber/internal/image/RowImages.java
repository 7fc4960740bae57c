package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of rows by reading them, and what own writes do to that. Thread-safe. */
public interface RowImages {
    /** Whether nothing is remembered, so that no write can be guarded. Own writes must be told all the same. */
    boolean isEmpty();

    /** Whether there is an image of any row of {@code table}. */
    boolean holds(TableName table);

    /** The tables of which there are images. */
    List<TableName> tables();

    /** The keys of the rows of {@code table} of which there are images. Looks at all images: for rare questions. */
    List<RowKey> keys(TableName table);

    /** The images of rows of {@code table}, as {@link #find} gives them. Looks at all images: for rare questions. */
    List<RowImage> images(TableName table);

    /**
     * The image of a row, or {@code null} when there is none.
     *
     * <p>Of a row that is {@link #held} and among {@link #unconfirmed()} it is what was known before the
     * own write, to tell which columns are needed; nothing may be compared with it.
     */
    @Nullable RowImage find(RowKey key);

    /** Whether an own write of the current transaction protects the row, so that the next needs no guard. */
    boolean held(RowKey key);

    /** Whether what is known of the row may have been read of an own insert that was rolled back: then the row is not there. */
    boolean isDoubtful(RowKey key);

    /** Whether the image of a row is not older than the own writes of the current transaction. */
    boolean isKnown(RowKey key);

    /** Whether what is known outlives the transaction, so that it must be right after it. */
    boolean outlivesTransaction();

    /** The application has read a row. */
    void read(RowImage image);

    /**
     * The application has read a row.
     *
     * @param before is told what was known of it, if anything was; at the latest by {@link #settle}
     */
    default void read(RowImage image, Consumer<RowImage> before) {
        RowImage known = find(image.key());
        if (known != null) {
            before.accept(known);
        }
        read(image);
    }

    /** The rows of a result have been read: whoever shares what is known of them may know now. */
    default void settle() {}

    /**
     * Two keys turned out to be spellings of one row's. What is known by {@code older} is known by {@code newer} from here on.
     */
    void joined(RowKey newer, RowKey older);

    /**
     * The image of a row in another form, if there is one: without columns that are not there any more, or with what an older
     * result has shown of it. Not a read: what is known of own writes stays as it is.
     */
    void replaced(RowImage image);

    /** An own write of one row did {@code work}, and what it stored is not known. */
    void wrote(RowKey key, OwnWork work);

    /** An own write of one row did {@code work} and stored {@code stored}, which covers all columns of the image. */
    void wrote(RowKey key, OwnWork work, RowImage stored);

    /** An own write did {@code work} to one row, or left it alone. */
    void mayHaveWritten(RowKey key, OwnWork work);

    /** An own write deleted one row. */
    void deleted(RowKey key);

    /**
     * An own insert put rows of unknown keys into {@code table}. What is known stays known; rows read
     * from now on for the first time may be these, so a rollback leaves them {@link #isDoubtful doubtful}.
     */
    void inserted(TableName table);

    /** The row, which was just read, may be one that was never there for others: its inserting was undone. */
    void doubt(RowKey key);

    /** An own write may have done {@code work} to any row of {@code table}. */
    void forget(TableName table, OwnWork work, DropReason why);

    /** An own write may have changed any row of any table. */
    void forgetAll(DropReason why);

    /** The rows whose stored values must be read, in this transaction, for their images to outlive it. */
    List<RowImage> unconfirmed();

    /** The re-read of a row found {@code stored}; covers all columns of the image. Means nothing once the write is undone. */
    void confirmed(RowKey key, RowImage stored);

    /** The re-read of a row failed or found nothing. */
    void lost(RowKey key);

    /** Whether there are own writes that are neither committed nor rolled back. */
    boolean hasWritten();

    /** What the rows held now store is not known any more. */
    void doubtWritten();
}
