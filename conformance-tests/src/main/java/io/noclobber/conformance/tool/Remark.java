package io.noclobber.conformance.tool;

/**
 * What a setting means for the protection. Immutable.
 *
 * @param kind how much it matters
 * @param setting what is set
 * @param meaning what it means
 * @param advice what to do
 */
record Remark(Kind kind, String setting, String meaning, String advice) {
    /** The same without passwords. */
    Remark hiding(Secrets secrets) {
        return new Remark(kind, secrets.hide(setting), secrets.hide(meaning), secrets.hide(advice));
    }

    /** How much a setting matters. */
    enum Kind {
        /** The database itself lets a change be lost, whatever noclobber does. */
        GAP,
        /** A change can be lost by it. */
        WEAKENS,
        /** It is good to know. */
        TELLS
    }
}
