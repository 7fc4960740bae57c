/** Connection pools above our connections and below them, in several versions. */
@NullMarked
package io.noclobber.clients.pool;

import org.jspecify.annotations.NullMarked;
