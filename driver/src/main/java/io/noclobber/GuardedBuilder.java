package io.noclobber;

import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/**
 * The real source's builder, whose connections are guarded; it remembers what it was asked for, so that a second connection
 * can be asked for it too. Confined to one thread, as any builder is.
 *
 * @param <B> the kind of builder
 */
abstract class GuardedBuilder<B> {
    final B delegate;
    private final BuilderMethods<B> methods;
    private BuilderRequest request = BuilderRequest.NOTHING;

    GuardedBuilder(B delegate, BuilderMethods<B> methods) {
        this.delegate = delegate;
        this.methods = methods;
    }

    /** What the application has asked for so far. */
    final BuilderRequest request() {
        return request;
    }

    /** This, as what the application knows it. */
    abstract B self();

    public B user(@Nullable String user) {
        methods.user().ask(delegate, user);
        request = request.withUser(user);
        return self();
    }

    public B password(@Nullable String password) {
        methods.password().ask(delegate, password);
        request = request.withPassword(password);
        return self();
    }

    public B shardingKey(@Nullable ShardingKey shardingKey) {
        methods.shardingKey().ask(delegate, shardingKey);
        request = request.withShardingKey(shardingKey);
        return self();
    }

    public B superShardingKey(@Nullable ShardingKey superShardingKey) {
        methods.superShardingKey().ask(delegate, superShardingKey);
        request = request.withSuperShardingKey(superShardingKey);
        return self();
    }
}
