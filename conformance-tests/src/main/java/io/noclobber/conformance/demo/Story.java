package io.noclobber.conformance.demo;

import com.example.orders.Order;
import com.example.orders.OrderEntry;
import com.example.orders.OrderLine;
import io.noclobber.conformance.database.Database;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * Two people at two desks who work on the same order. What is true is decided by what the database
 * holds, and of what the application says only that it said it. Confined to one thread.
 */
final class Story {
    static final String LEEDS = "12 Mill Lane, Leeds";
    static final String HULL = "7 Dock Street, Hull";
    static final int FEW = 10;
    static final int MANY = 500;

    private static final String REMARK = "Call befor delivery";
    private static final String BETTER_REMARK = "Call before delivery";
    private static final int LESS = 400;

    private final Database database;
    private final Transcript transcript;
    private final OrderEntry anna;
    private final OrderEntry ben;

    /** Both users log in by {@code url}. */
    Story(Database database, Transcript transcript, String url) throws SQLException {
        this.database = database;
        this.transcript = transcript;
        this.anna = new OrderEntry(url, database.user(), database.password());
        this.ben = new OrderEntry(url, database.user(), database.password());
    }

    /** What happens to applications all over the world. */
    void lose() throws SQLException {
        StoredOrder stored = look();
        Order annas = open(anna, "Anna");
        Order bens = open(ben, "Ben");

        moveToHull(annas);

        bens.setRemarks(BETTER_REMARK);
        transcript.step("Ben", "still sees '" + LEEDS + "'. He writes a remark and saves.");
        expectSaved(ben.save(bens));
        stored = look();
        transcript.check(
                LEEDS.equals(stored.shipTo()), "Anna's address is gone from the database, and nobody was told.");

        OrderLine bensLine = line(bens);
        order500(line(annas));
        transcript.step("Ben", "still sees " + bensLine.getQuantity() + " pieces in line 2, and deletes the line.");
        expectSaved(ben.deleteLine(bensLine));
        stored = look();
        transcript.check(stored.pieces() == null, "Anna's " + MANY + " pieces are gone, and nobody was told.");
    }

    /** What happens instead when the URL is ours. */
    void keep() throws SQLException {
        look();
        Order annas = open(anna, "Anna");
        Order bens = open(ben, "Ben");

        moveToHull(annas);

        bens.setRemarks(REMARK);
        transcript.step("Ben", "still sees '" + LEEDS + "'. He writes a remark and saves.");
        expectRefused(ben.save(bens), "orders [id=4711]", "ship_to", LEEDS, HULL);
        StoredOrder stored = look();
        transcript.check(
                HULL.equals(stored.shipTo()) && stored.remarks() == null,
                "Anna's address is still in the database, and nothing of Ben's save is.");

        transcript.step("Ben", "does not believe it and presses Save again.");
        expectRefused(ben.save(bens), "orders [id=4711]");
        stored = look();
        transcript.check(HULL.equals(stored.shipTo()), "Trying again did not get him past it.");

        bens = open(ben, "Ben");
        transcript.check(HULL.equals(bens.getShipTo()), "Now he sees Anna's address.");
        bens.setRemarks(REMARK);
        transcript.step("Ben", "writes his remark once more and saves.");
        expectSaved(ben.save(bens));
        stored = look();
        transcript.check(
                HULL.equals(stored.shipTo()) && REMARK.equals(stored.remarks()),
                "Both changes are in the database, Anna's and Ben's.");

        bens.setRemarks(BETTER_REMARK);
        transcript.step("Ben", "sees that he mistyped, corrects it on the screen and saves, without opening it again.");
        expectSaved(ben.save(bens));
        stored = look();
        transcript.check(
                HULL.equals(stored.shipTo()) && BETTER_REMARK.equals(stored.remarks()),
                "His own change did not get in his way.");

        OrderLine bensLine = line(bens);
        order500(line(annas));
        transcript.step("Ben", "still sees " + bensLine.getQuantity() + " pieces in line 2, and deletes the line.");
        expectRefused(
                ben.deleteLine(bensLine), "order_line [order_id=4711, line_no=2]", "quantity", FEW + "", MANY + "");
        stored = look();
        transcript.check(
                Integer.valueOf(MANY).equals(stored.pieces()), "The line is still there, with Anna's quantity.");

        bens = open(ben, "Ben");
        transcript.check(
                find(bens).filter(line -> line.getQuantity() == MANY).isPresent(), "Now he sees Anna's quantity.");
        if (find(bens).isEmpty()) {
            return;
        }
        bensLine = line(bens);
        bensLine.setQuantity(LESS);
        transcript.step("Ben", "asks Anna, changes the quantity to " + LESS + " and saves.");
        expectSaved(ben.saveQuantity(bensLine));
        stored = look();
        transcript.check(
                HULL.equals(stored.shipTo())
                        && BETTER_REMARK.equals(stored.remarks())
                        && Integer.valueOf(LESS).equals(stored.pieces()),
                "Everything that either of them wanted is in the database.");
    }

    private Order open(OrderEntry desk, String who) throws SQLException {
        Order order = desk.open(OrderTables.ORDER);
        transcript.step(
                who,
                "opens order " + order.getId() + " of " + order.getCustomer() + ": ships to '" + order.getShipTo()
                        + "', "
                        + find(order)
                                .map(line -> "line 2: " + line.getQuantity() + " pieces.")
                                .orElse("line 2 is not there."));
        return order;
    }

    private void moveToHull(Order annas) throws SQLException {
        annas.setShipTo(HULL);
        transcript.step("Anna", "changes the address to '" + HULL + "' and saves.");
        expectSaved(anna.save(annas));
        transcript.check(HULL.equals(look().shipTo()), "Anna's address is in the database.");
    }

    private void order500(OrderLine annas) throws SQLException {
        annas.setQuantity(MANY);
        transcript.step("Anna", "changes line 2 from " + FEW + " to " + MANY + " pieces and saves.");
        expectSaved(anna.saveQuantity(annas));
        transcript.check(Integer.valueOf(MANY).equals(look().pieces()), "Anna's quantity is in the database.");
    }

    private void expectSaved(String message) {
        transcript.says(message);
        if (!message.equals(OrderEntry.SAVED)) {
            transcript.check(false, "The application says that it has saved.");
        }
    }

    private void expectRefused(String message, String... named) {
        transcript.says(message);
        boolean told = !message.equals(OrderEntry.SAVED) && message.contains("someone else changed it");
        for (String part : named) {
            told &= message.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
        }
        transcript.check(told, "He is told what was not saved, and why.");
    }

    private StoredOrder look() throws SQLException {
        StoredOrder stored = StoredOrder.read(database);
        transcript.step("Database", stored.toString());
        return stored;
    }

    private static OrderLine line(Order order) {
        return find(order).orElseThrow();
    }

    private static Optional<OrderLine> find(Order order) {
        return order.getLines().stream()
                .filter(line -> line.getLineNo() == OrderTables.LINE)
                .findFirst();
    }

    /** Both log out. */
    void end() throws SQLException {
        try {
            anna.close();
        } finally {
            ben.close();
        }
    }
}
