package io.noclobber.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where pooled connections come from. Thread-safe.
 *
 * @param guarding puts a guard before a handle, or closes it and fails
 * @param news tells the XA connections of this origin how branches ended
 */
public record PooledOrigin(Guarding guarding, BranchNews news) {
    /** Puts a guard before a connection. */
    public interface Guarding {
        Connection guard(Connection handle) throws SQLException;
    }

    /** One that has no connections yet. */
    public PooledOrigin(Guarding guarding) {
        this(guarding, new BranchNews());
    }
}
