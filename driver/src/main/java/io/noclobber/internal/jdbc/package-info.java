/**
 * The JDBC methods that mean something to the guard, and only those. Translates calls, decides
 * nothing: what is not overridden here is forwarded by the generated subclasses.
 */
@NullMarked
package io.noclobber.internal.jdbc;

import org.jspecify.annotations.NullMarked;
