package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;

class MariaDbKeyTypeTest extends MySqlKeyTypes {
    MariaDbKeyTypeTest() {
        super(Engine.MARIADB);
    }

    @Override
    protected List<KeySamples> keys() {
        List<KeySamples> keys = new ArrayList<>(super.keys());
        keys.add(KeySamples.uuids("uuid", "'%s'"));
        // MySQL fails where it compares a boolean with the text 'true', but only if it gets to that
        keys.add(KeySamples.booleans("boolean", "true", "false"));
        keys.add(KeySamples.literals("inet6", "'::1'", "'::2'", "'::1'", "'0:0:0:0:0:0:0:1'")
                .with("::1", "0:0:0:0:0:0:0:1"));
        return keys;
    }
}
