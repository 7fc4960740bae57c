/**
 * The demo: two users of an application that knows nothing of noclobber, first with its own URL, then with
 * ours. Owns the story, the transcript and the looks at the database that decide whether it was true.
 */
@NullMarked
package io.noclobber.conformance.demo;

import org.jspecify.annotations.NullMarked;
