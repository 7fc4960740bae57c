package io.noclobber.internal.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What tells one database from others, made of the URL by which it is reached, which it does not show. Stateless. */
final class DatabaseName {
    private static final int DIGITS = 32;

    private DatabaseName() {}

    /**
     * The name of a database. Parameters of the URL do not count: two pools of one application differ in them.
     *
     * @param catalog the catalog of a connection that was just opened, for URLs that name it in a parameter
     */
    static String of(@Nullable String url, @Nullable String catalog) {
        String place = url == null ? "" : url.split("[?;]", 2)[0];
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((place + '\n' + catalog).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
