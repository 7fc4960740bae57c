package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The builder of a data source. */
final class GuardedConnectionBuilder extends GuardedBuilder<ConnectionBuilder> implements ConnectionBuilder {
    private static final BuilderMethods<ConnectionBuilder> METHODS = new BuilderMethods<>(
            ConnectionBuilder::user,
            ConnectionBuilder::password,
            ConnectionBuilder::shardingKey,
            ConnectionBuilder::superShardingKey);

    private final DataSource source;
    private final Settings settings;

    GuardedConnectionBuilder(DataSource source, ConnectionBuilder delegate, Settings settings) {
        super(delegate, METHODS);
        this.source = source;
        this.settings = settings;
    }

    @Override
    ConnectionBuilder self() {
        return this;
    }

    @Override
    public Connection build() throws SQLException {
        BuilderRequest asked = request();
        WarmUp.begin();
        return GuardingSource.guard(delegate.build(), settings, () -> SecondConnection.opened(again(asked)));
    }

    private Connection again(BuilderRequest asked) throws SQLException {
        return METHODS.ask(source.createConnectionBuilder(), asked).build();
    }
}
