package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.noclobber.Conversation;
import io.noclobber.NoclobberXADataSource;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.xa.PGXADataSource;

/** What was read and written follows the branches of distributed transactions, whoever completes them. */
@ParameterizedClass
@EnumSource(
        value = Engine.class,
        names = {"DERBY", "POSTGRESQL_18"})
class DistributedTransactionTest extends Contract {
    private static final AtomicInteger BRANCHES = new AtomicInteger();

    private final Engine engine;
    private final List<XAConnection> physical = new ArrayList<>();
    private NoclobberXADataSource source;
    private XAConnection connection;
    private XAResource resource;
    private Session session;

    DistributedTransactionTest(Engine engine) {
        this.engine = engine;
    }

    private record Branch(byte[] getGlobalTransactionId, byte[] getBranchQualifier) implements Xid {
        static Branch next() {
            byte[] id = ("noclobber " + BRANCHES.incrementAndGet() + " " + System.nanoTime())
                    .getBytes(StandardCharsets.US_ASCII);
            return new Branch(id, id);
        }

        @Override
        public int getFormatId() {
            return 4711;
        }
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(engine.database(), EntryPath.DATA_SOURCE);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    private XADataSource real() {
        Database database = engine.database();
        if (engine == Engine.DERBY) {
            EmbeddedXADataSource derby = new EmbeddedXADataSource();
            derby.setDatabaseName("memory:conformance");
            derby.setUser(database.user());
            derby.setPassword(database.password());
            return derby;
        }
        PGXADataSource postgres = new PGXADataSource();
        postgres.setUrl(database.url());
        postgres.setUser(database.user());
        postgres.setPassword(database.password());
        return postgres;
    }

    @BeforeEach
    void open() throws SQLException {
        source = new NoclobberXADataSource(real());
        connection = another();
        resource = connection.getXAResource();
        session = new Session(connection.getConnection(), alice::sql);
        createOrders();
    }

    private XAConnection another() throws SQLException {
        XAConnection opened = source.getXAConnection();
        physical.add(opened);
        return opened;
    }

    @AfterEach
    void close() throws SQLException {
        for (XAConnection each : physical) {
            each.close();
        }
    }

    private static int ship(Session session, int id, String status) throws SQLException {
        return session.write("UPDATE {orders} SET status = ? WHERE id = ?", status, id);
    }

