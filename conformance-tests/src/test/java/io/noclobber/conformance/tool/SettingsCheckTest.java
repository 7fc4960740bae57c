package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.NoclobberDriver;
import io.noclobber.config.Option;
import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set that weakens the protection is found, and explained. */
class SettingsCheckTest {

    private static List<Remark> found(Database database, Map<String, String> options) throws SQLException {
        return SettingsCheck.of(database, Subject.of(database, new Secrets("")), options);
    }

    private static Database with(Engine engine, String parameter) {
        Database own = engine.database();
        String url = own.url() + (own.url().contains("?") ? "&" : "?") + parameter;
        return Database.running(engine, url, own.user(), own.password(), Behaviour.of(engine), own.place());
    }

    private static void assertExplained(List<Remark> remarks, Remark.Kind kind, String setting) {
        assertThat(remarks)
                .filteredOn(remark -> remark.setting().contains(setting))
                .as(setting)
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.kind()).isEqualTo(kind);
                    assertThat(remark.meaning()).isNotBlank();
                    assertThat(remark.advice()).isNotBlank();
                });
    }

    @Test
    void defaults_areNotRemarkedOn() throws SQLException {
        assertThat(found(Engine.H2.database(), Map.of())).isEmpty();
        assertThat(found(Engine.POSTGRESQL_18.database(), Map.of())).isEmpty();
    }

    /** A JVM can have met both. */
    @Test
    void gapOfOneDatabase_isNotAnothers() throws SQLException {
        Database gapped = Engine.DUCKDB.database();
        try (Connection guarded = EntryPath.URL.open(gapped, Map.of())) {
            assertThat(guarded.isClosed()).isFalse();
            assertThat(NoclobberDriver.counts().unnoticed()).containsKey("DuckDB");
        }

        assertThat(found(gapped, Map.of()))
                .filteredOn(gap -> gap.kind() == Remark.Kind.GAP)
                .hasSize(1);
        assertThat(found(Engine.H2.database(), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mode,off,WEAKENS",
        "mode,enforce,",
        "compare,changed,WEAKENS",
        "compare,key,WEAKENS",
        "compare,version,TELLS",
        "compare,rowversion,TELLS",
        "compare,read,",
        "compare,'read,ORDERS.NOTES:key',WEAKENS",
        "version,ORDERS.VERSION,TELLS",
        "scope,transaction,WEAKENS",
        "scope,connection,WEAKENS",
        "scope,conversation,WEAKENS",
        "scope,auto,",
        "exclude,*.NOTE,WEAKENS",
        "tables,ORDERS,WEAKENS",
        "keys,ORDERS:ID,TELLS",
        "reread,renew,WEAKENS",
        "reread,conflict,TELLS",
        "reread,warn,",
        "lockCheck,false,TELLS",
        "lockCheck,true,",
        "inexact,refuse,TELLS",
        "inexact,exclude,",
        "noImage,refuse,TELLS",
        "noImage,warn,TELLS",
        "noImage,pass,",
        "unparsed,pass,TELLS",
        "unparsed,refuse,TELLS",
        "unparsed,warn,",
        "afterCall,forget,WEAKENS",
        "afterCall,keep,",
        "ownCheck,conflict,TELLS",
        "ownCheck,defer,",
        "deleteDeleted,ignore,TELLS",
        "deleteDeleted,conflict,",
        "imageRows,10,WEAKENS",
        "imageRows,20000,TELLS",
        "imageBytes,1m,WEAKENS",
        "imageBytes,32m,TELLS",
        "imageAge,1m,WEAKENS",
        "imageAge,2d,TELLS",
        "conversationBytes,1m,WEAKENS",
        "conversationIdle,1m,WEAKENS",
        "conversationIdle,9h,TELLS",
        "conversationAge,1m,WEAKENS",
        "diffTimeout,1s,TELLS",
        "messageValues,false,TELLS",
        "helpText,Call 4711.,TELLS",
        "changedState,ZZ001,TELLS"
    })
    void option_ofNoclobber_isExplainedWhereItWeakens(String key, String value, Remark.Kind kind) throws SQLException {
        List<Remark> remarks = found(Engine.H2.database(), Map.of(key, value));

        if (kind == null) {
            assertThat(remarks).isEmpty();
        } else {
            assertExplained(remarks, kind, "noclobber option " + key + "=" + value);
        }
    }

    /** A value that is no value of the driver would be explained for nothing. */
    @Test
    void choices_ofEachOption_areTakenAndExplainedUnlessTheDefault() throws SQLException {
        for (Option option : Option.values()) {
            for (String choice : option.choices()) {
                List<Remark> remarks = found(Engine.H2.database(), Map.of(option.key(), choice));

                assertThat(remarks.isEmpty())
                        .as(option.key() + "=" + choice)
                        .isEqualTo(choice.equals(option.defaultText()) || option.isForAgent());
            }
        }
    }

    @Test
    void version_thatSomebodyHasToMove_weakens() throws SQLException {
        Map<String, String> options = Map.of("compare", "version", "version", "*.VERSION");

        assertExplained(found(Engine.H2.database(), options), Remark.Kind.WEAKENS, "compare=version");
    }

    /** Where the database has no version of its own, somebody has to move one. */
    @Test
    void rowversion_weakensOnlyWhereTheDatabaseDoesNotMoveIt() throws SQLException {
        Map<String, String> options = Map.of("compare", "rowversion", "version", "*.VERSION");

        assertExplained(found(Engine.H2.database(), options), Remark.Kind.WEAKENS, "compare=rowversion");
        assertExplained(found(Engine.POSTGRESQL_18.database(), options), Remark.Kind.TELLS, "compare=rowversion");
    }

    @ParameterizedTest
    @CsvSource({
        "reWriteBatchedInserts=true,TELLS,reWriteBatchedInserts=true",
        "reWriteBatchedInserts=TRUE,TELLS,reWriteBatchedInserts=TRUE",
        "targetServerType=preferPrimary,WEAKENS,replicas",
        "readOnly=true,WEAKENS,Connections are read-only",
        "targetServerType=preferSecondary,WEAKENS,replicas",
        "loadBalanceHosts=true,WEAKENS,balances load",
        "options=-c%20default_transaction_isolation=serializable,TELLS,The isolation level is SERIALIZABLE",
        "options=-c%20default_transaction_isolation=read%5C%20uncommitted,WEAKENS,READ UNCOMMITTED"
    })
    void setting_ofPostgresql_isExplained(String parameter, Remark.Kind kind, String setting) throws SQLException {
        assertExplained(found(with(Engine.POSTGRESQL_18, parameter), Map.of()), kind, setting);
    }

    @ParameterizedTest
    @CsvSource({
        "useAffectedRows=true,TELLS,useAffectedRows=true in the URL",
        "useAffectedRows=1,TELLS,useAffectedRows=1 in the URL",
        "useAffectedRows=TRUE,TELLS,useAffectedRows=TRUE in the URL",
        "useaffectedrows=true,TELLS,useaffectedrows=true in the URL",
        "useAffectedRows,TELLS,useAffectedRows in the URL",
        "useBulkStmts=true,TELLS,useBulkStmts=true",
        "useBulkStmts=1,TELLS,useBulkStmts=1",
        "autocommit=false,TELLS,without autocommit",
        "sessionVariables=default_storage_engine=MyISAM,WEAKENS,default_storage_engine=MyISAM",
        "sessionVariables=transaction_isolation='READ-UNCOMMITTED',WEAKENS,READ UNCOMMITTED"
    })
    void setting_ofMariaDb_isExplained(String parameter, Remark.Kind kind, String setting) throws SQLException {
        assertExplained(found(with(Engine.MARIADB, parameter), Map.of()), kind, setting);
    }

    @ParameterizedTest
    @CsvSource({
        "useAffectedRows=yes,TELLS,useAffectedRows=yes",
        "useAffectedRows=tr%75e,TELLS,useAffectedRows=true",
        "useAffectedRows=Yes,TELLS,useAffectedRows=Yes",
        "rewriteBatchedStatements=yes,TELLS,rewriteBatchedStatements=yes"
    })
    void setting_ofConnectorJ_isExplained(String parameter, Remark.Kind kind, String setting) throws SQLException {
        assertExplained(found(with(Engine.MYSQL_56, parameter), Map.of()), kind, setting);
    }

    private static List<Remark> besidesIsolation(Database database) throws SQLException {
        return found(database, Map.of()).stream()
                .filter(remark -> !remark.setting().startsWith("The isolation level"))
                .toList();
    }

    /** Each driver takes other words for true, and other letters for the same name. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_18,reWriteBatchedInserts=1",
        "POSTGRESQL_18,reWriteBatchedInserts=yes",
        "POSTGRESQL_18,reWriteBatchedInserts=false",
        "POSTGRESQL_18,rewritebatchedinserts=true",
        "POSTGRESQL_18,loadBalanceHosts=false",
        "POSTGRESQL_18,targetServerType=primary",
        "POSTGRESQL_18,ApplicationName=useAffectedRows=true",
        "MARIADB,useAffectedRows=false",
        "MARIADB,useAffectedRows=0",
        "MYSQL_56,useAffectedRows=no"
    })
    void setting_thatIsOff_isNotRemarkedOn(Engine engine, String parameter) throws SQLException {
        assertThat(besidesIsolation(with(engine, parameter))).isEmpty();
    }

    /** What is told is what the driver does. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB,useAffectedRows=1,0",
        "MARIADB,useAffectedRows,0",
        "MARIADB,useAffectedRows=0,1",
        "MYSQL_56,useAffectedRows=Yes,0",
        "MYSQL_56,useAffectedRows=no,1"
    })
    void driver_takesTheWordsForTrueThatAreFound(Engine engine, String parameter, int count) throws SQLException {
        Database database = with(engine, parameter);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE counted (id INT PRIMARY KEY, a INT)");
            statement.execute("INSERT INTO counted VALUES (1, 1)");
            assertThat(statement.executeUpdate("UPDATE counted SET a = 1 WHERE id = 1"))
                    .isEqualTo(count);
        }
        assertThat(besidesIsolation(database)).hasSize(1 - count);
    }

    @Test
    void setting_amongTheProperties_isExplained() throws SQLException {
        Database own = Engine.MARIADB.database();
        Place place = new Place("", null, true, Map.of("useAffectedRows", "1"), true);
        Database database = Database.running(
                own.engine(), own.url(), own.user(), own.password(), Behaviour.of(own.engine()), place);

        assertExplained(
                found(database, Map.of()), Remark.Kind.TELLS, "useAffectedRows=1 in the properties of connections");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://one,two/shop | any",
                "jdbc:postgresql://one:5432,two:5433/shop?targetServerType=any | any",
                "jdbc:postgresql://one,two/shop?targetServerType=primary |",
                "jdbc:postgresql://one,two/shop?targetServerType=secondary | targetServerType=secondary in the URL",
                "jdbc:postgresql://one/shop?ApplicationName=a,b |",
                "jdbc:mariadb:sequential://one,two/shop | any",
                "jdbc:mariadb:replication://one,two/shop | replication: in the URL",
                "jdbc:mariadb:load-balance-read://one,two/shop | load-balance-read: in the URL",
                "jdbc:mariadb://address=(host=one)(type=slave)/shop | type=slave in the URL",
                "jdbc:mysql:loadbalance://one,two/shop | loadbalance: in the URL",
                "jdbc:mysql+srv:replication://one/shop | replication: in the URL",
                "jdbc:mysql://one,two/shop | any",
                "jdbc:mysql://one:3306/shop?sessionVariables=a=1,b=2 |",
                "jdbc:sqlserver://one;applicationIntent=ReadOnly | applicationIntent=ReadOnly in the URL",
                "jdbc:h2:tcp://one,two/shop | any",
                "jdbc:sqlite:/data/a,b.db |"
            })
    void servers_ofAUrl_areTold(String url, @Nullable String told) {
        Database own = Engine.H2.database();
        GivenSettings given =
                GivenSettings.of(Database.running(own.engine(), url, "", "", Behaviour.of(own.engine()), own.place()));

        assertThat(given.replicas().orElse(given.takesAnyHost() ? "any" : null)).isEqualTo(told);
    }

    @Test
    void server_thatIsAReplica_isExplained() throws SQLException {
        Database database = Engine.MARIADB.database();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL read_only = 1");
            try {
                assertExplained(
                        found(database, Map.of()), Remark.Kind.WEAKENS, "This server is a replica (read_only=1)");
            } finally {
                statement.execute("SET GLOBAL read_only = 0");
            }
        }
    }
}
