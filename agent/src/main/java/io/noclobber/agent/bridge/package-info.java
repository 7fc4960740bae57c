/**
 * What the classes of drivers call. In the agent's jar it lies in a package of the JDK's own base module, which every class loader
 * sees, and knows types of that module only.
 */
@NullMarked
package io.noclobber.agent.bridge;

import org.jspecify.annotations.NullMarked;