    /** Nobody else has written the row since, so it is written; then somebody does, and it is not. */
    private void assertGuarded(Session of, int id) throws SQLException {
        assertThat(ship(of, id, "AGAIN")).isEqualTo(1);
        assertThat(bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = ?", id))
                .isEqualTo(1);
        refused(() -> ship(of, id, "LOST"));
        assertThat(status(id)).isEqualTo("BOBS");
    }

    @Test
    void ownWrites_committedInTwoPhases_areKnown() throws Exception {
        readOrder(session, 1);
        TransactionManager manager = TransactionManagers.narayana();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        manager.getTransaction().enlistResource(new Bystander());
        // what is stored is not what was set
        assertThat(session.write("UPDATE {orders} SET amount = ? WHERE id = 1", new BigDecimal("1.239")))
                .isEqualTo(1);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        manager.commit();
        assertThat(status(1)).isEqualTo("SHIPPED");
        assertGuarded(session, 1);
    }

    /** One request reads in a distributed transaction, another saves in one, on another connection. */
    @Test
    void conversation_readInOneBranch_guardsTheSaveInAnother() throws Exception {
        XAConnection second = another();
        Session other = new Session(second.getConnection(), alice::sql);
        String user = "branches " + System.nanoTime();
        inBranch(user, resource, () -> readOrder(session, 1), true);
        bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = 1");

        inBranch(user, second.getXAResource(), () -> refused(() -> ship(other, 1, "LOST")), false);
        inBranch("another " + user, second.getXAResource(), () -> readOrder(other, 1), true);
        inBranch(
                "another " + user,
                resource,
                () -> assertThat(ship(session, 1, "SHIPPED")).isOne(),
                false);
        inBranch(
                "another " + user,
                resource,
                () -> assertThat(ship(session, 1, "SHIPPED")).isOne(),
                true);
        inBranch(
                "another " + user,
                second.getXAResource(),
                () -> assertThat(ship(other, 1, "AGAIN")).isOne(),
                true);
        assertThat(status(1)).isEqualTo("AGAIN");
        inBranch(user, resource, () -> refused(() -> ship(session, 1, "LOST")), false);
    }

    /** In a branch PostgreSQL's driver sets no savepoint behind which more could be asked of the row. */
    @Test
    void conversation_rowLockedInABranch_isGivenAndWritten() throws Exception {
        String user = "branches " + System.nanoTime();
        inBranch(user, resource, () -> readOrder(session, 1), true);
        inBranch(
                user,
                resource,
                () -> {
                    assertThat(session.read("SELECT id FROM {orders} WHERE id = ? FOR UPDATE", 1))
                            .hasSize(1);
                    assertThat(ship(session, 1, "SHIPPED")).isOne();
                },
                true);
        assertThat(status(1)).isEqualTo("SHIPPED");
        bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = 1");

        inBranch(
                user,
                resource,
                () -> refused(() -> session.read("SELECT id, status FROM {orders} WHERE id = 1 FOR UPDATE")),
                false);
    }

    /** Part of a request. */
    private interface Step {
        void run() throws SQLException;
    }

    @SuppressWarnings("try") // an open conversation is there for what it binds
    private static void inBranch(String user, XAResource resource, Step step, boolean commits) throws Exception {
        TransactionManager manager = TransactionManagers.narayana();
        try (Conversation open = Conversation.open(user)) {
            manager.begin();
            manager.getTransaction().enlistResource(resource);
            step.run();
        }
        if (commits) {
            manager.commit();
        } else {
            manager.rollback();
        }
    }

    @Test
    void ownWrites_rolledBackByTheManager_areUndone() throws Exception {
        readOrder(session, 1);
        TransactionManager manager = TransactionManagers.narayana();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        readOrder(session, 2);
        manager.rollback();
        assertThat(status(1)).isEqualTo("OPEN");
        assertGuarded(session, 1);
        assertGuarded(session, 2);
    }

    @Test
    void conflict_inABranch_isRefusedAndExplained() throws Exception {
        TransactionManager manager = TransactionManagers.narayana();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        readOrder(session, 1);
        assertThat(bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = 1"))
                .isEqualTo(1);
        assertThat(refused(() -> ship(session, 1, "LOST")).getMessage()).contains("BOBS");
        assertThat(ship(session, 2, "SHIPPED")).isEqualTo(1);
        manager.commit();
        assertThat(status(1)).isEqualTo("BOBS");
        assertThat(status(2)).isEqualTo("SHIPPED");
        refused(() -> ship(session, 1, "LOST"));
    }

    @Test
    void branch_thatOnlyRead_leavesItsImages() throws Exception {
        TransactionManager manager = TransactionManagers.narayana();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        manager.getTransaction().enlistResource(new Bystander());
        readOrder(session, 1);
        manager.commit();
        assertGuarded(session, 1);
    }

    @Test
    void branch_rolledBackByAnotherThread_isUndone() throws Exception {
        readOrder(session, 1);
        TransactionManager manager = TransactionManagers.narayana();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        Transaction transaction = manager.suspend();
        await(meanwhile(() -> {
            transaction.rollback();
            return true;
        }));
        assertThat(status(1)).isEqualTo("OPEN");
        assertGuarded(session, 1);
    }

    @Test
    void branch_committedThroughAnotherConnection_isStored() throws Exception {
        readOrder(session, 1);
        Xid branch = Branch.next();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        another().getXAResource().commit(branch, false);
        assertThat(status(1)).isEqualTo("SHIPPED");
        assertGuarded(session, 1);
    }

    @Test
    void branches_thatTakeTurns_doNotMix() throws Exception {
        assumeFalse(engine.isPostgres(), "PostgreSQL's driver does not suspend branches");
        readOrder(session, 1);
        readOrder(session, 2);
        bob.write("UPDATE {orders} SET status = 'BOBS' WHERE id = 2");
        Xid first = Branch.next();
        Xid second = Branch.next();
        resource.start(first, XAResource.TMNOFLAGS);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        readOrder(session, 2);
        resource.end(first, XAResource.TMSUSPEND);

        resource.start(second, XAResource.TMNOFLAGS);
        refused(() -> ship(session, 2, "LOST")); // what the first has read, this one has not
        resource.end(second, XAResource.TMSUCCESS);
        resource.rollback(second);

        resource.start(first, XAResource.TMRESUME);
        assertThat(ship(session, 1, "TWICE")).isEqualTo(1);
        assertThat(ship(session, 2, "SHIPPED")).isEqualTo(1);
        resource.end(first, XAResource.TMSUCCESS);
        resource.commit(first, true);
        assertThat(status(1)).isEqualTo("TWICE");
        assertGuarded(session, 1);
        assertGuarded(session, 2);
    }

    @Test
    void branch_thatIsPending_leavesTheConnectionToOthers() throws Exception {
        assumeFalse(engine.isPostgres(), "PostgreSQL's driver begins no work while a branch is not prepared");
        readOrder(session, 1);
        readOrder(session, 2);
        Xid first = Branch.next();
        resource.start(first, XAResource.TMNOFLAGS);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        resource.end(first, XAResource.TMSUCCESS);
        assertThat(ship(session, 2, "BETWEEN")).isEqualTo(1);
        resource.rollback(first);
        assertThat(status(1)).isEqualTo("OPEN");
        assertGuarded(session, 1);
        assertGuarded(session, 2);
    }

    @Test
    void handle_givenOutWithinABranch_followsIt() throws Exception {
        Xid branch = Branch.next();
        connection = another();
        resource = connection.getXAResource();
        resource.start(branch, XAResource.TMNOFLAGS);
        Session later = new Session(connection.getConnection(), alice::sql);
        readOrder(later, 1);
        assertThat(ship(later, 1, "SHIPPED")).isEqualTo(1);
        assertThat(ship(later, 1, "TWICE")).isEqualTo(1);
        resource.end(branch, XAResource.TMSUCCESS);
        resource.commit(branch, true);
        assertThat(status(1)).isEqualTo("TWICE");
        later.connection().setAutoCommit(true); // Derby leaves it off
        assertGuarded(later, 1);
    }

    @Test
    void commit_thatTheDriverRefusesWithinABranch_endsNothing() throws Exception {
        readOrder(session, 1);
        Xid branch = Branch.next();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(ship(session, 1, "SHIPPED")).isEqualTo(1);
        assertThatThrownBy(() -> session.connection().commit()).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> session.connection().rollback()).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> session.connection().setAutoCommit(true)).isInstanceOf(SQLException.class);
        assertThat(ship(session, 1, "TWICE")).isEqualTo(1);
        resource.end(branch, XAResource.TMSUCCESS);
        resource.commit(branch, true);
        assertGuarded(session, 1);
    }

