/** How the agent starts: the only classes of it that the application's class loader can see. */
@NullMarked
package io.noclobber.agent;

import org.jspecify.annotations.NullMarked;
