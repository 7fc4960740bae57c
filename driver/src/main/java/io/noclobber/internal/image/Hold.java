package io.noclobber.internal.image;

/**
 * An own uncommitted write protects a row. Immutable.
 *
 * @param known whether the image is what that write stored; means nothing where there is no image
 * @param undo position in the undo log of the latest entry for the row
 */
record Hold(boolean known, long undo) {

    Hold withKnown(boolean nowKnown) {
        return known == nowKnown ? this : new Hold(nowKnown, undo);
    }
}
