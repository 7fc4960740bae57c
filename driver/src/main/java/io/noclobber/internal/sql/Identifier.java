package io.noclobber.internal.sql;

/**
 * One identifier as the statement spells it. Immutable.
 *
 * @param text the name without its quotes, quote doublings undone, case untouched
 * @param quoted whether it stood in quotes, so that its case is exact
 */
public record Identifier(String text, boolean quoted) {}
