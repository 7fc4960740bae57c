/** Stands for a pool that is known by name only. */
@NullMarked
package com.jolbox.bonecp;

import org.jspecify.annotations.NullMarked;
