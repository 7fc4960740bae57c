package io.noclobber;

import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of one kind of connection builder: the JDK has three, which are alike and have no common type.
 *
 * @param user as whom
 * @param password with which password
 */
record BuilderMethods<B>(
        Asking<B, String> user,
        Asking<B, String> password,
        Asking<B, ShardingKey> shardingKey,
        Asking<B, ShardingKey> superShardingKey) {

    /** Asks a builder for one thing. */
    interface Asking<B, V> {
        B ask(B builder, @Nullable V value);
    }

    /** Asks {@code builder} for all of {@code request}. */
    B ask(B builder, BuilderRequest request) {
        B asked = user.ask(builder, request.user());
        asked = password.ask(asked, request.password());
        asked = shardingKey.ask(asked, request.shardingKey());
        return superShardingKey.ask(asked, request.superShardingKey());
    }
}
