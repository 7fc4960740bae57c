package io.noclobber.conformance.sequence;

import java.util.List;

/**
 * Where noclobber did not do what the bare driver does. Immutable.
 *
 * @param position of the first step that gave something else
 */
record Difference(List<Step> script, int position, String step, String bare, String guarded) {
    /** Whether it shows in a call of the same method, so that it is likely to be the same difference. */
    boolean isLike(Difference other) {
        return method().equals(other.method());
    }

    private String method() {
        String call = step.replaceAll("\\(.*", "");
        return call.substring(call.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < script.size() && i <= position; i++) {
            text.append("\n    ").append(script.get(i).name());
        }
        return text.append("\n  gave at: ")
                .append(step)
                .append("\n    bare:    ")
                .append(bare)
                .append("\n    guarded: ")
                .append(guarded)
                .toString();
    }
}
