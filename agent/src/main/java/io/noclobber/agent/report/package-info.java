/** What the agent has seen: said once on the error output, written to a file, and shown by JMX. */
@NullMarked
package io.noclobber.agent.report;

import org.jspecify.annotations.NullMarked;
