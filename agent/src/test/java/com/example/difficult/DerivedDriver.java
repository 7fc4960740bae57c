package com.example.difficult;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.hsqldb.jdbc.JDBCDriver;

/** What it is can only be told by the class file of its super class. Loaded by a loader that does not give that. */
public final class DerivedDriver extends DifficultDriver {
    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return JDBCDriver.getConnection("jdbc:hsqldb:mem:derived", properties);
    }
}
