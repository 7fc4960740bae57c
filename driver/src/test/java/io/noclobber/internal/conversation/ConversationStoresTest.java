package io.noclobber.internal.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.store.ConversationStore;
import io.noclobber.store.StoreLimits;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a store is looked for. */
final class ConversationStoresTest {
    private static final StoreLimits LIMITS =
            new StoreLimits(1_000_000, Duration.ofHours(1), Duration.ofHours(1), 1_000, 100_000);

    @TempDir
    private Path place;

    /** An application below the agent may bring a store for its own copy of noclobber: nothing of ours. */
    @Test
    void storeOfAnotherCopy_isNotTakenForOurs() throws IOException {
        Path services = Files.createDirectories(place.resolve("META-INF/services"));
        Files.writeString(services.resolve(ConversationStore.class.getName()), "com.example.shop.SharedStore");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {place.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(application);

            ConversationStore store =
                    new ConversationStores((count, why) -> {}, (what, failure) -> {}).of(null, LIMITS);
            assertThat(((RenamingStore) store).store()).isInstanceOf(HeapStore.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
