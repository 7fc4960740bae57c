/**
 * From statement text to an immutable plan, and from a plan back to spliced text. The only importer
 * of JSqlParser.
 */
@NullMarked
package io.noclobber.internal.sql;

import org.jspecify.annotations.NullMarked;
