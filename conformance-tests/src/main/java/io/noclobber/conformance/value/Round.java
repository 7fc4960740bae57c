package io.noclobber.conformance.value;

import java.util.Locale;
import java.util.TimeZone;

/**
 * One way to go through all types: where the JVM is when a value is read and when its row is written, how often it is
 * read before, and by which statement it is written.
 */
enum Round {
    /** As an application does that starts in a Turkish locale, and whose host then moves. */
    NEW_YORK("America/New_York", "Australia/Lord_Howe", "tr-TR", 1, Writing.PREPARED),
    /** After more reads than any driver needs to change how it transfers the rows of a statement. */
    UTC("UTC", "America/New_York", "", 9, Writing.LITERAL),
    /** Where clocks are put forward by half an hour. */
    LORD_HOWE("Australia/Lord_Howe", "UTC", "tr-TR", 3, Writing.BATCH);

    /** By which statements rows are written. */
    enum Writing {
        PREPARED,
        LITERAL,
        BATCH
    }

    private final TimeZone reading;
    private final TimeZone writing;
    private final Locale locale;
    private final int reads;
    private final Writing statement;

    Round(String reading, String writing, String locale, int reads, Writing statement) {
        this.reading = TimeZone.getTimeZone(reading);
        this.writing = TimeZone.getTimeZone(writing);
        this.locale = Locale.forLanguageTag(locale);
        this.reads = reads;
        this.statement = statement;
    }

    /** Takes the JVM to where values are read. */
    void beginReading() {
        TimeZone.setDefault(reading);
        Locale.setDefault(locale);
    }

    /** Takes the JVM to where rows are written. */
    void beginWriting() {
        TimeZone.setDefault(writing);
    }

    int reads() {
        return reads;
    }

    Writing statement() {
        return statement;
    }
}
