package io.noclobber;

import io.noclobber.config.ConnectionUrl;
import io.noclobber.config.Option;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What tools may show of a driver's options: ours, then the real driver's. */
final class PropertyInfo {
    private PropertyInfo() {}

    static DriverPropertyInfo[] of(@Nullable String url, @Nullable Properties info) throws SQLException {
        List<DriverPropertyInfo> found = new ArrayList<>();
        for (Option option : Option.values()) {
            if (!option.isForAgent()) {
                found.add(describe(option, info));
            }
        }
        if (ConnectionUrl.accepts(url)) {
            RealUrl real = RealUrl.of(url, info);
            found.addAll(Arrays.asList(real.driver().getPropertyInfo(real.url(), real.properties())));
        }
        return found.toArray(new DriverPropertyInfo[0]);
    }

    private static DriverPropertyInfo describe(Option option, @Nullable Properties info) {
        String given = info == null ? null : info.getProperty(option.propertyName());
        String value = given == null ? option.defaultText() : given;
        DriverPropertyInfo described = new DriverPropertyInfo(option.propertyName(), option.isSecret() ? null : value);
        described.description = option.description();
        if (!option.choices().isEmpty()) {
            described.choices = option.choices().toArray(new String[0]);
        }
        return described;
    }
}
