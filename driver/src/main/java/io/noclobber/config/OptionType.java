package io.noclobber.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the text of an option is read, and the rule it must keep. Immutable. */
interface OptionType {

    /** Signals that a text breaks the rule of its type. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        /** What exactly is wrong, or empty when the rule says it all. */
        Refused(String detail) {
            super(detail, null, false, false);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * The value of {@code text}.
     *
     * @param text neither blank nor surrounded by blanks
     */
    Object parse(String text) throws Refused;

    /** The rule in words that complete "it must be …". */
    String rule();

    /** All texts that are allowed, or an empty list when they cannot be counted. */
    default List<String> choices() {
        return List.of();
    }

    /** Free text. */
    static OptionType text(String rule) {
        return of(rule, text -> text);
    }

    /** The constants of an enum, in lower case. */
    static OptionType choice(Enum<?>... constants) {
        List<String> texts = Arrays.stream(constants).map(OptionType::spell).toList();
        return new OptionType() {
            @Override
            public Object parse(String text) throws Refused {
                for (int i = 0; i < constants.length; i++) {
                    if (texts.get(i).equals(text)) {
                        return constants[i];
                    }
                }
                throw new Refused("");
            }

            @Override
            public String rule() {
                return alternatives(texts);
            }

            @Override
            public List<String> choices() {
                return texts;
            }
        };
    }

    /** {@code true} or {@code false}. */
    static OptionType flag() {
        List<String> texts = List.of("true", "false");
        return new OptionType() {
            @Override
            public Object parse(String text) throws Refused {
                if (!texts.contains(text)) {
                    throw new Refused("");
                }
                return Boolean.valueOf(text);
            }

            @Override
            public String rule() {
                return alternatives(texts);
            }

            @Override
            public List<String> choices() {
                return texts;
            }
        };
    }

    /** A whole number within limits. */
    static OptionType number(int least, int most) {
        return of("a whole number from " + least + " to " + most, text -> {
            BigInteger number = digits(text);
            if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
                throw new Refused("");
            }
            return number.intValueExact();
        });
    }

    /** A number of bytes. */
    static OptionType bytes() {
        Pattern form = Pattern.compile("([0-9]{1,18})([kmg]?)");
        return of("a number of bytes greater than zero, such as 65536, 64k, 16m or 1g", text -> {
            Matcher matcher = form.matcher(text);
            if (!matcher.matches()) {
                throw new Refused("");
            }
            int shift = switch (matcher.group(2)) {
                case "k" -> 10;
                case "m" -> 20;
                case "g" -> 30;
                default -> 0;
            };
            BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
            if (bytes.signum() == 0 || bytes.bitLength() > 63) {
                throw new Refused("");
            }
            return bytes.longValueExact();
        });
    }

    /** A length of time. */
    static OptionType duration() {
        Pattern form = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
        return of("a length of time greater than zero, such as 500ms, 30s, 10m, 8h or 1d", text -> {
            Matcher matcher = form.matcher(text);
            if (!matcher.matches()) {
                throw new Refused("");
            }
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
            if (duration.isZero()) {
                throw new Refused("");
            }
            return duration;
        });
    }

    /** An SQLState that neither retry layers nor connection pools act upon. */
    static OptionType sqlState() {
        Pattern form = Pattern.compile("(?!00|01|02|08|0A|40)[0-9A-Z]{5}");
        return of(
                "five of the characters 0-9 and A-Z that do not begin with 00, 01, 02, 08, 0A or 40, on which applications and"
                        + " pools retry, reconnect or do nothing",
                text -> {
                    if (!form.matcher(text).matches()) {
                        throw new Refused("");
                    }
                    return text;
                });
    }

    /** How the value of a text is found. */
    interface Parser {
        Object parse(String text) throws Refused;
    }

    /** A type of its own. */
    static OptionType of(String rule, Parser parser) {
        return new OptionType() {
            @Override
            public Object parse(String text) throws Refused {
                return parser.parse(text);
            }

            @Override
            public String rule() {
                return rule;
            }
        };
    }

    /** The text of an enum constant in an option, whatever the locale. */
    static String spell(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static BigInteger digits(String text) throws Refused {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Refused("");
        }
        return new BigInteger(text);
    }

    private static String alternatives(List<String> texts) {
        int last = texts.size() - 1;
        return String.join(", ", texts.subList(0, last)) + " or " + texts.get(last);
    }
}
