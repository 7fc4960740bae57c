/** Owns the program that a DBA runs: its commands, what it does with a running database, and what it says of it. */
@NullMarked
package io.noclobber.conformance.tool;

import org.jspecify.annotations.NullMarked;
