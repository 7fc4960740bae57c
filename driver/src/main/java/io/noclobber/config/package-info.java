/**
 * The only place where settings exist: every option is declared once, in {@link
 * io.noclobber.config.Option}, and reaches the rest as one immutable {@link
 * io.noclobber.config.Settings}.
 */
@NullMarked
package io.noclobber.config;

import org.jspecify.annotations.NullMarked;
