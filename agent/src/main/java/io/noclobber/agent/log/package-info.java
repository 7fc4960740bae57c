/** What the agent and the driver inside it say, on the error output: the log of the application cannot be seen from here. */
@NullMarked
package io.noclobber.agent.log;

import org.jspecify.annotations.NullMarked;
