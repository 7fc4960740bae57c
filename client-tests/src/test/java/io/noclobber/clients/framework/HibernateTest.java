package io.noclobber.clients.framework;

/** Hibernate, with an entity that has no version: the guard protects it. */
class HibernateTest extends JpaContract<JpaContract.PlainOrder> {
    HibernateTest() {
        super(
                "org.hibernate.jpa.HibernatePersistenceProvider",
                PlainOrder.class,
                order -> order.status,
                (order, status) -> order.status = status);
    }
}
