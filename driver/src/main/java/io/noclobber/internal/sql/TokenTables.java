package io.noclobber.internal.sql;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import net.sf.jsqlparser.parser.CCJSqlParserTokenManager;

/**
 * The tables of JSqlParser's tokenizer: which characters lead on from each of its 614 states, in 8 KB each. Most are the same, and
 * nobody changes them, so one of each is enough. Stateless.
 */
final class TokenTables {
    private static final String ROWS = "jjChars";

    private TokenTables() {}

    /** Lets equal tables be one, which gives back more than 4 MB. Where the parser does not allow that they stay as they are. */
    static void share() {
        try {
            Field field = CCJSqlParserTokenManager.class.getDeclaredField(ROWS);
            field.setAccessible(true);
            long[][] rows = (long[][]) field.get(null);
            Map<LongBuffer, long[]> known = new HashMap<>();
            for (int i = 0; i < rows.length; i++) {
                long[] first = known.putIfAbsent(LongBuffer.wrap(rows[i]), rows[i]);
                // threads that parse meanwhile find either of two that are equal
                rows[i] = first == null ? rows[i] : first;
            }
        } catch (NoSuchFieldException | IllegalAccessException | InaccessibleObjectException otherParser) {
            // another version than ours, or in a module of its own: it only takes more memory
            return;
        }
    }
}
