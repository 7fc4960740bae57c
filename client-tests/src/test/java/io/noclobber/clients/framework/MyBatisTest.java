package io.noclobber.clients.framework;

import io.noclobber.clients.framework.Client.Address;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis with its own pool. */
class MyBatisTest extends ClientContract {
    /** The statements of the application. */
    interface Orders {
        @Select("SELECT STATUS FROM CLIENT_ORDERS WHERE ID = #{id}")
        String status(@Param("id") int id);

        @Update("UPDATE CLIENT_ORDERS SET STATUS = #{status} WHERE ID = #{id}")
        int save(@Param("id") int id, @Param("status") String status);
    }

    @Override
    Client open(Address address) {
        PooledDataSource pool =
                new PooledDataSource(address.driver(), address.url(), address.user(), address.password());
        Configuration configuration = new Configuration(new Environment("test", new JdbcTransactionFactory(), pool));
        configuration.addMapper(Orders.class);
        SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
        return new Client() {
            @Override
            public Edit read() {
                return new Editing(factory.openSession());
            }

            @Override
            public void close() {
                pool.forceCloseAll();
            }
        };
    }

    private static final class Editing implements Client.Edit {
        private final SqlSession session;
        private final String status;

        Editing(SqlSession session) {
            this.session = session;
            this.status = session.getMapper(Orders.class).status(1);
        }

        @Override
        public String status() {
            return status;
        }

        @Override
        public int save(String saved) {
            int rows = session.getMapper(Orders.class).save(1, saved);
            session.commit();
            return rows;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
