/** A web application as it is, in real servers, with the agent and without. */
@NullMarked
package io.noclobber.server;

import org.jspecify.annotations.NullMarked;
