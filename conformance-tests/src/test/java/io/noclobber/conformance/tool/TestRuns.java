package io.noclobber.conformance.tool;

import io.noclobber.conformance.Setting;
import java.util.List;

/** Runs of the contracts of which nobody is told. Stateless. */
final class TestRuns {
    private TestRuns() {}

    /** On a database that always answers. */
    static TestRun of(Setting setting) {
        return of(setting, new Steady());
    }

    static TestRun of(Setting setting, TestRun.Pulse pulse) {
        return new TestRun(setting, new Secrets(""), pulse, new TestRun.Progress() {
            @Override
            public void begins(Group group, int tests) {}

            @Override
            public void ended(Tried test) {}

            @Override
            public void again(int tests) {}

            @Override
            public void ends(Group group, double seconds, List<Tried> tests) {}
        });
    }

    /** Sees no connection that is lost. */
    static class Steady implements TestRun.Pulse {
        @Override
        public void check() {}

        @Override
        public boolean lost(long since, long until) {
            return false;
        }

        @Override
        public boolean connects() {
            return true;
        }
    }
}
