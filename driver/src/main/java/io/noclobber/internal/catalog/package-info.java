/** Keys and columns of the tables of one database: read once, lazily, shared by its connections. */
@NullMarked
package io.noclobber.internal.catalog;

import org.jspecify.annotations.NullMarked;
