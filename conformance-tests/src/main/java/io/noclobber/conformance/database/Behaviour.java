package io.noclobber.conformance.database;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one database does of that in which databases differ. Immutable.
 *
 * @param lacking what it does not do
 * @param blocking the levels at which a transaction that has read a row keeps others from writing it
 * @param impatient the levels at which a write to a row that another transaction has written does not wait for its end
 */
public record Behaviour(Set<Trait> lacking, Set<Isolation> blocking, Set<Isolation> impatient) {
    public Behaviour {
        lacking = Set.copyOf(lacking);
        blocking = Set.copyOf(blocking);
        impatient = Set.copyOf(impatient);
    }

    /** What the engine is known to do, with the settings that our own build gives it. */
    public static Behaviour of(Engine engine) {
        return new Behaviour(
                EnumSet.allOf(Trait.class).stream()
                        .filter(trait -> !engine.does(trait))
                        .collect(Collectors.toUnmodifiableSet()),
                levels(level -> level.readersBlockWriters(engine)),
                levels(level -> !level.writersWait(engine)));
    }

    private static Set<Isolation> levels(Predicate<Isolation> chosen) {
        return Arrays.stream(Isolation.values()).filter(chosen).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the database does so. */
    public boolean does(Trait trait) {
        return !lacking.contains(trait);
    }

    /** Whether a transaction that has read a row keeps others from writing it. */
    public boolean readersBlockWriters(Isolation level) {
        return blocking.contains(level);
    }

    /** Whether a write to a row that another transaction has written waits for its end, and then sees the outcome. */
    public boolean writersWait(Isolation level) {
        return !impatient.contains(level);
    }
}
