/** Drivers that fail in the middle of what the contracts do. */
@NullMarked
package io.noclobber.conformance.fault;

import org.jspecify.annotations.NullMarked;
