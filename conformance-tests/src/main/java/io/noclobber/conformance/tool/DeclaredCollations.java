package io.noclobber.conformance.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collations that a CREATE TABLE names, for databases that keep its text and say of them nowhere else. Stateless. */
final class DeclaredCollations {
    private static final Pattern TOKEN = Pattern.compile(
            "(?s)--[^\\n]*|/\\*.*?(?:\\*/|$)|'(?:[^']|'')*'|"
                    + "(?<quoted>\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*])|(?<word>[\\w$.\\u0080-\\uffff]+)|(?<symbol>[(),])");

    private DeclaredCollations() {}

    /** By column, in the order of the text. */
    static Map<String, String> in(String createTable) {
        Map<String, String> collations = new LinkedHashMap<>();
        for (List<String> definition : definitions(createTable)) {
            for (int i = 1; i < definition.size() - 1; i++) {
                if (definition.get(i).equalsIgnoreCase("COLLATE")) {
                    collations.put(unquoted(definition.get(0)), unquoted(definition.get(i + 1)));
                }
            }
        }
        return collations;
    }

    /** The words of each column or constraint, without what stands in further brackets, as the columns of an index do. */
    private static List<List<String>> definitions(String createTable) {
        List<List<String>> definitions = new ArrayList<>();
        int depth = 0;
        Matcher token = TOKEN.matcher(createTable);
        while (token.find()) {
            String symbol = token.group("symbol");
            if (symbol != null) {
                depth += symbol.equals("(") ? 1 : symbol.equals(")") ? -1 : 0;
                if (depth == 1 && !symbol.equals(")")) {
                    definitions.add(new ArrayList<>());
                }
            } else if (depth == 1 && (token.group("word") != null || token.group("quoted") != null)) {
                definitions.get(definitions.size() - 1).add(token.group());
            }
        }
        return definitions;
    }

    private static String unquoted(String name) {
        char first = name.charAt(0);
        if (first == '[') {
            return name.substring(1, name.length() - 1);
        }
        return first == '"' || first == '`'
                ? name.substring(1, name.length() - 1)
                        .replace(name.substring(0, 1).repeat(2), name.substring(0, 1))
                : name;
    }
}