    @Test
    void images_ofScopeTransaction_endWithTheBranch() throws Exception {
        source = new NoclobberXADataSource(real());
        source.setScope("transaction");
        source.setNoImage("refuse");
        XAConnection short_ = another();
        Session scoped = new Session(short_.getConnection(), alice::sql);
        XAResource of = short_.getXAResource();
        Xid first = Branch.next();
        of.start(first, XAResource.TMNOFLAGS);
        readOrder(scoped, 1);
        assertThat(ship(scoped, 1, "SHIPPED")).isEqualTo(1);
        of.end(first, XAResource.TMSUCCESS);
        of.commit(first, true);
        Xid second = Branch.next();
        of.start(second, XAResource.TMNOFLAGS);
        assertThatThrownBy(() -> ship(scoped, 1, "UNREAD"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("NC003"));
        of.end(second, XAResource.TMSUCCESS);
        of.rollback(second);
    }

    @Test
    void resource_anyOf_isOneObjectAndKnowsItsOwn() throws Exception {
        assertThat(connection.getXAResource()).isSameAs(resource).hasToString("noclobber[" + bareText(resource) + "]");
        assertThat(resource.isSameRM(resource)).isTrue();
        assertThatThrownBy(() -> resource.commit(Branch.next(), false)).isInstanceOf(XAException.class);
        assertThat(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .isNotNull();
    }

    private static String bareText(XAResource resource) {
        String text = resource.toString();
        return text.substring("noclobber[".length(), text.length() - 1);
    }
}
