package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.HashMap;
import java.util.Map;

/**
 * What the store of a branch was given of the images of the store in which it began, and gives back to that when it is over.
 * Confined to its store.
 */
final class Inheritance {
    /** The image of each row as it was when the branch began. */
    private final Map<RowKey, RowImage> atBeginning = new HashMap<>();

    /** The branch begins with {@code images}. */
    void take(Images images) {
        images.forEach(image -> atBeginning.put(image.key(), image));
    }

    /**
     * The branch is over, and knows what is {@code left}: that is known in {@code images} too from now on, where it is newer
     * than what is known there, and the row is not held there.
     */
    void giveBack(Images left, Images images, Overlay overlay) {
        atBeginning.forEach((key, image) -> {
            if (left.peek(key) == null && images.peek(key) == image && !overlay.holds(key)) {
                images.remove(key);
            }
        });
        left.forEach(image -> giveBack(image, left.isDoubtful(image.key()), images, overlay));
    }

    private void giveBack(RowImage image, boolean doubtful, Images images, Overlay overlay) {
        RowKey key = image.key();
        RowImage inherited = atBeginning.get(key);
        RowImage here = images.peek(key);
        boolean newer = here == null || here == inherited || here.readAtMillis() <= image.readAtMillis();
        if (image != inherited && newer && !overlay.holds(key)) {
            images.put(image);
            if (doubtful) {
                images.doubt(key);
            }
        }
    }
}
