package io.noclobber.conformance.database;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** The JDBC drivers that reach MariaDB and MySQL, each of which takes both. */
public enum MySqlDriver {
    MARIADB("mariadb", "sslMode=disable") {
        @Override
        DataSource source(String url, Database database) throws SQLException {
            MariaDbDataSource source = new MariaDbDataSource(url);
            source.setUser(database.user());
            source.setPassword(database.password());
            return source;
        }
    },
    CONNECTOR_J("mysql", "sslMode=DISABLED") {
        @Override
        DataSource source(String url, Database database) {
            MysqlDataSource source = new MysqlDataSource();
            source.setUrl(url);
            source.setUser(database.user());
            source.setPassword(database.password());
            return source;
        }
    };

    private final String protocol;
    private final String setting;

    MySqlDriver(String protocol, String setting) {
        this.protocol = protocol;
        this.setting = setting;
    }

    abstract DataSource source(String url, Database database) throws SQLException;

    /**
     * The same database by this driver.
     *
     * @param settings such as {@code useServerPrepStmts=true}
     */
    public Database to(Database database, String... settings) {
        String bare = database.url();
        String address = bare.substring(bare.indexOf("://"), bare.indexOf('?'));
        StringBuilder url = new StringBuilder("jdbc:")
                .append(protocol)
                .append(address)
                .append('?')
                .append(setting);
        for (String each : settings) {
            url.append('&').append(each);
        }
        try {
            return new Database(
                    database.engine(),
                    url.toString(),
                    database.user(),
                    database.password(),
                    source(url.toString(), database));
        } catch (SQLException refused) {
            throw new IllegalArgumentException(url + " is refused", refused);
        }
    }
}
