package io.noclobber.internal.sql;

/** Why the text of a statement lets nothing be tracked or guarded. Constants are names in statistics. */
public enum UnguardedReason {
    AGGREGATE,
    DISTINCT,
    GROUP_BY,
    SET_OPERATION,
    NO_TABLE,
    DERIVED_TABLE,
    TOO_LONG,
    TOO_DEEP,
    SEVERAL_STATEMENTS,
    JOINED_WRITE,
    MERGE,
    UPSERT,
    WRITING_CTE,
    CURRENT_OF,
    LIMITED_WRITE,
    NOT_PARSED,
    DISAGREEMENT
}
