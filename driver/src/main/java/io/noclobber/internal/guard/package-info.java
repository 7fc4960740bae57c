/**
 * The one door for the JDBC layer: takes statement texts, parameters, rows read and transaction
 * events of one connection; answers what to send and what its count means.
 */
@NullMarked
package io.noclobber.internal.guard;

import org.jspecify.annotations.NullMarked;
