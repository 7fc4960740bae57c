package io.noclobber.clients.framework;

/** EclipseLink, with an entity that has no version: the guard protects it. */
class EclipseLinkTest extends JpaContract<JpaContract.PlainOrder> {
    EclipseLinkTest() {
        super(
                "org.eclipse.persistence.jpa.PersistenceProvider",
                PlainOrder.class,
                order -> order.status,
                (order, status) -> order.status = status);
    }
}
