package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The real source's builder, whose connections are guarded. Confined to one thread, as any builder is. */
final class GuardedConnectionBuilder implements ConnectionBuilder {
    private final DataSource source;
    private final ConnectionBuilder delegate;
    private final Settings settings;
    private BuilderRequest request = BuilderRequest.NOTHING;

    GuardedConnectionBuilder(DataSource source, ConnectionBuilder delegate, Settings settings) {
        this.source = source;
        this.delegate = delegate;
        this.settings = settings;
    }

    @Override
    public ConnectionBuilder user(@Nullable String user) {
        delegate.user(user);
        request = request.withUser(user);
        return this;
    }

    @Override
    public ConnectionBuilder password(@Nullable String password) {
        delegate.password(password);
        request = request.withPassword(password);
        return this;
    }

    @Override
    public ConnectionBuilder shardingKey(@Nullable ShardingKey shardingKey) {
        delegate.shardingKey(shardingKey);
        request = request.withShardingKey(shardingKey);
        return this;
    }

    @Override
    public ConnectionBuilder superShardingKey(@Nullable ShardingKey superShardingKey) {
        delegate.superShardingKey(superShardingKey);
        request = request.withSuperShardingKey(superShardingKey);
        return this;
    }

    @Override
    public Connection build() throws SQLException {
        BuilderRequest asked = request;
        WarmUp.begin();
        return GuardingSource.guard(delegate.build(), settings, () -> SecondConnection.opened(again(source, asked)));
    }

    private static Connection again(DataSource source, BuilderRequest request) throws SQLException {
        return source.createConnectionBuilder()
                .user(request.user())
                .password(request.password())
                .shardingKey(request.shardingKey())
                .superShardingKey(request.superShardingKey())
                .build();
    }
}
