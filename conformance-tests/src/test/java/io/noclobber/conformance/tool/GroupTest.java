package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.AllContracts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GroupTest {

    @Test
    void contracts_eachBelongToAGroup() {
        List<String> contracts = Arrays.stream(AllContracts.class.getDeclaredClasses())
                .map(Class::getSimpleName)
                .toList();

        assertThat(contracts)
                .hasSizeGreaterThan(20)
                .allSatisfy(contract ->
                        assertThat(Group.holds(contract)).as(contract).isTrue());
    }

    @Test
    void deletes_areAGroupOfTheirOwn() {
        assertThat(Group.of("LostUpdate", "delete_rowUnchanged_isDone")).isEqualTo(Group.DELETES);
        assertThat(Group.of("LostUpdate", "update_rowDeletedSinceRead_isRefusedAsDeleted"))
                .isEqualTo(Group.DELETES);
        assertThat(Group.of("Isolation", "otherDeleteCommitted_betweenTransactions_isRefused"))
                .isEqualTo(Group.DELETES);
        assertThat(Group.of("LostUpdate", "update_rowChangedSinceRead_isRefused"))
                .isEqualTo(Group.LOST_UPDATES);
    }

    @Test
    void help_namesAllGroups() {
        String help = new CommandLine(new VerifyCommand()).getUsageMessage().replaceAll("\\s+", " ");

        assertThat(help).contains(Group.names() + ".");
    }

    @Test
    void help_listsTheRightsThatAUserNeeds() {
        assertThat(new CommandLine(new VerifyCommand()).getUsageMessage().replaceAll("\\s+", " "))
                .contains("Privileges needed: connect (up to " + ConnectionsNeeded.AT_ONCE
                        + " connections at a time), create and drop tables in the schema, read and write them.");
        assertThat(new CommandLine(new AnalyzeCommand()).getUsageMessage().replaceAll("\\s+", " "))
                .contains("Privileges needed: connect, and see the tables in the catalog.");
    }
}
