/**
 * The databases that noclobber is tested against: what each can do, and how to have one running. Owns
 * the life of every server that it starts.
 */
@NullMarked
package io.noclobber.conformance.database;

import org.jspecify.annotations.NullMarked;
