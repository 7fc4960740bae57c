/** The contract of the catalog: every way to name a table leads to that table, and to its key. */
@NullMarked
package io.noclobber.conformance.catalog;

import org.jspecify.annotations.NullMarked;
