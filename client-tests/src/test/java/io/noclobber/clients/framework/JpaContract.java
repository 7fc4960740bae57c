package io.noclobber.clients.framework;

import io.noclobber.clients.framework.Client.Address;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** An entity that is loaded, changed and flushed in one transaction, with the provider's own pool of connections. */
abstract class JpaContract<E> extends ClientContract {
    /** An order whose entity has no version. */
    @Entity(name = "PlainOrder")
    @Table(name = TABLE)
    public static class PlainOrder {
        @Id
        int id;

        @Column
        String status;

        @Column
        Integer amount;
    }

    /** An order whose entity has a version, which the mapper checks by itself. */
    @Entity(name = "VersionedOrder")
    @Table(name = TABLE)
    public static class VersionedOrder {
        @Id
        int id;

        @Column
        String status;

        @Version
        @Column(name = "REVISION")
        int version;
    }

    private final String provider;
    private final Class<E> type;
    private final Function<E, String> status;
    private final BiConsumer<E, String> change;

    JpaContract(String provider, Class<E> type, Function<E, String> status, BiConsumer<E, String> change) {
        this.provider = provider;
        this.type = type;
        this.status = status;
        this.change = change;
    }

    @Override
    final Client open(Address address) {
        EntityManagerFactory factory = new PersistenceConfiguration("clients")
                .provider(provider)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .managedClass(type)
                .property("jakarta.persistence.jdbc.driver", address.driver())
                .property("jakarta.persistence.jdbc.url", address.url())
                .property("jakarta.persistence.jdbc.user", address.user())
                .property("jakarta.persistence.jdbc.password", address.password())
                // what one user loads is not what another one sees
                .property("jakarta.persistence.sharedCache.mode", "NONE")
                .property("eclipselink.weaving", "false")
                .property("eclipselink.logging.level", "OFF")
                .createEntityManagerFactory();
        return new Client() {
            @Override
            public Edit read() {
                return new Loaded(factory.createEntityManager());
            }

            @Override
            public void close() {
                factory.close();
            }
        };
    }

    private final class Loaded implements Client.Edit {
        private final EntityManager manager;
        private final E order;
        private final String loaded;

        Loaded(EntityManager manager) {
            this.manager = manager;
            manager.getTransaction().begin();
            this.order = manager.find(type, 1);
            this.loaded = status.apply(order);
        }

        @Override
        public String status() {
            return loaded;
        }

        @Override
        public int save(String saved) {
            change.accept(order, saved);
            manager.getTransaction().commit();
            return 1;
        }

        @Override
        public void close() {
            if (manager.getTransaction().isActive()) {
                manager.getTransaction().rollback();
            }
            manager.close();
        }
    }
}
