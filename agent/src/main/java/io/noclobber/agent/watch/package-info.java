/** What happens while a connection is opened or lent: decides which of the connections that come by is the one to guard. */
@NullMarked
package io.noclobber.agent.watch;

import org.jspecify.annotations.NullMarked;
