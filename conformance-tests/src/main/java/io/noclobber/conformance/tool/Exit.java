package io.noclobber.conformance.tool;

/** What the program's exit code says. */
enum Exit {
    CONFORMS(0),
    DOES_NOT_CONFORM(1),
    CANNOT_RUN(2);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
