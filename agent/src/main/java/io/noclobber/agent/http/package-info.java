/**
 * Which conversation the requests of web applications belong to. Knows no class of the servlet API: its methods are found by their
 * names in the classes of whichever server it is.
 */
@NullMarked
package io.noclobber.agent.http;

import org.jspecify.annotations.NullMarked;
