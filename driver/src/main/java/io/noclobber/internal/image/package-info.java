/**
 * What the application of one connection has read: the images, what its own writes of the current
 * transaction did to them, savepoints and limits. Calls no driver.
 */
@NullMarked
package io.noclobber.internal.image;

import org.jspecify.annotations.NullMarked;
