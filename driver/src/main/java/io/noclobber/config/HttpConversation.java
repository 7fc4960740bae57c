package io.noclobber.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * By what the agent tells to which conversation an HTTP request belongs. Immutable.
 *
 * @param name of the header or cookie, empty for the others
 */
public record HttpConversation(By by, String name) {
    /** What is looked at. */
    public enum By {
        /** Nothing: requests belong to no conversation. */
        OFF(false),
        /** The session of the request. */
        SESSION(false),
        /** A header of the request. */
        HEADER(true),
        /** A cookie of the request. */
        COOKIE(true),
        /** The user who is logged in. */
        PRINCIPAL(false);

        private final boolean named;

        By(boolean named) {
            this.named = named;
        }

        private String form() {
            return OptionType.spell(this) + (named ? ":NAME" : "");
        }
    }

    static final OptionType TYPE = OptionType.of(
            Arrays.stream(By.values()).map(By::form).collect(Collectors.joining(", ")) + ", such as header:X-Form",
            HttpConversation::parse);

    private static HttpConversation parse(String text) throws OptionType.Refused {
        int colon = text.indexOf(':');
        String first = colon < 0 ? text : text.substring(0, colon).strip();
        String name = colon < 0 ? "" : text.substring(colon + 1).strip();
        for (By by : By.values()) {
            if (OptionType.spell(by).equals(first)) {
                if (by.named && name.isEmpty()) {
                    throw new OptionType.Refused("the name is missing");
                }
                if (!by.named && colon >= 0) {
                    throw new OptionType.Refused("'" + first + "' takes no name");
                }
                return new HttpConversation(by, name);
            }
        }
        throw new OptionType.Refused("");
    }
}
