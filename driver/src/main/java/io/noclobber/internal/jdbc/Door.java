package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;

/**
 * The guard of one connection, and what happens when the connection has ended.
 *
 * @param release tells the guard and gives back what was leased; never fails
 */
public record Door(ConnectionGuard guard, Runnable release) {}
