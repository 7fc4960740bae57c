package io.noclobber.internal.sql;

import java.util.BitSet;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/** Parses a text and plans what the parser understood. */
final class ParsedShapes {
    private ParsedShapes() {}

    static Shape of(Tokens tokens) {
        BitSet masked = Masks.of(tokens);
        try {
            Statement statement = GrammarParser.parse(ParserText.of(tokens, masked), tokens.syntax.grammar());
            Shape shape = plan(statement, tokens, masked);
            return shape == null ? notParsed(tokens) : shape;
        } catch (StackOverflowError tooDeepForThisStack) {
            return Shape.of(Words.unanalysed(tokens, UnguardedReason.TOO_DEEP));
        }
    }

    private static @Nullable Shape plan(@Nullable Statement statement, Tokens tokens, BitSet masked) {
        if (statement instanceof Update update && tokens.is(RootVerb.find(tokens), "UPDATE")) {
            return new WritePlans(tokens, masked).plan(update);
        }
        if (statement instanceof Delete delete && tokens.is(RootVerb.find(tokens), "DELETE")) {
            return new WritePlans(tokens, masked).plan(delete);
        }
        if (statement instanceof Select select) {
            StatementPlan plan = new ReadPlans(tokens).plan(select);
            return new Shape(plan, null, plan instanceof StatementPlan.Read ? SelectLists.end(tokens) : 0);
        }
        return null;
    }

    private static Shape notParsed(Tokens tokens) {
        return Shape.of(Words.unanalysed(tokens, UnguardedReason.NOT_PARSED));
    }
}
