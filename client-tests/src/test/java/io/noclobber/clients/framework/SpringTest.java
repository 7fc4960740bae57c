package io.noclobber.clients.framework;

import com.zaxxer.hikari.HikariDataSource;
import io.noclobber.clients.framework.Client.Address;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Spring's JdbcTemplate in transactions of its DataSourceTransactionManager, with HikariCP below. */
class SpringTest extends ClientContract {
    @Override
    Client open(Address address) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDriverClassName(address.driver());
        pool.setJdbcUrl(address.url());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(2);
        return new Application(pool, new JdbcTemplate(pool), new DataSourceTransactionManager(pool));
    }

    private record Application(HikariDataSource pool, JdbcTemplate template, DataSourceTransactionManager transactions)
            implements Client {
        @Override
        public Edit read() throws Exception {
            return OnThread.edit(() -> new Transaction(template, transactions));
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static final class Transaction implements Client.Edit {
        private final JdbcTemplate template;
        private final DataSourceTransactionManager transactions;
        private final TransactionStatus transaction;
        private final String status;

        Transaction(JdbcTemplate template, DataSourceTransactionManager transactions) {
            this.template = template;
            this.transactions = transactions;
            this.transaction = transactions.getTransaction(new DefaultTransactionDefinition());
            this.status = template.queryForObject("SELECT STATUS FROM CLIENT_ORDERS WHERE ID = ?", String.class, 1);
        }

        @Override
        public String status() {
            return status;
        }

        @Override
        public int save(String saved) {
            int rows = template.update("UPDATE CLIENT_ORDERS SET STATUS = ? WHERE ID = ?", saved, 1);
            transactions.commit(transaction);
            return rows;
        }

        @Override
        public void close() {
            if (!transaction.isCompleted()) {
                transactions.rollback(transaction);
            }
            TransactionSynchronizationManager.clear();
        }
    }
}
