package io.noclobber.conformance;

import java.sql.SQLException;

/**
 * Says that the bare driver of somebody's database did not take a definition that a test needs. It is nothing that
 * noclobber did: the test could not be tried there.
 */
public final class RefusedDefinitionException extends SQLException {
    private static final long serialVersionUID = 1L;

    RefusedDefinitionException(String text, SQLException refused) {
        super(
                "the database refused, without noclobber: " + text + ": " + refused.getMessage(),
                refused.getSQLState(),
                refused.getErrorCode(),
                refused);
    }
}
