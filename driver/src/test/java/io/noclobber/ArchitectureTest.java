package io.noclobber;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order of the packages: imports only go down. A package that does not exist yet passes. */
final class ArchitectureTest {
    private static final String JSQLPARSER = "net.sf.jsqlparser..";
    private static final String BYTE_BUDDY = "net.bytebuddy..";
    private static final String CAFFEINE = "com.github.benmanes.caffeine..";
    private static final String SLF4J = "org.slf4j..";

    private static final JavaClasses DRIVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.noclobber");

    /** Each package from the ground up, with all that it may import beside the JDK, JSpecify and itself. */
    private enum Layer {
        ROW("io.noclobber.row"),
        CONFIG("io.noclobber.config"),
        CONFLICT("io.noclobber.conflict", "io.noclobber.row"),
        STORE("io.noclobber.store", "io.noclobber.row"),
        DIALECT("io.noclobber.dialect", "io.noclobber.row"),
        OBSERVE("io.noclobber.observe", "io.noclobber.row", "io.noclobber.conflict", SLF4J),
        SQL("io.noclobber.internal.sql", "io.noclobber.row", JSQLPARSER, CAFFEINE),
        CATALOG("io.noclobber.internal.catalog", "io.noclobber.row", "io.noclobber.dialect", CAFFEINE),
        IMAGE("io.noclobber.internal.image", "io.noclobber.row", "io.noclobber.config", "io.noclobber.store", CAFFEINE),
        CONVERSATION(
                "io.noclobber.internal.conversation", "io.noclobber.store", "io.noclobber.internal.image", CAFFEINE),
        GUARD(
                "io.noclobber.internal.guard",
                "io.noclobber.row",
                "io.noclobber.config",
                "io.noclobber.conflict",
                "io.noclobber.dialect",
                "io.noclobber.observe",
                "io.noclobber.internal.sql",
                "io.noclobber.internal.catalog",
                "io.noclobber.internal.image",
                "io.noclobber.internal.conversation",
                CAFFEINE),
        PROXY("io.noclobber.internal.proxy", BYTE_BUDDY),
        POOL("io.noclobber.internal.pool"),
        JDBC(
                "io.noclobber.internal.jdbc",
                "io.noclobber.internal.guard",
                "io.noclobber.internal.proxy",
                "io.noclobber.internal.pool",
                "io.noclobber.config",
                "io.noclobber.conflict",
                "io.noclobber.row"),
        ENTRY("io.noclobber", "io.noclobber..", SLF4J);

        private final String name;
        private final String[] imports;

        Layer(String name, String... below) {
            this.name = name;
            this.imports = Stream.concat(Stream.of(name, "java..", "javax..", "org.jspecify.."), Arrays.stream(below))
                    .toArray(String[]::new);
        }

        DescribedPredicate<JavaClass> allowed() {
            DescribedPredicate<JavaClass> allowed = resideInAnyPackage(imports);
            return this == JDBC ? allowed.or(analysedStatement()) : allowed;
        }

        /** The one type of {@code internal.sql} that the guard hands out to the JDBC layer and takes back. */
        private static DescribedPredicate<JavaClass> analysedStatement() {
            String name = "io.noclobber.internal.sql.AnalysedStatement";
            return describe(
                    "are " + name, type -> type.getBaseComponentType().getName().equals(name));
        }
    }

    @ParameterizedTest
    @EnumSource
    void layer_anyClass_importsOnlyWhatLiesBelow(Layer layer) {
        classes()
                .that()
                .resideInAPackage(layer.name)
                .should()
                .onlyDependOnClassesThat(layer.allowed())
                .allowEmptyShould(true)
                .check(DRIVER);
    }

    @Test
    void packages_all_haveTheirPlaceInTheOrder() {
        assertThat(DRIVER.stream().map(JavaClass::getPackageName).distinct())
                .isNotEmpty()
                .isSubsetOf(
                        Arrays.stream(Layer.values()).map(layer -> layer.name).toList());
    }

    @Test
    void packages_all_areFreeOfCycles() {
        slices().matching("io.noclobber.(**)").should().beFreeOfCycles().check(DRIVER);
    }

    @Test
    void names_ofPackagesAndClasses_sayWhatTheyOwn() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager..")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .check(DRIVER);
    }
}
