package io.noclobber;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import org.jspecify.annotations.Nullable;

/** The builder of a data source for pools. */
final class GuardedPooledConnectionBuilder extends GuardedBuilder<PooledConnectionBuilder>
        implements PooledConnectionBuilder {
    private static final BuilderMethods<PooledConnectionBuilder> METHODS = new BuilderMethods<>(
            PooledConnectionBuilder::user,
            PooledConnectionBuilder::password,
            PooledConnectionBuilder::shardingKey,
            PooledConnectionBuilder::superShardingKey);

    private final ConnectionPoolDataSource source;
    private final PooledSource pooled;

    GuardedPooledConnectionBuilder(
            ConnectionPoolDataSource source, PooledConnectionBuilder delegate, PooledSource pooled) {
        super(delegate, METHODS);
        this.source = source;
        this.pooled = pooled;
    }

    @Override
    PooledConnectionBuilder self() {
        return this;
    }

    @Override
    public @Nullable PooledConnection build() throws SQLException {
        BuilderRequest asked = request();
        return pooled.pooled(delegate::build, () -> again(asked));
    }

    private PooledConnection again(BuilderRequest asked) throws SQLException {
        return METHODS.ask(source.createPooledConnectionBuilder(), asked).build();
    }
}
