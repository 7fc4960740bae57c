package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.conflict.Conflicts;
import io.noclobber.dialect.Dialect;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.conversation.Conversations;
import io.noclobber.internal.sql.SqlAnalyser;
import io.noclobber.observe.NoclobberObserver;
import java.time.Clock;

/**
 * What all guarded connections of one origin share. Immutable; its parts are thread-safe.
 *
 * @param settings the options in force
 * @param dialect how the database spells sameness and locks
 * @param catalog its tables
 * @param analyser what its texts mean
 * @param observer who is told what happens
 * @param second how to open another connection like the first
 * @param clock the time
 * @param conflicts makes the exceptions
 * @param conversations where what conversations have read is kept
 */
public record Environment(
        Settings settings,
        Dialect dialect,
        Catalog catalog,
        SqlAnalyser analyser,
        NoclobberObserver observer,
        SecondConnection second,
        Clock clock,
        Conflicts conflicts,
        Conversations conversations) {}
