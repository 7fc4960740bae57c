package io.noclobber.conformance.quartz;

import io.noclobber.conformance.database.Engine;
import org.quartz.impl.jdbcjobstore.HSQLDBDelegate;

class QuartzOnHsqldbTest extends QuartzContract {
    QuartzOnHsqldbTest() {
        super(Engine.HSQLDB, HSQLDBDelegate.class.getName(), "tables_hsqldb.sql");
    }
}
