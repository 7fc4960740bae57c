package io.noclobber;

import java.sql.SQLException;
import java.sql.ShardingKey;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** The real source's builder, whose connections are guarded. Confined to one thread, as any builder is. */
final class GuardedXAConnectionBuilder implements XAConnectionBuilder {
    private final XADataSource source;
    private final XAConnectionBuilder delegate;
    private final PooledSource pooled;
    private BuilderRequest request = BuilderRequest.NOTHING;

    GuardedXAConnectionBuilder(XADataSource source, XAConnectionBuilder delegate, PooledSource pooled) {
        this.source = source;
        this.delegate = delegate;
        this.pooled = pooled;
    }

    @Override
    public XAConnectionBuilder user(@Nullable String user) {
        delegate.user(user);
        request = request.withUser(user);
        return this;
    }

    @Override
    public XAConnectionBuilder password(@Nullable String password) {
        delegate.password(password);
        request = request.withPassword(password);
        return this;
    }

    @Override
    public XAConnectionBuilder shardingKey(@Nullable ShardingKey shardingKey) {
        delegate.shardingKey(shardingKey);
        request = request.withShardingKey(shardingKey);
        return this;
    }

    @Override
    public XAConnectionBuilder superShardingKey(@Nullable ShardingKey superShardingKey) {
        delegate.superShardingKey(superShardingKey);
        request = request.withSuperShardingKey(superShardingKey);
        return this;
    }

    @Override
    public @Nullable XAConnection build() throws SQLException {
        BuilderRequest asked = request;
        return pooled.xa(delegate::build, () -> again(source, asked));
    }

    private static XAConnection again(XADataSource source, BuilderRequest request) throws SQLException {
        return source.createXAConnectionBuilder()
                .user(request.user())
                .password(request.password())
                .shardingKey(request.shardingKey())
                .superShardingKey(request.superShardingKey())
                .build();
    }
}
