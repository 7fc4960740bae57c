/** The program that a DBA runs, as he runs it. Owns the databases that it is run on. */
@NullMarked
package io.noclobber.conformance.tool;

import org.jspecify.annotations.NullMarked;
