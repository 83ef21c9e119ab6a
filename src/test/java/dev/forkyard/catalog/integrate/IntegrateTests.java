package dev.forkyard.catalog.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.catalog.integrate.Integrate.Integral;
import dev.forkyard.catalog.integrate.Integrate.Params;
import dev.forkyard.catalog.integrate.Integrate.Part;
import dev.forkyard.catalog.integrate.Integrate.Task;
import dev.forkyard.catalog.progress.ScriptedContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class IntegrateTests {

    private final Integrate integrate = new Integrate();

    /** The exact values are from closed forms, to more digits than doubles have. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x^2                          | 0     | 3          | 1e-12 | 9
            x^2                          | 3     | 0          | 1e-12 | -9
            7                            | 2     | 2          | 1e-12 | 0
            sin(x)                       | 0     | pi         | 1e-12 | 2
            exp(-x^2)                    | -6    | 6          | 1e-12 | 1.7724538509055159
            exp(x)                       | 0     | 1          | 1e-12 | 1.718281828459045235
            4 / (1 + x^2)                | 0     | 1          | 1e-12 | 3.141592653589793238
            1 / x                        | 1     | 1000000    | 1e-10 | 13.81551055796427410
            ln(x)                        | 0     | 1          | 1e-11 | -1
            sqrt(x)                      | 0     | 1          | 1e-12 | 0.6666666666666666667
            1 / sqrt(x)                  | 0     | 1          | 1e-10 | 2
            1 / sqrt(1 - x)              | 0     | 1          | 1e-6  | 2
            abs(x - 1/3)                 | 0     | 1          | 1e-12 | 0.2777777777777777778
            floor(x)                     | 0     | 10.5       | 1e-9  | 50
            sign(x - 0.7)                | -1    | 1          | 1e-9  | -1.4
            sin(x^2)                     | 0     | 100        | 1e-9  | 0.6314179218669337
            sin(1000*x)^2                | 0     | pi         | 1e-10 | 1.570796326794896619
            cos(100*x) * exp(-x)         | 0     | 10         | 1e-10 | 0.00010036281325224032
            1 / ((x - 0.3)^2 + 1e-8)     | 0     | 1          | 1e-6  | 31411.164631269203
            exp(-((x - 0.3)*10000)^2)    | 0     | 1          | 1e-12 | 0.000177245385090551603
            exp(-((x - 0.667)/1.5e-4)^2) | 0     | 1          | 1e-12 | 0.000265868077635827405
            1e-4 / ((x-0.123)^2 + 1e-8)  | -1000 | 1000       | 1e-8  | 3.141592453589790
            tan(x)                       | 0     | 1.5        | 1e-11 | 2.648783653978435
            """)
    void trueErrorIsWithinTheEstimateAndThatWithinTheTolerance(
            String expression, String from, String to, double tolerance, String exact) throws Exception {
        Integral integral = run(new Params(expression, number(from), number(to), tolerance));

        assertThat(integral.errorEstimate()).isLessThanOrEqualTo(tolerance);
        assertThat(Math.abs(integral.value() - Double.parseDouble(exact)))
                .isLessThanOrEqualTo(integral.errorEstimate());
        assertThat(integral.evaluations()).isPositive();
    }

    @Test
    void smallerToleranceTakesMoreEvaluations() throws Exception {
        long coarse = run(new Params("sqrt(abs(x - 0.1234))", 0, 1, 1e-3)).evaluations();
        long fine = run(new Params("sqrt(abs(x - 0.1234))", 0, 1, 1e-10)).evaluations();

        assertThat(fine).isGreaterThan(coarse);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 / x                  | 0    | 1    | 1e-6  | is infinite or too large at x = 3.
            1 / x                  | -1   | 1    | 1e-6  | is infinite or too large at x = -3.
            1 / (x - 0.3)          | 0    | 1    | 1e-6  | is between x = 0.29
            1 / (x - 0.7)^2        | 0    | 1    | 1e-6  | is between x = 0.69
            1 / sqrt(x - 0.7)      | 0.7  | 1    | 1e-9  | doubles are too coarse for more. The largest error
            tan(x)                 | 0    | 3    | 1e-6  | The tolerance 1.0E-6 was not reached
            exp(x)                 | 0    | 100  | 1e-9  | needs a larger tolerance
            exp(-x^2)              | -6   | 6    | 1e-15 | doubles are too coarse
            sqrt(x)                | -1   | 1    | 1e-6  | is not a number at x = -0.9
            ln(x)                  | -1   | 1    | 1e-6  | is not a number at x = -0.9
            exp(exp(x))            | 0    | 10   | 1e300 | is infinite or too large at x =
            0 * x / 0              | 0    | 1    | 1e-6  | is not a number at x = 9.765625E-4
            """)
    void whatHasNoAnswerWithinTheToleranceIsAFailureThatTellsWhere(
            String expression, double from, double to, double tolerance, String words) {
        assertThatThrownBy(() -> run(new Params(expression, from, to, tolerance)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining(words);
    }

    @Test
    void tooManySubdivisionsAreAFailureThatTellsSo() {
        Task task = integrate.split(new Params("sin(1e8 * x)", 0, 1, 1e-6)).get(3);

        assertThatThrownBy(() -> integrate.run(task, new ScriptedContext().forgetful()))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("with the most subdivisions that there may be, 100000 in a task");
    }

    @Test
    void partThatNeedsMoreThanItsShareMayHaveItFromOthers() {
        Params params = new Params("x", 0, 1, 0.1);
        Part bad = new Part(1, 0.09, 15, false, 0, 1, 0.09);
        Part good = new Part(2, 0.005, 15, false, 0, 1, 0.005);

        assertThat(integrate.combine(params, List.of(good, bad)).value()).isEqualTo(new Integral(3, 0.095, 30));
        assertThatThrownBy(() -> integrate.combine(params, List.of(bad, bad))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void tasksCoverTheIntervalWithoutGap() {
        List<Task> tasks = integrate.split(new Params("x", -1.7, 0.4, 1e-6));

        assertThat(tasks).hasSize(Integrate.TASKS);
        assertThat(tasks.get(0).from()).isEqualTo(-1.7);
        assertThat(tasks.get(tasks.size() - 1).to()).isEqualTo(0.4);
        for (int task = 1; task < tasks.size(); task++) {
            assertThat(tasks.get(task).from()).isEqualTo(tasks.get(task - 1).to());
        }
    }

    @Test
    void expressionThatDoesNotParseFailsTheSplit() {
        assertThatThrownBy(() -> integrate.split(new Params("2 * (x", 0, 1, 1e-6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'expression' makes no sense at position 7");
    }

    @Test
    void cancelledTaskStops() {
        Task task = integrate.split(new Params("sin(1e9 * x)", 0, 1, 1e-9)).get(0);

        assertThatThrownBy(() -> integrate.run(task, ScriptedContext.cancelledAt(0)))
                .isInstanceOf(InterruptedException.class);
    }

    private Integral run(Params params) throws Exception {
        List<Part> parts = new ArrayList<>();
        for (Task task : integrate.split(params)) {
            parts.add(integrate.run(task, new ScriptedContext().forgetful()));
        }
        return (Integral) integrate.combine(params, parts).value();
    }

    private static double number(String text) {
        return text.equals("pi") ? Math.PI : Double.parseDouble(text);
    }
}
