package com.example.transfer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.sql.DataSource;
import javax.transaction.HeuristicMixedException;
import javax.transaction.HeuristicRollbackException;
import javax.transaction.NotSupportedException;
import javax.transaction.RollbackException;
import javax.transaction.SystemException;
import javax.transaction.UserTransaction;

/** One order that is in two databases: shows it, and saves it in both or in none. */
public class Transfer extends HttpServlet {
    private static final String[] PLACES = {"java:comp/env/jdbc/one", "java:comp/env/jdbc/other"};

    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            // tells users apart
            request.getSession();
            StringBuilder text = new StringBuilder();
            for (String place : PLACES) {
                text.append(status(place, id(request))).append(' ');
            }
            print(response, text.toString().trim());
        } catch (SQLException e) {
            throw new ServletException(e);
        } catch (NamingException e) {
            throw new ServletException(e);
        }
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            UserTransaction transaction = (UserTransaction) new InitialContext().lookup("java:comp/UserTransaction");
            transaction.begin();
            String told = "saved";
            boolean done = false;
            try {
                for (String place : PLACES) {
                    told += " " + update(place, id(request), request.getParameter("status"));
                }
                done = request.getParameter("undo") == null;
            } catch (SQLException e) {
                told = "error: " + e.getMessage();
            } finally {
                if (done) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
            }
            print(response, told + (done ? "" : ", undone"));
        } catch (NamingException e) {
            throw new ServletException(e);
        } catch (NotSupportedException e) {
            throw new ServletException(e);
        } catch (SystemException e) {
            throw new ServletException(e);
        } catch (RollbackException e) {
            throw new ServletException(e);
        } catch (HeuristicMixedException e) {
            throw new ServletException(e);
        } catch (HeuristicRollbackException e) {
            throw new ServletException(e);
        }
    }

    private static String status(String place, int id) throws SQLException, NamingException {
        Connection connection = connect(place);
        try {
            PreparedStatement statement =
                    connection.prepareStatement("SELECT ID, STATUS, SHIP_TO FROM ORDERS WHERE ID = ?");
            statement.setInt(1, id);
            ResultSet rows = statement.executeQuery();
            String status = rows.next() ? rows.getString("STATUS") : "none";
            rows.close();
            statement.close();
            return status;
        } finally {
            connection.close();
        }
    }

    private static int update(String place, int id, String status) throws SQLException, NamingException {
        Connection connection = connect(place);
        try {
            PreparedStatement statement = connection.prepareStatement("UPDATE ORDERS SET STATUS = ? WHERE ID = ?");
            statement.setString(1, status);
            statement.setInt(2, id);
            int count = statement.executeUpdate();
            statement.close();
            return count;
        } finally {
            connection.close();
        }
    }

    private static Connection connect(String place) throws SQLException, NamingException {
        return ((DataSource) new InitialContext().lookup(place)).getConnection();
    }

    private static int id(HttpServletRequest request) {
        return Integer.parseInt(request.getParameter("id"));
    }

    private static void print(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(text);
    }
}
