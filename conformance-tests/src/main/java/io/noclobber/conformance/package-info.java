/**
 * What noclobber promises, as abstract test classes that run against any database and through every
 * entry path. Subclass {@link io.noclobber.conformance.NoclobberContract} for a database of your own.
 */
@NullMarked
package io.noclobber.conformance;

import org.jspecify.annotations.NullMarked;
