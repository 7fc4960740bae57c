package io.noclobber.internal.jdbc;

/** The ways of JDBC to execute a statement, which differ in what they give back and in what they refuse. */
enum Form {
    EXECUTE,
    QUERY,
    UPDATE,
    LARGE_UPDATE
}
