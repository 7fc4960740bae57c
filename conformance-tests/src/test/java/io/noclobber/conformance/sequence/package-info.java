/** Random sequences of JDBC calls, played on the bare driver and through noclobber, which must not differ. Owns their making, playing and shrinking. */
@NullMarked
package io.noclobber.conformance.sequence;

import org.jspecify.annotations.NullMarked;
