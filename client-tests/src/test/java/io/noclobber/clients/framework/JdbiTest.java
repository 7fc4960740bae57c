package io.noclobber.clients.framework;

import io.noclobber.clients.framework.Client.Address;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Jdbi, with a handle for each user, in autocommit. */
class JdbiTest extends ClientContract {
    @Override
    Client open(Address address) {
        Jdbi jdbi = Jdbi.create(address.url(), address.user(), address.password());
        return new Client() {
            @Override
            public Edit read() {
                return new Editing(jdbi.open());
            }

            @Override
            public void close() {}
        };
    }

    private static final class Editing implements Client.Edit {
        private final Handle handle;
        private final String status;

        Editing(Handle handle) {
            this.handle = handle;
            this.status = handle.createQuery("SELECT STATUS FROM CLIENT_ORDERS WHERE ID = :id")
                    .bind("id", 1)
                    .mapTo(String.class)
                    .one();
        }

        @Override
        public String status() {
            return status;
        }

        @Override
        public int save(String saved) {
            return handle.createUpdate("UPDATE CLIENT_ORDERS SET STATUS = :status WHERE ID = :id")
                    .bind("status", saved)
                    .bind("id", 1)
                    .execute();
        }

        @Override
        public void close() {
            handle.close();
        }
    }
}
