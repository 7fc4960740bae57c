package io.noclobber;

import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** The builder of a data source of distributed transactions. */
final class GuardedXAConnectionBuilder extends GuardedBuilder<XAConnectionBuilder> implements XAConnectionBuilder {
    private static final BuilderMethods<XAConnectionBuilder> METHODS = new BuilderMethods<>(
            XAConnectionBuilder::user,
            XAConnectionBuilder::password,
            XAConnectionBuilder::shardingKey,
            XAConnectionBuilder::superShardingKey);

    private final XADataSource source;
    private final PooledSource pooled;

    GuardedXAConnectionBuilder(XADataSource source, XAConnectionBuilder delegate, PooledSource pooled) {
        super(delegate, METHODS);
        this.source = source;
        this.pooled = pooled;
    }

    @Override
    XAConnectionBuilder self() {
        return this;
    }

    @Override
    public @Nullable XAConnection build() throws SQLException {
        BuilderRequest asked = request();
        return pooled.xa(delegate::build, () -> again(asked));
    }

    private XAConnection again(BuilderRequest asked) throws SQLException {
        return METHODS.ask(source.createXAConnectionBuilder(), asked).build();
    }
}
