package io.noclobber.agent.watch;

/** Classes that come from one maker: those of one driver, or of one pool. */
final class Family {
    private static final int SEGMENTS = 3;

    private Family() {}

    /** Whether both were loaded from the same place and lie in packages with a common beginning, such as {@code com.mysql.cj}. */
    static boolean same(Class<?> one, Class<?> other) {
        return one == other
                || one.getClassLoader() == other.getClassLoader() && same(one.getPackageName(), other.getPackageName());
    }

    static boolean same(String one, String other) {
        String[] first = one.split("\\.", -1);
        String[] second = other.split("\\.", -1);
        int common = Math.min(SEGMENTS, Math.min(first.length, second.length));
        for (int i = 0; i < common; i++) {
            if (!first[i].equals(second[i])) {
                return false;
            }
        }
        return common > 0;
    }
}
