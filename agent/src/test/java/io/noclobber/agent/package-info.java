/** Runs applications with the agent as it is published. */
@org.jspecify.annotations.NullMarked
package io.noclobber.agent;
