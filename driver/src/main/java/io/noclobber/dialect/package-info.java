/**
 * How one database spells identifiers, sameness of values and row locks. One small class an engine,
 * one generic class for engines nobody has measured.
 */
@NullMarked
package io.noclobber.dialect;

import org.jspecify.annotations.NullMarked;
