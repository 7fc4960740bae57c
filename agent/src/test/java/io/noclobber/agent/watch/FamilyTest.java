package io.noclobber.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyTest {
    @ParameterizedTest
    @CsvSource({
        "org.h2, org.h2.jdbcx, true",
        "com.mysql.cj.jdbc, com.mysql.cj.jdbc.integration, true",
        "net.sourceforge.jtds.jdbc, net.sourceforge.jtds.jdbcx, true",
        "oracle.jdbc, oracle.jdbc.pool, true",
        "oracle.jdbc, oracle.ucp.jdbc, false",
        "org.apache.derby.jdbc, org.apache.commons.dbcp2, false",
        "org.apache.derby.jdbc, org.apache.tomcat.jdbc.pool, false",
        "com.zaxxer.hikari, com.zaxxer.hikari.util, true",
        "org.postgresql, org.postgresql.ds.common, true",
        "org.hsqldb.jdbc, com.p6spy.engine.spy, false"
    })
    void packages_ofOneMaker_areTold(String one, String other, boolean same) {
        assertThat(Family.same(one, other)).isEqualTo(same);
        assertThat(Family.same(other, one)).isEqualTo(same);
    }
}
