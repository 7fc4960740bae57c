package io.noclobber;

import java.sql.SQLException;
import java.sql.ShardingKey;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import org.jspecify.annotations.Nullable;

/** The real source's builder, whose connections are guarded. Confined to one thread, as any builder is. */
final class GuardedPooledConnectionBuilder implements PooledConnectionBuilder {
    private final ConnectionPoolDataSource source;
    private final PooledConnectionBuilder delegate;
    private final PooledSource pooled;
    private BuilderRequest request = BuilderRequest.NOTHING;

    GuardedPooledConnectionBuilder(
            ConnectionPoolDataSource source, PooledConnectionBuilder delegate, PooledSource pooled) {
        this.source = source;
        this.delegate = delegate;
        this.pooled = pooled;
    }

    @Override
    public PooledConnectionBuilder user(@Nullable String user) {
        delegate.user(user);
        request = request.withUser(user);
        return this;
    }

    @Override
    public PooledConnectionBuilder password(@Nullable String password) {
        delegate.password(password);
        request = request.withPassword(password);
        return this;
    }

    @Override
    public PooledConnectionBuilder shardingKey(@Nullable ShardingKey shardingKey) {
        delegate.shardingKey(shardingKey);
        request = request.withShardingKey(shardingKey);
        return this;
    }

    @Override
    public PooledConnectionBuilder superShardingKey(@Nullable ShardingKey superShardingKey) {
        delegate.superShardingKey(superShardingKey);
        request = request.withSuperShardingKey(superShardingKey);
        return this;
    }

    @Override
    public @Nullable PooledConnection build() throws SQLException {
        BuilderRequest asked = request;
        return pooled.pooled(delegate::build, () -> again(source, asked));
    }

    private static PooledConnection again(ConnectionPoolDataSource source, BuilderRequest request) throws SQLException {
        return source.createPooledConnectionBuilder()
                .user(request.user())
                .password(request.password())
                .shardingKey(request.shardingKey())
                .superShardingKey(request.superShardingKey())
                .build();
    }
}
