package io.noclobber.internal.jdbc;

/** Marks what this driver has wrapped already, so that nothing is wrapped twice. Asked by {@code instanceof}. */
public interface Guarded {}
