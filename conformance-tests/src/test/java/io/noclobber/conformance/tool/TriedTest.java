package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    update_rowChangedSinceRead_isRefused | update, row changed since read: is refused
                    end_forgets | end: forgets
                    keyOfTwoColumns_oneByAList_isGuarded | key of two columns, one by a list: is guarded
                    otherDelete_isSeen [READ_COMMITTED] | other delete: is seen [READ_COMMITTED]
                    """)
    void name_isReadAsASentence(String name, String sentence) {
        Tried test = new Tried(Group.LOST_UPDATES, "LostUpdate", name, true, Outcome.HELD, 1, "");

        assertThat(test.sentence()).isEqualTo(sentence);
    }
}
