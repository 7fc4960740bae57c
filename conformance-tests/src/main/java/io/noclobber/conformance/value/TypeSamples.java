package io.noclobber.conformance.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column type and values of it, each pair of which must be told apart; those next to each other differ as little as
 * the type allows. Immutable.
 *
 * @param type the type as DDL spells it
 * @param values SQL expressions; what is no String is bound as an object
 * @param unguarded why a column of this type is not compared at all, or {@code null} when it is
 * @param exceptions the values that cannot be compared exactly, each with the reason
 * @param stored the values that the engine stores as another one of them, and as which
 * @param between what a value is changed to before it is changed to another, {@code null} for nothing: some values that it tells
 *     apart the engine does not store one over the other
 * @param random makes up more values, {@code null} where the listed ones are all there are
 */
public record TypeSamples(
        String type,
        List<Object> values,
        @Nullable String unguarded,
        Map<String, String> exceptions,
        Map<String, String> stored,
        @Nullable String between,
        @Nullable RandomValues random) {
    public TypeSamples {
        Objects.requireNonNull(type, "type");
        values = List.copyOf(values);
        exceptions = Map.copyOf(exceptions);
        stored = Map.copyOf(stored);
    }

    /** Samples that are all to be told apart. */
    public static TypeSamples of(String type, Object... values) {
        return new TypeSamples(type, List.of(values), null, Map.of(), Map.of(), null, null);
    }

    /** Character strings of Latin-1 that the usual collations mix up: case, accents, blanks. */
    public static TypeSamples strings(String type) {
        return of(
                        type,
                        "''",
                        "' '",
                        "'a'",
                        "'A'",
                        "'a '",
                        "'a  '",
                        "' a'",
                        "'á'",
                        "'à'",
                        "'ab'",
                        "'aB'",
                        "'ß'",
                        "'ss'",
                        "'i'",
                        "'I'",
                        "'.'",
                        "'a.'",
                        "'a\u00a0'",
                        "'æ'",
                        "'ae'",
                        "'a''b'",
                        "'a\"b'",
                        "'%'",
                        "'_'")
                .random(RandomValues.text(RandomValues.LATIN, 8, false));
    }

    /** Character strings beyond Latin-1 as well: combining marks, surrogates, letters without a case of their own. */
    public static TypeSamples unicode(String type) {
        List<Object> values = new ArrayList<>(strings(type).values());
        values.addAll(List.of(
                "'a\u0301'",
                "'\u0301a'",
                "'\u0131'",
                "'\u0130'",
                "'\ufb01'",
                "'fi'",
                "'\uff41'",
                "'\ud83d\ude00'",
                "'\ud83d\ude01'",
                "'\u200d'",
                "'a\u200d'",
                "'\u4e00'",
                "'\u3042'",
                "'\u30a2'",
                "'\uffff'"));
        return of(type, values.toArray()).random(RandomValues.text(RandomValues.UNICODE, 8, false));
    }

    /** Character strings of a type that pads with blanks. */
    public static TypeSamples padded(String type) {
        return of(type, "'a'", "'A'", "'á'", "' a'", "'ab'", "'aB'", "'.'", "'a.'", "'i'", "'I'", "'ss'", "'ß'")
                .random(RandomValues.text(RandomValues.LATIN, 4, true));
    }

    /** These samples of which a column is not compared at all, because of {@code reason}. */
    public TypeSamples unguarded(String reason) {
        return new TypeSamples(type, values, reason, exceptions, stored, between, random);
    }

    /** These samples and one that is not compared exactly, because of {@code reason}. */
    public TypeSamples except(String value, String reason) {
        List<Object> more = new ArrayList<>(values);
        more.add(value);
        Map<String, String> also = new LinkedHashMap<>(exceptions);
        also.put(value, reason);
        return new TypeSamples(type, more, unguarded, also, stored, between, random);
    }

    /** These samples and other spellings of {@code listed}, which the engine stores alike: no change, whoever writes them. */
    public TypeSamples alike(Object listed, Object... spellings) {
        List<Object> more = new ArrayList<>(values);
        more.addAll(values.indexOf(listed) + 1, List.of(spellings));
        Map<String, String> also = new LinkedHashMap<>(stored);
        for (Object spelling : spellings) {
            also.put(spelling.toString(), listed.toString());
        }
        return new TypeSamples(type, more, unguarded, exceptions, also, between, random);
    }

    /** These samples, each changed to {@code value} before it is changed to another. */
    public TypeSamples changedByWayOf(String value) {
        return new TypeSamples(type, values, unguarded, exceptions, stored, value, random);
    }

    /** Whether the values with these numbers, counted from 1, are stored alike; 0 stands for NULL. */
    boolean same(int one, int other) {
        return one == other || one > 0 && other > 0 && stored(one).equals(stored(other));
    }

    private String stored(int id) {
        String value = values.get(id - 1).toString();
        return stored.getOrDefault(value, value);
    }

    /** Whether the value with this number, counted from 1, cannot be compared exactly. */
    boolean isExcepted(int id) {
        return id > 0 && exceptions.containsKey(values.get(id - 1).toString());
    }

    /** The value with this number as it was spelled. */
    String spelling(int id) {
        return id == 0 ? "NULL" : values.get(id - 1).toString();
    }

    /** These samples and others that are made up. */
    public TypeSamples random(RandomValues values) {
        return new TypeSamples(type, this.values, unguarded, exceptions, stored, between, values);
    }

    /** These samples with {@code pairs} made-up values and as many neighbours of them among the values. */
    TypeSamples grown(int pairs, Random source) {
        if (random == null) {
            return this;
        }
        Set<Object> all = new LinkedHashSet<>(values);
        for (int target = all.size() + 2 * pairs; all.size() < target; ) {
            List<Object> two = random.next(source);
            if (all.stream().noneMatch(two::contains)) {
                all.addAll(two);
            }
        }
        return new TypeSamples(type, List.copyOf(all), unguarded, exceptions, stored, between, random);
    }
}
