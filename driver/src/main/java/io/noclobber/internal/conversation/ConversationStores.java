package io.noclobber.internal.conversation;

import com.github.benmanes.caffeine.cache.Ticker;
import io.noclobber.internal.image.StoreEvents;
import io.noclobber.internal.image.UntoldReads;
import io.noclobber.store.ConversationStore;
import io.noclobber.store.StoreLimits;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stores of this JVM, one for all connections whose options say the same of it. Thread-safe. */
public final class ConversationStores {
    /** Is told how many rows leave the memory before their conversation has ended, and why. */
    @FunctionalInterface
    public interface Dropped {
        void rows(int count, String why);
    }

    private record Key(@Nullable String className, StoreLimits limits) {}

    private final Map<Key, ConversationStore> stores = new ConcurrentHashMap<>();
    private final Dropped dropped;
    private final StoreEvents failures;
    private final OtherNames names = new OtherNames();

    /**
     * None yet.
     *
     * @param failures is told of conversations that could not be forgotten or renamed
     */
    public ConversationStores(Dropped dropped, StoreEvents failures) {
        this.dropped = dropped;
        this.failures = failures;
    }

    /**
     * The store for some options; started when it is first asked for.
     *
     * @param className the class that the option names, {@code null} for the one that is found, or for the JVM's memory
     * @throws IllegalStateException when the class is not there or none of ours, or more than one is found
     */
    public ConversationStore of(@Nullable String className, StoreLimits limits) {
        Key key = new Key(className, limits);
        ConversationStore known = stores.get(key);
        return known != null ? known : stores.computeIfAbsent(key, this::start);
    }

    private ConversationStore start(Key key) {
        ConversationStore store = key.className() == null ? found() : named(key.className());
        if (store == null) {
            return new RenamingStore(new HeapStore(key.limits(), dropped, Ticker.systemTicker()), names);
        }
        store.start(key.limits());
        return new RenamingStore(store, names);
    }

    private static @Nullable ConversationStore found() {
        List<ConversationStore> found = new ArrayList<>();
        ServiceLoader.load(ConversationStore.class, loader()).forEach(found::add);
        if (found.size() > 1) {
            throw new IllegalStateException("There is more than one store of conversations: "
                    + found.stream().map(store -> store.getClass().getName()).toList()
                    + ". Name the one to use in the option conversationStore");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static ConversationStore named(String className) {
        try {
            Class<?> type = Class.forName(className, true, loader());
            return (ConversationStore) type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(
                    "The store of conversations " + className + " could not be made: " + failure.getCause(), failure);
        } catch (ReflectiveOperationException | LinkageError | ClassCastException failure) {
            throw new IllegalStateException(
                    "The option conversationStore must be the name of a class that implements "
                            + ConversationStore.class.getName()
                            + " and has a public constructor without parameters, not " + className,
                    failure);
        }
    }

    /** The application's, unless a store that it sees could only be one of another copy of these classes, as with the agent. */
    private static ClassLoader loader() {
        ClassLoader own = ConversationStores.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null && seesOurs(context) ? context : own;
    }

    private static boolean seesOurs(ClassLoader loader) {
        try {
            return Class.forName(ConversationStore.class.getName(), false, loader) == ConversationStore.class;
        } catch (ClassNotFoundException | LinkageError seesNone) {
            return false;
        }
    }

    /** Forgets a conversation, wherever it is kept. */
    public void end(String conversation) {
        UntoldReads.tell(conversation);
        each("end", store -> store.end(conversation));
    }

    /**
     * What was read in a conversation was read in another one, wherever it is kept; and so is, for some time, what work reads and
     * writes that has begun for the first one.
     */
    public void rename(String from, String to) {
        UntoldReads.tell(from);
        names.add(from, to);
        each("rename", store -> store.rename(from, to));
    }

    private void each(String what, Consumer<ConversationStore> change) {
        for (ConversationStore store : stores.values()) {
            StoreEvents.asked(
                    failures,
                    what,
                    () -> {
                        change.accept(store);
                        return true;
                    },
                    false);
        }
    }
}
