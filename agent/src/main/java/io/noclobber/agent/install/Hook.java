package io.noclobber.agent.install;

/**
 * A method in which the agent works, by its exact signature.
 *
 * @param name of the code that is put there
 * @param type the interface, or the class, whose method it is; a class counts if it is one of that
 * @param constant what every class file has among its constants that declares the method
 */
record Hook(String name, String type, String method, String descriptor, String constant, Class<?> advice) {

    /** Whether {@code outline} declares the method, with code. */
    boolean isIn(ClassOutline outline) {
        return outline.declares(method, descriptor);
    }
}
