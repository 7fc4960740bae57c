/**
 * What guarding costs: the same application through the bare driver, through noclobber and beside its peers, in
 * rounds that alternate. Owns the measuring and the table of it.
 */
@NullMarked
package io.noclobber.benchmarks;

import org.jspecify.annotations.NullMarked;
