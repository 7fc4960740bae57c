package io.noclobber.agent.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The ids of conversations. What names a session to its server is not among them: whoever finds an id, in a shared store or a dump of
 * the memory, cannot be that user by it.
 */
final class ConversationIds {
    private ConversationIds() {}

    /** Of a session, which is one of an application: some servers use an id in several. */
    static String ofSession(Object session, String id) {
        Object context = ServletCall.SESSION_CONTEXT.on(session);
        Object path = context == null ? null : ServletCall.CONTEXT_PATH.on(context);
        return of("session", String.valueOf(path), id);
    }

    /** Of a value that requests have in common. */
    static String ofValue(String kind, String value) {
        return of(kind, "", value);
    }

    /** Of a request by itself. */
    static String ofRequest() {
        return "request " + UUID.randomUUID();
    }

    private static String of(String kind, String place, String value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] text = (kind + '\n' + place + '\n' + value).getBytes(StandardCharsets.UTF_8);
            return kind + ' ' + HexFormat.of().formatHex(digest.digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
