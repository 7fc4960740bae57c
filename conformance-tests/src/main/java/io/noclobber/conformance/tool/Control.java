package io.noclobber.conformance.tool;

import io.noclobber.config.Option;
import java.util.Locale;
import java.util.Map;

/** How the guard was switched off, so that the tests must fail. */
enum Control {
    /** It was not. */
    NONE,
    /** The bare driver was tested. */
    BARE,
    /** An option lets noclobber pass everything. */
    OFF;

    /**
     * That of a run.
     *
     * @param bare whether the bare driver is tested
     * @param options those of noclobber that are in force
     */
    static Control of(boolean bare, Map<String, String> options) {
        if (bare) {
            return BARE;
        }
        return "off".equals(options.get(Option.MODE.key())) ? OFF : NONE;
    }

    /** Whether it was. */
    boolean isOn() {
        return this != NONE;
    }

    /** For programs. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
