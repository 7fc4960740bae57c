/**
 * Where the images of conversations are kept: the interface of a store, and the form in which rows cross it. A store sees
 * keys and rows as values that it need not understand, and as bytes of a format of our own where it leaves the JVM.
 */
@NullMarked
package io.noclobber.store;

import org.jspecify.annotations.NullMarked;
