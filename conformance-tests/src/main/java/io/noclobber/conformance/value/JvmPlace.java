package io.noclobber.conformance.value;

import java.util.Locale;
import java.util.TimeZone;
import org.h2.util.DateTimeUtils;

/** The time zone and the locale that a test found, to go back to. Immutable. */
record JvmPlace(TimeZone zone, Locale locale) {
    static JvmPlace here() {
        return new JvmPlace(TimeZone.getDefault(), Locale.getDefault());
    }

    void restore() {
        TimeZone.setDefault(zone);
        // H2 remembers the zone of the JVM until it is told
        DateTimeUtils.resetCalendar();
        Locale.setDefault(locale);
    }
}
