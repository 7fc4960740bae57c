/** Quartz with its JDBC job store, as an application that does not know noclobber. Owns its tables and schedulers. */
@NullMarked
package io.noclobber.conformance.quartz;

import org.jspecify.annotations.NullMarked;
