package io.noclobber.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads the options of a properties file in UTF-8, whose keys may begin with {@code noclobber.} or not. */
final class OptionFile {
    private static final String NAME = "noclobber.properties";
    private static final String WAY_OUT = "Mend or remove the system property noclobber.config";

    private OptionFile() {}

    /** The options of the file of that name, which must exist. */
    static Layer readNamed(String name) {
        String shown = "the file '" + name + "', named by the system property noclobber.config,";
        if (name.isBlank()) {
            throw Refusals.file(shown, "the name is empty", WAY_OUT, null);
        }
        Path path;
        try {
            path = Path.of(name.strip());
        } catch (InvalidPathException invalid) {
            throw Refusals.file(shown, "this is no name of a file", WAY_OUT, invalid);
        }
        if (!Files.exists(path)) {
            throw Refusals.file(shown, "there is no such file at " + path.toAbsolutePath(), WAY_OUT, null);
        }
        if (Files.isDirectory(path)) {
            throw Refusals.file(shown, "it is a directory", WAY_OUT, null);
        }
        try (InputStream input = Files.newInputStream(path)) {
            return new Layer("the file '" + name + "'", load(shown, input));
        } catch (IOException failed) {
            throw Refusals.file(shown, "reading failed (" + failed + ")", WAY_OUT, failed);
        }
    }

    /** The options of the first noclobber.properties that one of the loaders sees, or {@code null}. */
    static @Nullable Layer readFromClassPath(@Nullable ClassLoader... loaders) {
        for (ClassLoader loader : loaders) {
            URL url = loader == null ? null : loader.getResource(NAME);
            if (url != null) {
                return read(url);
            }
        }
        return null;
    }

    private static Layer read(URL url) {
        try {
            URLConnection connection = url.openConnection();
            // a cached jar could be closed under our hands when an application is redeployed
            connection.setUseCaches(false);
            try (InputStream input = connection.getInputStream()) {
                return new Layer(url.toString(), load(url.toString(), input));
            }
        } catch (IOException failed) {
            throw Refusals.file(
                    url.toString(), "reading failed (" + failed + ")", "Make it readable or remove it", failed);
        }
    }

    private static List<Map.Entry<String, String>> load(String shown, InputStream input) throws IOException {
        Entries entries = new Entries();
        try {
            entries.load(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()));
        } catch (CharacterCodingException encoding) {
            throw Refusals.file(shown, "it is not UTF-8", "Save it as UTF-8", encoding);
        } catch (IllegalArgumentException escape) {
            throw Refusals.file(
                    shown, "it holds a malformed \\u escape", "Write four hexadecimal digits behind \\u", escape);
        }
        return entries.found;
    }

    /** Keeps every entry that is loaded, where Properties itself would drop all but the last of a name. */
    private static final class Entries extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient List<Map.Entry<String, String>> found = new ArrayList<>();

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            String name = (String) key;
            found.add(new SimpleImmutableEntry<>(
                    name.startsWith(Option.PREFIX) ? name.substring(Option.PREFIX.length()) : name, (String) value));
            return super.put(key, value);
        }
    }
}
