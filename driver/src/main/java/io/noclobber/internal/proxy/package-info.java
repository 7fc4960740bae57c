/**
 * Generates, at run time, one subclass for each class of a driver's object and each of our bases:
 * what the base does not implement is forwarded, and the driver's own public interfaces stay castable.
 * The only package that knows ByteBuddy.
 */
@NullMarked
package io.noclobber.internal.proxy;

import org.jspecify.annotations.NullMarked;
