/** What is known of connection pools that stand above our connections. Owns their names, and looks at stacks; nothing else does. */
@NullMarked
package io.noclobber.internal.pool;

import org.jspecify.annotations.NullMarked;
