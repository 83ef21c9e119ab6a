package dev.forkyard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.annotation.Testable;

/** Proves the package arrows of the design, and the habits that a compiler cannot check. */
class ArchitectureTests {

    private static final String BASE = "dev.forkyard";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(BASE);

    private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();

    @ParameterizedTest(name = "{0} may use {1}")
    @CsvSource({
        "api, job engine pool",
        "job, engine",
        "engine, ''",
        "pool, engine protocol process",
        "process, ''",
        "protocol, ''",
        "worker, protocol process task",
        "task, ''",
        "catalog, task",
    })
    void packageUsesOnlyThoseBelowIt(String name, String below) {
        var allowed = Stream.of((name + " " + below).split(" ", -1))
                .filter(part -> !part.isEmpty())
                .map(ArchitectureTests::tree)
                .toArray(String[]::new);
        check(noClasses()
                .that(resideInAPackage(tree(name)))
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + "..").and(not(resideInAnyPackage(allowed)))));
    }

    @Test
    void everyClassHasAPlaceInTheHouse() {
        check(classes()
                .should()
                .resideInAnyPackage(
                        tree("api"),
                        tree("job"),
                        tree("engine"),
                        tree("pool"),
                        tree("protocol"),
                        tree("process"),
                        tree("worker"),
                        tree("task"),
                        tree("catalog"))
                .orShould()
                .haveNameMatching(Pattern.quote(BASE) + "\\.(ForkyardApplication|package-info)"));
    }

    @Test
    void topLevelPackagesAreFreeOfCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void allPackagesAreFreeOfCycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void taskUsesNothingButJavaBase() {
        check(classes()
                .that(resideInAPackage(tree("task")))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(tree("task"), "org.jspecify.annotations")
                        .or(describe("are in java.base", type -> JAVA_BASE.contains(elementPackage(type))))));
    }

    @Test
    void workerSideKnowsNoFramework() {
        check(noClasses()
                .that(resideInAnyPackage(tree("worker"), tree("protocol"), tree("task"), tree("catalog")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.micrometer..", "jakarta.."));
    }

    @Test
    void engineKnowsNoFramework() {
        check(noClasses()
                .that(resideInAPackage(tree("engine")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.micrometer.."));
    }

    @Test
    void onlyWiringOfJobAndPoolTouchesSpringAndMicrometer() {
        check(noClasses()
                .that(resideInAnyPackage(tree("job"), tree("pool")))
                .and(not(topLevelNamed(".*(Configuration|Properties|Metrics|HealthIndicator)")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.micrometer.."));
    }

    @Test
    void packagesAreNullMarked() {
        check(classes()
                .should(be(describe(
                        "in a package whose package-info is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class)))));
    }

    @Test
    void namesSayWhatAClassIs() {
        checkEverywhere(noClasses().should().haveNameMatching(".*(Helper|Utils?|Impl|Manager)"));
    }

    @Test
    void packagesAreNamedByFeature() {
        checkEverywhere(noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..model..",
                        "..config..",
                        "..exceptions..",
                        "..impl..",
                        "..helpers.."));
    }

    @Test
    void nothingUsesJavaSerialization() {
        checkEverywhere(
                noClasses().should().dependOnClassesThat().haveNameMatching("java\\.io\\.Object(Input|Output)Stream"));
    }

    @Test
    void testsDoNotSleep() {
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.<JavaAccess<?>>describe(
                        "the target is a sleep",
                        access -> access.getTarget()
                                .getFullName()
                                .matches("java\\.(lang\\.Thread|util\\.concurrent\\.TimeUnit)\\.sleep\\(.*")))
                .check(TESTS);
    }

    @Test
    void testsAreNamedSoThatTheyRun() {
        methods()
                .that()
                .areMetaAnnotatedWith(Testable.class)
                .and()
                .areDeclaredInClassesThat()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should(be(DescribedPredicate.<JavaMethod>describe(
                        "declared in a class named *Tests or *IT",
                        method -> topLevelNamed(".*(Tests|IT)").test(method.getOwner()))))
                .check(TESTS);
    }

    private static void check(ArchRule rule) {
        rule.check(MAIN);
    }

    private static void checkEverywhere(ArchRule rule) {
        rule.check(MAIN);
        rule.check(TESTS);
    }

    private static String tree(String name) {
        return BASE + "." + name + "..";
    }

    private static String elementPackage(JavaClass type) {
        var element = type.getBaseComponentType();
        return element.isPrimitive() ? "java.lang" : element.getPackageName();
    }

    private static DescribedPredicate<JavaClass> topLevelNamed(String pattern) {
        return describe(
                "have a top-level class named " + pattern,
                type -> type.getName().replaceFirst("\\$.*", "").matches(pattern));
    }
}
