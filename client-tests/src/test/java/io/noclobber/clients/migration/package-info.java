/** Migration tools. */
@NullMarked
package io.noclobber.clients.migration;

import org.jspecify.annotations.NullMarked;
