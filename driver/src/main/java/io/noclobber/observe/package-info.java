/**
 * What can be watched: one observer whose methods do nothing, and one class for each place where events
 * go. An observer decides nothing and never fails a call of the application.
 */
@NullMarked
package io.noclobber.observe;

import org.jspecify.annotations.NullMarked;
