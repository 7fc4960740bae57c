/**
 * What a conflict is: the exception that a refused write ends in, the difference it found, and the
 * message that explains it to a person. Owns no decision; the guard decides.
 */
@NullMarked
package io.noclobber.conflict;

import org.jspecify.annotations.NullMarked;
