/** Entry points and composition: the driver, the data source, and how the parts are put together. */
@NullMarked
package io.noclobber;

import org.jspecify.annotations.NullMarked;
