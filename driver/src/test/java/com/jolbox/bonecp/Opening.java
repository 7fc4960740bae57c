package com.jolbox.bonecp;

import java.util.concurrent.Callable;

/** Opens connections in the name of a pool. */
public final class Opening {
    private Opening() {}

    public static <T> T open(Callable<T> connect) throws Exception {
        return connect.call();
    }
}
