package io.noclobber.conformance.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column type and values of it, each pair of which must be told apart. Immutable.
 *
 * @param type the type as DDL spells it
 * @param values SQL expressions; what is no String is bound as an object
 * @param unguarded why a column of this type is not compared at all, or {@code null} when it is
 * @param exceptions the values that cannot be compared exactly, each with the reason
 */
public record TypeSamples(
        String type, List<Object> values, @Nullable String unguarded, Map<String, String> exceptions) {
    public TypeSamples {
        Objects.requireNonNull(type, "type");
        values = List.copyOf(values);
        exceptions = Map.copyOf(exceptions);
    }

    /** Samples that are all to be told apart. */
    public static TypeSamples of(String type, Object... values) {
        return new TypeSamples(type, List.of(values), null, Map.of());
    }

    /** Character strings that the usual collations mix up: case, accents, blanks. */
    public static TypeSamples strings(String type) {
        return of(
                type, "''", "' '", "'a'", "'A'", "'a '", "'a  '", "'á'", "'ab'", "'aB'", "'ß'", "'ss'", "'.'", "'a.'");
    }

    /** Character strings of a type that pads with blanks. */
    public static TypeSamples padded(String type) {
        return of(type, "'a'", "'A'", "'á'", "'ab'", "'aB'", "'.'", "'a.'");
    }

    /** These samples of which a column is not compared at all, because of {@code reason}. */
    public TypeSamples unguarded(String reason) {
        return new TypeSamples(type, values, reason, exceptions);
    }

    /** These samples and one that is not compared exactly, because of {@code reason}. */
    public TypeSamples except(String value, String reason) {
        List<Object> more = new ArrayList<>(values);
        more.add(value);
        Map<String, String> also = new LinkedHashMap<>(exceptions);
        also.put(value, reason);
        return new TypeSamples(type, more, unguarded, also);
    }
}
