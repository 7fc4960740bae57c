package io.noclobber.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLXML;

/** Tells the methods of a result set apart by what they do with a column, those of a driver's own included. Stateless. */
final class ColumnMethods {
    private ColumnMethods() {}

    /** Whether a method gives a stream or an object to be read later: {@code getBinaryStream}, {@code getClob} … */
    static boolean giveLargeObject(Method method) {
        Class<?> given = method.getReturnType();
        return given == InputStream.class
                || given == Reader.class
                || Blob.class.isAssignableFrom(given)
                || Clob.class.isAssignableFrom(given)
                || SQLXML.class.isAssignableFrom(given);
    }

    /** Whether the first argument of a method is the number or the label of a column. */
    static boolean takeColumn(Method method) {
        return method.getParameterCount() > 0
                && (method.getParameterTypes()[0] == int.class || method.getParameterTypes()[0] == String.class)
                && (method.getName().startsWith("get") || method.getName().startsWith("update"));
    }

    /** Whether a method sets a column of the row: {@code updateInt}, {@code updateNull} … */
    static boolean setColumn(Method method) {
        return takeColumn(method) && method.getName().startsWith("update");
    }
}
