/** Frameworks and mappers, each as two users who edit one row. */
@NullMarked
package io.noclobber.clients.framework;

import org.jspecify.annotations.NullMarked;
