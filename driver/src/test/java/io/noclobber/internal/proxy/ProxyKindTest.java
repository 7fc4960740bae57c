package io.noclobber.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProxyKindTest {
    /** What JDBC is to the driver. */
    public interface Standard {
        String name();

        @Nullable Standard child();

        default int size() {
            return 1;
        }

        long sum(long first, double second, int third);
    }

    /** What a vendor adds. */
    public interface Vendor extends Standard {
        String vendorName();

        @Override
        @Nullable Vendor child();

        @Nullable Standard parent();

        void setSpecial(int index, String value);

        static String utility() {
            return "static";
        }
    }

    interface Hidden {
        String secret();
    }

    /** Names a type that is not there when {@link Isolated} leaves it out. */
    public interface Lost {}

    public interface NeedsLost {
        default @Nullable Lost lost() {
            return null;
        }
    }

    public abstract static class Base implements Standard {
        protected final Standard delegate;
        private final String context;
        int announced;

        protected Base(Standard delegate, String context) {
            this.delegate = delegate;
            this.context = context;
        }

        @Override
        public String name() {
            return context + " " + delegate.name();
        }

        @Override
        public @Nullable Standard child() {
            return KIND.factory(Driver.class).create(new Driver(), "child of");
        }

        protected final @Nullable Standard adopt(@Nullable Standard found) {
            return found == null ? null : KIND.factory(found.getClass()).create(found, "adopted");
        }

        protected final void announce() {
            announced++;
        }
    }

    public static class Driver implements Vendor, Hidden {
        private int calls;

        @Override
        public String name() {
            return "driver";
        }

        @Override
        public String vendorName() {
            calls++;
            return "vendor " + calls;
        }

        @Override
        public @Nullable Vendor child() {
            throw new AssertionError("the base answers");
        }

        @Override
        public Standard parent() {
            return new Driver();
        }

        @Override
        public void setSpecial(int index, String value) {
            throw new IllegalArgumentException(value + index);
        }

        @Override
        public int size() {
            return 5;
        }

        @Override
        public long sum(long first, double second, int third) {
            return first + (long) second + third;
        }

        @Override
        public String secret() {
            return "secret";
        }
    }

    /** Has an interface that cannot be linked where {@link Lost} is missing. */
    public static final class Odd extends Driver implements NeedsLost {}

    private static final Set<String> DRIVERS =
            Set.of(Driver.class.getName(), Vendor.class.getName(), Hidden.class.getName());

    private static final ProxyKind<Standard, String, Base> KIND = new ProxyKind<>(
            Base.class, Standard.class, String.class, method -> method.getName().equals("setSpecial"));

    @Test
    void wrapper_ofADriversObject_isWhatTheDriversObjectIs() {
        Base wrapper = KIND.factory(Driver.class).create(new Driver(), "wrapped");
        assertThat(wrapper.name()).isEqualTo("wrapped driver");
        assertThat(wrapper.size()).isEqualTo(5);
        assertThat(wrapper.sum(1L << 40, 2.5, 3)).isEqualTo((1L << 40) + 5);
        assertThat(wrapper).isInstanceOf(Vendor.class).isNotInstanceOf(Hidden.class);
        Vendor vendor = (Vendor) wrapper;
        assertThat(vendor.vendorName()).isEqualTo("vendor 1");
        assertThat(vendor.parent()).isInstanceOf(Base.class);
        assertThatThrownBy(() -> vendor.setSpecial(1, "failure"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("failure1");
        assertThat(wrapper.announced).isEqualTo(1);
        assertThat(wrapper).hasToString(wrapper.getClass().getName() + "@" + Integer.toHexString(wrapper.hashCode()));
    }

    @Test
    void narrowedResult_ofAMethodThatTheBaseHas_isTheBases() {
        Vendor wrapper = (Vendor) KIND.factory(Driver.class).create(new Driver(), "wrapped");
        assertThat(wrapper.child()).isInstanceOf(Base.class);
        assertThat(wrapper.child().name()).isEqualTo("child of driver");
    }

    @Test
    void factory_ofOneClass_isMadeOnce() {
        assertThat(KIND.factory(Driver.class)).isSameAs(KIND.factory(Driver.class));
        ProxyMaker<Standard, String, Base> maker = new ProxyMaker<>(KIND);
        assertThat(maker.make(new Driver(), "").getClass())
                .isSameAs(maker.make(new Driver(), "").getClass())
                .isNotSameAs(maker.make(new Odd(), "").getClass());
    }

    @Test
    void driver_inALoaderOfItsOwn_staysCastableToItsInterfaces() throws Exception {
        Isolated loader = new Isolated(DRIVERS, null);
        Standard driver = (Standard) loader.loadClass(Driver.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(driver).isNotInstanceOf(Vendor.class);
        Base wrapper = KIND.factory(driver.getClass()).create(driver, "foreign");
        Class<?> foreign = loader.loadClass(Vendor.class.getName());
        assertThat(foreign.isInstance(wrapper)).isTrue();
        assertThat(foreign.getMethod("vendorName").invoke(wrapper)).isEqualTo("vendor 1");
        assertThat(wrapper.name()).isEqualTo("foreign driver");
        assertThat(KIND.factory(driver.getClass())).isSameAs(KIND.factory(driver.getClass()));
    }

    @Test
    void interface_thatCannotBeLinked_isLeftOut() throws Exception {
        Set<String> own = new HashSet<>(DRIVERS);
        own.addAll(Set.of(Odd.class.getName(), NeedsLost.class.getName()));
        Isolated loader = new Isolated(own, Lost.class.getName());
        Standard driver = (Standard)
                loader.loadClass(Odd.class.getName()).getDeclaredConstructor().newInstance();
        Base wrapper = KIND.factory(driver.getClass()).create(driver, "odd");
        assertThat(wrapper.name()).isEqualTo("odd driver");
        assertThat(loader.loadClass(Vendor.class.getName()).isInstance(wrapper)).isTrue();
        assertThat(loader.loadClass(NeedsLost.class.getName()).isInstance(wrapper))
                .isFalse();
    }

    @Test
    void loader_ofADriver_isNotHeld() throws Exception {
        for (int i = 0; i < 100; i++) {
            WeakReference<ClassLoader> loader = useAndDrop();
            if (i % 20 == 0) {
                for (int tries = 0; loader.get() != null && tries < 50; tries++) {
                    System.gc();
                    Thread.sleep(20);
                }
                assertThat(loader.get()).isNull();
            }
        }
    }

    private static WeakReference<ClassLoader> useAndDrop() throws Exception {
        Isolated loader = new Isolated(DRIVERS, null);
        Standard driver = (Standard) loader.loadClass(Driver.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(KIND.factory(driver.getClass()).create(driver, "dropped").name())
                .isEqualTo("dropped driver");
        return new WeakReference<>(loader);
    }

    /** Has some classes of its own, as a web application has. */
    private static final class Isolated extends ClassLoader {
        private final Set<String> own;
        private final @Nullable String missing;

        Isolated(Set<String> own, @Nullable String missing) {
            super(ProxyKindTest.class.getClassLoader());
            this.own = own;
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            if (!own.contains(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
