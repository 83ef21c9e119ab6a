package dev.forkyard.catalog.integrate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** A function or an operator of doubles, with one or two operands. */
sealed interface Operation {

    /** What it has between its parentheses, or beside it. */
    int operands();

    /** The function of x that it is when its operands are such. */
    DoubleUnaryOperator on(List<DoubleUnaryOperator> operands);

    /** An operation with one operand. */
    record Unary(DoubleUnaryOperator function) implements Operation {

        @Override
        public int operands() {
            return 1;
        }

        @Override
        public DoubleUnaryOperator on(List<DoubleUnaryOperator> operands) {
            DoubleUnaryOperator operand = operands.get(0);
            return x -> function.applyAsDouble(operand.applyAsDouble(x));
        }
    }

    /** An operation with two operands. */
    record Binary(DoubleBinaryOperator function) implements Operation {

        @Override
        public int operands() {
            return 2;
        }

        @Override
        public DoubleUnaryOperator on(List<DoubleUnaryOperator> operands) {
            DoubleUnaryOperator left = operands.get(0);
            DoubleUnaryOperator right = operands.get(1);
            return x -> function.applyAsDouble(left.applyAsDouble(x), right.applyAsDouble(x));
        }
    }

    /** All there are, by name. */
    Map<String, Operation> ALL = Table.filled();

    /** The names of all functions, for people. */
    static String functions() {
        return ALL.keySet().stream()
                .filter(name -> Character.isLetter(name.charAt(0)))
                .collect(Collectors.joining(", "));
    }

    static DoubleUnaryOperator negated(DoubleUnaryOperator operand) {
        return x -> -operand.applyAsDouble(x);
    }

    /** Fills the table of all. */
    final class Table {

        private final Map<String, Operation> all = new TreeMap<>();

        private Table() {
            binary("+", (a, b) -> a + b);
            binary("-", (a, b) -> a - b);
            binary("*", (a, b) -> a * b);
            binary("/", (a, b) -> a / b);
            binary("^", Table::power);
            binary("pow", Table::power);
            binary("max", Math::max);
            binary("min", Math::min);
            unary("abs", Math::abs);
            unary("acos", StrictMath::acos);
            unary("asin", StrictMath::asin);
            unary("atan", StrictMath::atan);
            unary("cbrt", StrictMath::cbrt);
            unary("ceil", StrictMath::ceil);
            unary("cos", StrictMath::cos);
            unary("cosh", StrictMath::cosh);
            unary("exp", StrictMath::exp);
            unary("floor", StrictMath::floor);
            unary("ln", StrictMath::log);
            unary("log", StrictMath::log);
            unary("log10", StrictMath::log10);
            unary("sign", Math::signum);
            unary("sin", StrictMath::sin);
            unary("sinh", StrictMath::sinh);
            unary("sqrt", StrictMath::sqrt);
            unary("tan", StrictMath::tan);
            unary("tanh", StrictMath::tanh);
        }

        static Map<String, Operation> filled() {
            return Collections.unmodifiableMap(new Table().all);
        }

        private void unary(String name, DoubleUnaryOperator function) {
            all.put(name, new Unary(function));
        }

        private void binary(String name, DoubleBinaryOperator function) {
            all.put(name, new Binary(function));
        }

        /** Squares are what powers most often are. */
        private static double power(double base, double exponent) {
            return exponent == 2 ? base * base : StrictMath.pow(base, exponent);
        }
    }
}
