package io.noclobber.conformance.quartz;

import io.noclobber.conformance.database.Engine;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

class QuartzOnPostgresTest extends QuartzContract {
    QuartzOnPostgresTest() {
        super(Engine.POSTGRESQL_18, PostgreSQLDelegate.class.getName(), "tables_postgres.sql");
    }
}
