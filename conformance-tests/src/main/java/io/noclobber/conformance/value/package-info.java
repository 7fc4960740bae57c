/** The contract of values: an unchanged one is found by its predicate, a changed one is not, type by type. */
@NullMarked
package io.noclobber.conformance.value;

import org.jspecify.annotations.NullMarked;
