package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the own writes of the current transaction did to the images. Confined to the lock of its store.
 *
 * <p>The images are changed in place. A write logs before it changes anything, a read does not: so a
 * rollback undoes what writes did, also where a later read has seen it, and leaves what else was read. A limit may take any image meanwhile; the log does not depend on it.
 */
final class Overlay {
    private final Map<RowKey, Hold> holds = new LinkedHashMap<>();
    private final Marks marks = new Marks();
    private final UndoLog log;
    private final Images images;
    private final Drops drops;

    /** Where the log ended when a row that is held was lost last. */
    private long lost;

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

    /** Whether an own write has put rows of unknown keys into the table, or may have changed any of it. */
    boolean isMarked(TableName table) {
        return marks.latest(table) != null || log.blurs(table);
    }

    /** Whether no own write has left the row in a state that is not known. */
    boolean knows(RowKey key) {
        Hold hold = holds.isEmpty() ? null : holds.get(key);
        return hold == null || hold.known();
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

    /** Logs what is known of a row before an own write does {@code work} to it, and holds the row. */
    void hold(RowKey key, OwnWork work, boolean known, long now) {
        Hold before = holds.get(key);
        RowImage image = images.find(key, now);
        if (before != null && log.reaches(before.undo()) && !marks.isAfter(before.undo(), key.table())) {
            Undo.Row logged = (Undo.Row) log.at(before.undo());
            if (logged.restored(image) == logged.before()) {
                holds.put(key, before.withKnown(known));
                images.certain(key);
                log.replace(before.undo(), logged.and(work));
                return;
            }
        }
        holds.put(key, new Hold(known, log.end()));
        log.add(new Undo.Row(key, image, before, work, images.isDoubtful(key)));
        images.certain(key);
        bound();
    }

    /** Logs what is known of a row to which an own write may do {@code work}, or may not. */
    void touched(RowKey key, OwnWork work, long now) {
        log.add(new Undo.Row(key, images.find(key, now), holds.get(key), work, images.isDoubtful(key)));
        bound();
    }

    /** An image is about to be put over {@code before}. */
    void reading(RowImage image, @Nullable RowImage before) {
        RowKey key = image.key();
        Hold hold = holds.isEmpty() ? null : holds.get(key);
        if (hold != null && (before == null || image.covers(before))) {
            holds.put(key, hold.withKnown(true));
        }
        if (!marks.isEmpty() && (before == null || images.isDoubtful(key))) {
            see(key);
        }
    }

    /** The row was not known before, so it may be one that an own write has inserted. */
    private void see(RowKey key) {
        if (marks.latest(key.table()) instanceof Undo.Inserted inserted
                && !wasKnown(key, inserted)
                && inserted.seen().add(key)) {
            log.grow(Undo.BYTES);
            bound();
        }
    }

    /** Whether the row was known when an own write that came after the insert changed it. */
    private boolean wasKnown(RowKey key, Undo.Inserted inserted) {
        Hold hold = holds.get(key);
        while (hold != null && hold.undo() > inserted.position()) {
            Undo.Row row = (Undo.Row) log.at(hold.undo());
            if (row.before() != null) {
                return true;
            }
            hold = row.hold();
        }
        return false;
    }

    /** What is known of a row that is held leaves, but a rollback gives back what it would have given. */
    void lost(RowKey key) {
        Hold hold = holds.get(key);
        RowImage image = images.peek(key);
        if (hold != null && image != null) {
            leaves(image, images.isDoubtful(key));
            lost = log.end();
            bound();
        }
    }

    private void leaves(RowImage image, boolean doubtful) {
        RowKey key = image.key();
        Hold hold = holds.get(key);
        if (hold != null) {
            holds.put(key, new Hold(hold.known(), log.end()));
        }
        log.add(new Undo.Row(key, image, hold, OwnWork.NONE, doubtful));
    }

    /** The images in {@code forgotten} have left, and {@code work} may be done to any row of {@code table}, or of all. */
    void forgot(@Nullable TableName table, OwnWork work, List<RowImage> forgotten, Set<RowKey> doubtful) {
        Undo.Forgotten mark =
                marks.latest(table) instanceof Undo.Forgotten latest && log.reaches(latest.position()) ? latest : null;
        if (mark != null && mark.work().anything()) {
            return;
        }
        for (RowImage image : forgotten) {
            leaves(image, doubtful.contains(image.key()));
        }
        if (mark == null || mark.and(work) != mark) {
            Set<RowKey> known = marks.isEmpty()
                    ? Set.of()
                    : forgotten.stream().map(RowImage::key).collect(Collectors.toSet());
            mark(new Undo.Forgotten(table, log.end(), marks.own(table), work, known));
        }
        bound();
    }

    /** A row was inserted into {@code table}. */
    void inserted(TableName table) {
        Undo.Mark latest = marks.latest(table);
        // what was lost since the latest mark may be what is inserted now, and was known at that mark
        if (!(latest instanceof Undo.Inserted) || !log.reaches(latest.position()) || latest.position() < lost) {
            mark(new Undo.Inserted(table, log.end(), marks.own(table), marks.deletes(table) || log.blurs(table)));
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
            undo(row);
        } else if (undo instanceof Undo.Inserted inserted) {
            marks.undo(inserted);
            inserted.seen().forEach(inserted.replaces() ? this::dropNotUndone : images::doubt);
        } else if (undo instanceof Undo.Forgotten forgotten) {
            marks.undo(forgotten);
            undo(forgotten);
        }
    }

    private void undo(Undo.Row row) {
        RowImage restored = row.restored(images.peek(row.key()));
        if (restored == null) {
            dropNotUndone(row.key());
        } else {
            images.put(restored);
            if (row.doubtful()) {
                images.doubt(row.key());
            }
        }
        if (row.hold() == null) {
            holds.remove(row.key());
        } else {
            // what was first read later was read of the row as it is
            boolean known = row.hold().known() || row.before() == null && restored != null;
            holds.put(row.key(), row.hold().withKnown(known));
        }
        if (row.before() == null && restored != null) {
            see(row.key());
        }
    }

    /** All that is known of the table was read since: before, nothing was. */
    private void undo(Undo.Forgotten forgotten) {
        if (forgotten.work().anything()) {
            drops.add(images.removeAll(forgotten.table()).size(), DropReason.NOT_UNDONE);
            return;
        }
        for (RowKey key : images.keysOf(forgotten.table())) {
            RowImage left = Restored.of(null, images.peek(key), forgotten.work());
            if (left == null) {
                dropNotUndone(key);
            } else {
                images.replace(left);
            }
            if (!forgotten.known().contains(key)) {
                see(key);
            }
        }
    }

    private void dropNotUndone(RowKey key) {
        if (images.remove(key) != null) {
            drops.add(1, DropReason.NOT_UNDONE);
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
        lost = 0;
    }
}
