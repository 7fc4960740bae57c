/**
 * Which conversation a thread works for, and the stores in which conversations are kept: the one of this JVM's memory, and
 * those that are plugged in.
 */
@NullMarked
package io.noclobber.internal.conversation;

import org.jspecify.annotations.NullMarked;
