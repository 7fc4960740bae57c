/** The code that is copied into the methods of drivers and data sources. It runs there, and names nothing but the JDK and the bridge. */
@NullMarked
package io.noclobber.agent.advice;

import org.jspecify.annotations.NullMarked;
