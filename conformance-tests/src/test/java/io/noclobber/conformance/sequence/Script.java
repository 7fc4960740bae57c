package io.noclobber.conformance.sequence;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes up what one application does on one connection. The same seed gives the same script. Confined to one thread. */
final class Script {
    private static final int SHORTEST = 100;
    private static final int LONGER = 250;

    private final Dice dice;
    private final Slots slots;
    private final List<Step> steps = new ArrayList<>();
    private final ConnectionCalls connection;
    private final StatementCalls statements;
    private final ParameterCalls parameters;
    private final RowCalls rows;

    private Script(Engine engine, long seed) {
        this.dice = new Dice(seed);
        this.slots = new Slots(engine == Engine.SQLITE);
        Texts texts = new Texts(dice, engine);
        this.connection = new ConnectionCalls(dice, engine);
        this.parameters = new ParameterCalls(engine, dice, slots);
        this.statements = new StatementCalls(engine, dice, slots, texts, parameters);
        this.rows = new RowCalls(engine, dice, slots);
    }

    static List<Step> of(Engine engine, long seed) {
        return new Script(engine, seed).make();
    }

    private List<Step> make() {
        int length = SHORTEST + dice.below(LONGER);
        for (int slot = 0; slot < Player.STATEMENTS; slot++) {
            statements.open(slot, steps);
        }
        while (steps.size() < length) {
            int choice = dice.below(100);
            if (choice < 12) {
                connection.add(steps);
            } else if (choice < 55) {
                statements.add(steps);
            } else if (choice < 60) {
                parameters.add(steps);
            } else {
                rows.add(steps);
            }
        }
        connection.end(steps);
        return List.copyOf(steps);
    }

    /** Whether it may leave other tables behind than it has found. */
    static boolean defines(List<Step> script) {
        return script.stream()
                .map(step -> step.name().toUpperCase(Locale.ROOT))
                .anyMatch(name -> name.contains("CREATE TABLE")
                        || name.contains("DROP TABLE")
                        || name.contains("ALTER TABLE")
                        || name.contains("CREATE INDEX"));
    }
}
