package io.noclobber.internal.conversation;

import io.noclobber.store.ConversationStore;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where conversations about one database are kept. Immutable.
 *
 * @param store gives the store; it is started when it is first asked for
 * @param database what tells the database from others, in every JVM that uses the store
 * @param age how long a row counts after it was read
 */
public record Conversations(Supplier<ConversationStore> store, String database, Duration age) {}
