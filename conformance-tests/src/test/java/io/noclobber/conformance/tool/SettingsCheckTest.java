package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.config.Option;
import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set that weakens the protection is found, and explained. */
class SettingsCheckTest {

    private static List<Remark> found(Database database, Map<String, String> options) throws SQLException {
        return SettingsCheck.of(database, Subject.of(database, new Secrets("")), options).stream()
                .filter(remark -> remark.kind() != Remark.Kind.GAP)
                .toList();
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
        "reWriteBatchedInserts=true,TELLS,rewritebatchedinserts=true",
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
        "useAffectedRows=true,TELLS,useAffectedRows=true",
        "useBulkStmts=true,TELLS,usebulkstmts=true",
        "autocommit=false,TELLS,without autocommit",
        "sessionVariables=default_storage_engine=MyISAM,WEAKENS,default_storage_engine=MyISAM",
        "sessionVariables=transaction_isolation='READ-UNCOMMITTED',WEAKENS,READ UNCOMMITTED"
    })
    void setting_ofMariaDb_isExplained(String parameter, Remark.Kind kind, String setting) throws SQLException {
        assertExplained(found(with(Engine.MARIADB, parameter), Map.of()), kind, setting);
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
