package io.noclobber.clients.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ConcurrencyConflictException;
import jakarta.persistence.OptimisticLockException;

/** EclipseLink, with a versioned entity: the mapper finds out by itself, and says so as it does with the bare driver. */
class EclipseLinkVersionTest extends JpaContract<JpaContract.VersionedOrder> {
    EclipseLinkVersionTest() {
        super(
                "org.eclipse.persistence.jpa.PersistenceProvider",
                VersionedOrder.class,
                order -> order.status,
                (order, status) -> order.status = status);
    }

    @Override
    void assertRefused(Throwable failure) {
        assertThat(Client.cause(failure, OptimisticLockException.class))
                .as("cause of " + failure)
                .isPresent();
        assertThat(Client.cause(failure, ConcurrencyConflictException.class)).isEmpty();
    }
}
