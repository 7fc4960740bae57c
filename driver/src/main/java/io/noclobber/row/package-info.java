/**
 * The vocabulary of rows: names of tables and columns, keys, and what was read of one row. Owns no
 * behaviour beyond identity; everything here is immutable.
 */
@NullMarked
package io.noclobber.row;

import org.jspecify.annotations.NullMarked;
