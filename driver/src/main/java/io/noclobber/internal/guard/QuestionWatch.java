package io.noclobber.internal.guard;

import java.sql.Statement;

/**
 * Knows which statement the guard has just sent by itself on behalf of a write, so that whoever cancels the write reaches that one. Called by
 * the thread that writes.
 */
public interface QuestionWatch {
    /** Is told nothing that it would need to know. */
    QuestionWatch NONE = new QuestionWatch() {};

    /** {@code question} is about to run. */
    default void asks(Statement question) {}

    /** It has run. */
    default void answered() {}
}
