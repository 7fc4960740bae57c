package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.UrlLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The first connection to a database that may not be there: it comes, or the program says that it does not. Stateless. */
final class FirstConnection {
    private static final int LOGIN_SECONDS = 20;

    /** Longer than drivers are told to wait, for they say better what is wrong; but not all of them listen. */
    private static final int LIMIT_SECONDS = 25;

    private FirstConnection() {}

    static Connection open(String url, String user, String password) throws SQLException, CannotRunException {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        Properties login = new Properties();
        UrlLogin.complete(login, url, user, password);
        try {
            return Limited.within(
                    TimeUnit.SECONDS.toMillis(LIMIT_SECONDS),
                    "first connection",
                    () -> DriverManager.getConnection(url, login));
        } catch (TimeoutException silent) {
            throw new CannotRunException(
                    "The database has not answered for " + LIMIT_SECONDS
                            + " seconds, though something takes connections there."
                            + " Host and port stand in --url; are they those of the database, and is it able to answer?",
                    silent);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new SQLException("the driver fails with " + failed.getCause(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("It was ended before the database answered.", ended);
        }
    }
}
