package io.noclobber.conformance;

import org.junit.jupiter.api.Nested;

/** Everything that noclobber promises of one database through one entry path. */
public abstract class AllContracts {
    /** What to run against. */
    protected abstract Setting setting();

    @Nested
    class LostUpdate extends LostUpdateContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Compare extends CompareContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class HiddenVersion extends HiddenVersionContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class HiddenColumn extends HiddenColumnContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Option extends OptionContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Predicate extends PredicateContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Key extends KeyContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class KeyList extends KeyListContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Cursor extends CursorContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class CursorImage extends CursorImageContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class CursorLargeObject extends CursorLargeObjectContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class TwoCursors extends TwoCursorsContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class OlderResult extends OlderResultContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class PendingChange extends PendingChangeContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class UndoneWork extends UndoneWorkContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class PositionedWrite extends PositionedWriteContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class OwnWrite extends OwnWriteContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Trigger extends TriggerContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Transaction extends TransactionContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Rollback extends RollbackContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Isolation extends IsolationContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class BatchFailure extends BatchFailureContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Batch extends BatchContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Literal extends LiteralContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Text extends TextContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Read extends ReadContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class QueryForm extends QueryFormContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class OpenRows extends OpenRowsContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Getter extends GetterContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Result extends ResultContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class StreamParameter extends StreamParameterContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Transparency extends TransparencyContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Storm extends StormContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Memory extends MemoryContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Conversation extends ConversationContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class ConversationCheck extends ConversationCheckContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class ConversationRollback extends ConversationRollbackContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class ConversationThread extends ConversationThreadContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class ConversationConnection extends ConversationConnectionContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class ConversationStorm extends ConversationStormContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class LockCheck extends LockCheckContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Reread extends RereadContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class Interruption extends InterruptionContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class LargeValue extends LargeValueContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }

    @Nested
    class TwoThreads extends TwoThreadsContract {
        @Override
        protected Setting setting() {
            return AllContracts.this.setting();
        }
    }
}
