package io.noclobber;

import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/**
 * What the application has asked of a connection builder, to be asked of another one.
 *
 * @param user as whom
 * @param password with which password
 */
record BuilderRequest(
        @Nullable String user,
        @Nullable String password,
        @Nullable ShardingKey shardingKey,
        @Nullable ShardingKey superShardingKey) {
    static final BuilderRequest NOTHING = new BuilderRequest(null, null, null, null);

    BuilderRequest withUser(@Nullable String value) {
        return new BuilderRequest(value, password, shardingKey, superShardingKey);
    }

    BuilderRequest withPassword(@Nullable String value) {
        return new BuilderRequest(user, value, shardingKey, superShardingKey);
    }

    BuilderRequest withShardingKey(@Nullable ShardingKey value) {
        return new BuilderRequest(user, password, value, superShardingKey);
    }

    BuilderRequest withSuperShardingKey(@Nullable ShardingKey value) {
        return new BuilderRequest(user, password, shardingKey, value);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "request of a connection";
    }
}
