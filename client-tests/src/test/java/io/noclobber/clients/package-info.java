/** What is said of clients in the documentation. */
@NullMarked
package io.noclobber.clients;

import org.jspecify.annotations.NullMarked;
