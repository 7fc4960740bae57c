/** Finds the classes through which connections are opened and requests are served, and puts the agent's code into them. */
@NullMarked
package io.noclobber.agent.install;

import org.jspecify.annotations.NullMarked;
