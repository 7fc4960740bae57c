package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the own writes of the current transaction did to the images. Confined to the lock of its store.
 *
 * <p>The images are changed in place. A write logs before it changes anything, a read does not: so a
 * rollback undoes what writes did, together with the reads that came after them, and leaves the reads
 * that came before. A limit may take any image meanwhile; the log does not depend on it.
 */
final class Overlay {
    private final Map<RowKey, Hold> holds = new LinkedHashMap<>();
    private final Marks marks = new Marks();
    private final UndoLog log;
    private final Images images;
    private final Drops drops;

    Overlay(ImageLimits limits, Images images, Drops drops) {
        this.log = new UndoLog(limits);
        this.images = images;
        this.drops = drops;
    }

    UndoLog log() {
        return log;
    }

    boolean isEmpty() {
        return holds.isEmpty();
    }

    boolean holds(RowKey key) {
        return holds.containsKey(key);
    }

    /** The keys of the rows whose stored values are not known, those without an image among them. */
    List<RowKey> unknown() {
        List<RowKey> keys = new ArrayList<>();
        holds.forEach((key, hold) -> {
            if (!hold.known()) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Logs what is known of a row before an own write changes it, and holds the row. */
    void hold(RowKey key, boolean known, long now) {
        Hold before = holds.get(key);
        if (before != null && log.reaches(before.undo())) {
            holds.put(key, before.withKnown(known));
            return;
        }
        holds.put(key, new Hold(known, log.end()));
        log.add(new Undo.Row(key, images.find(key, now), before));
        bound();
    }

    /** An image is about to be put over {@code before}. */
    void reading(RowImage image, @Nullable RowImage before) {
        RowKey key = image.key();
        Hold hold = holds.isEmpty() ? null : holds.get(key);
        if (hold != null && (before == null || image.covers(before))) {
            holds.put(key, hold.withKnown(true));
        }
        if (before == null
                && !marks.isEmpty()
                && marks.latest(key.table()) instanceof Undo.Inserted inserted
                && (hold == null || hold.undo() < inserted.position())
                && inserted.seen().add(key)) {
            log.grow(Undo.BYTES);
            bound();
        }
    }

    /** The images in {@code forgotten} have left, and any row of {@code table}, or of all, may be changed. */
    void forgot(@Nullable TableName table, List<RowImage> forgotten) {
        boolean logged = marks.latest(table) instanceof Undo.Forgotten mark && log.reaches(mark.position());
        if (!logged) {
            for (RowImage image : forgotten) {
                log.add(new Undo.Row(image.key(), image, holds.get(image.key())));
            }
            mark(new Undo.Forgotten(table, log.end(), marks.own(table)));
        }
    }

    /** A row was inserted into {@code table}. */
    void inserted(TableName table) {
        Undo.Mark latest = marks.latest(table);
        if (latest == null || !log.reaches(latest.position())) {
            mark(new Undo.Inserted(table, log.end(), marks.own(table)));
        }
    }

    private void mark(Undo.Mark mark) {
        log.add(mark);
        marks.set(mark);
        bound();
    }

    private void bound() {
        if (log.isOver()) {
            log.collapse();
            marks.clear();
            dropUnknown(DropReason.NOT_UNDONE);
            holds.clear();
        }
    }

    /** Drops the images of rows whose stored values are not known. */
    void dropUnknown(DropReason why) {
        for (RowKey key : unknown()) {
            if (images.remove(key) != null) {
                drops.add(1, why);
            }
        }
    }

    void rollbackTo(Object token) {
        if (!log.rollbackTo(token, this::undo)) {
            forgetBlurred();
        }
    }

    void rollback() {
        if (!log.rollback(this::undo)) {
            forgetBlurred();
        }
    }

    private void undo(Undo undo) {
        if (undo instanceof Undo.Row row) {
            images.remove(row.key());
            if (row.before() != null) {
                images.put(row.before());
            }
            if (row.hold() == null) {
                holds.remove(row.key());
            } else {
                holds.put(row.key(), row.hold());
            }
        } else if (undo instanceof Undo.Mark mark) {
            marks.undo(mark);
            if (mark instanceof Undo.Inserted inserted) {
                inserted.seen().forEach(images::remove);
            } else {
                images.removeAll(mark.table());
            }
        }
    }

    private void forgetBlurred() {
        for (TableName table : log.blurred()) {
            drops.add(images.removeAll(table).size(), DropReason.NOT_UNDONE);
        }
        marks.clear();
        holds.clear();
    }

    /** What is stored is not known of any row held. */
    void doubt() {
        holds.replaceAll((key, hold) -> hold.withKnown(false));
    }

    /** What protected the rows written may be gone; a rollback is undone all the same. */
    void endHolds() {
        holds.clear();
    }

    /** Whether there is anything that a rollback would undo. */
    boolean hasWritten() {
        return !holds.isEmpty() || log.size() > 0;
    }

    /** The images of everything written leave: it may have been undone or not. */
    void forgetWritten() {
        log.collapse();
        for (TableName table : log.blurred()) {
            drops.add(images.removeAll(table).size(), DropReason.UNKNOWN_EFFECT);
        }
    }

    /** Ends the transaction: what is in the images now stays. */
    void end() {
        holds.clear();
        marks.clear();
        log.clear();
    }
}
