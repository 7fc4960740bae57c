package io.noclobber.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.server.Browser.Answer;
import java.io.IOException;
import java.sql.SQLException;

/**
 * One order of an application, and what can be done to it.
 *
 * @param server where the application runs
 * @param path of the application
 * @param database where the order is
 */
record Shop(RunningServer server, String path, ShopDatabase database, int id) {
    Browser user() {
        return new Browser(server.application(path));
    }

    String form() {
        return "/edit?id=" + id;
    }

    Answer save(Browser user, String status) throws IOException, InterruptedException {
        return user.post("/edit", "id=" + id, "status=" + status, "shipTo=Ada");
    }

    Answer quick(Browser user, String status) throws IOException, InterruptedException {
        return user.post("/quick", "id=" + id, "status=" + status, "shipTo=Ada");
    }

    String row() throws SQLException {
        return String.valueOf(database.row(id));
    }

    void somebodyElseWrites(String status) throws SQLException {
        database.execute("UPDATE ORDERS SET STATUS = '" + status + "' WHERE ID = " + id);
    }

    void isSaved(Answer answer) {
        assertThat(answer.status()).as(answer.body() + "\n" + server.said()).isEqualTo(200);
        assertThat(answer.path()).endsWith("/edit");
        assertThat(answer.body())
                .as(server.said())
                .contains("<h1>Order " + id + "</h1>")
                .doesNotContain("not saved");
    }
}
