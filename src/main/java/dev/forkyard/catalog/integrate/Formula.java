package dev.forkyard.catalog.integrate;

import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPowerOfOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixPlusOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.ShuntingYardConverter;
import com.ezylang.evalex.parser.Token;
import com.ezylang.evalex.parser.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * An expression in x, in doubles. Immutable.
 *
 * <p>EvalEx reads it. What it then is computed by are functions of doubles, a thousand times as fast as EvalEx's own of decimals,
 * of radians, and of {@link StrictMath}: the same value on every machine. A sign binds as in mathematics: {@code -x^2} is
 * {@code -(x^2)}.
 */
final class Formula implements DoubleUnaryOperator {

    private static final ExpressionConfiguration SYNTAX = ExpressionConfiguration.builder()
            .operatorDictionary(operators())
            .functionDictionary(new AnyFunctions())
            // As a sign's, and both bind to the right: so -x^2 is -(x^2), and 2^-x is 2^(-x).
            .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_UNARY)
            .defaultConstants(Map.of())
            .arraysAllowed(false)
            .structuresAllowed(false)
            .implicitMultiplicationAllowed(false)
            .build();

    private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

    private final String text;
    private final DoubleUnaryOperator compiled;

    private Formula(String text, DoubleUnaryOperator compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    private static OperatorDictionaryIfc operators() {
        OperatorDictionaryIfc operators = new MapBasedOperatorDictionary();
        operators.addOperator("+", new PrefixPlusOperator());
        operators.addOperator("-", new PrefixMinusOperator());
        operators.addOperator("+", new InfixPlusOperator());
        operators.addOperator("-", new InfixMinusOperator());
        operators.addOperator("*", new InfixMultiplicationOperator());
        operators.addOperator("/", new InfixDivisionOperator());
        operators.addOperator("^", new InfixPowerOfOperator());
        return operators;
    }

    /** @throws IllegalArgumentException if it is none; the message tells the position, of which 1 is the first character's */
    static Formula parse(String text) {
        if (text.chars().filter(c -> c == '(').count()
                > text.chars().filter(c -> c == ')').count()) {
            throw mistake(text.length() + 1, "a closing parenthesis is missing");
        }
        try {
            List<Token> tokens = new Tokenizer(text, SYNTAX).parse();
            TokenOrder.check(text, tokens);
            return new Formula(text, compile(new ShuntingYardConverter(text, tokens, SYNTAX).toAbstractSyntaxTree()));
        } catch (ParseException e) {
            throw mistake(e.getStartPosition(), String.valueOf(e.getMessage()));
        }
    }

    /** @throws ArithmeticException if the value is not a finite number */
    @Override
    public double applyAsDouble(double x) {
        double value = compiled.applyAsDouble(x);
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("The expression %s is %s at x = %s."
                    .formatted(text, Double.isNaN(value) ? "not a number" : "infinite or too large", x));
        }
        return value;
    }

    static IllegalArgumentException mistake(int position, String what) {
        return new IllegalArgumentException(
                "'expression' makes no sense at position %d: %s.".formatted(position, what));
    }

    private static DoubleUnaryOperator compile(ASTNode node) {
        Token token = node.getToken();
        List<DoubleUnaryOperator> operands = new ArrayList<>();
        for (ASTNode operand : node.getParameters()) {
            operands.add(compile(operand));
        }
        return switch (token.getType()) {
            case NUMBER_LITERAL -> constant(number(token));
            case VARIABLE_OR_CONSTANT -> named(token);
            case PREFIX_OPERATOR -> token.getValue().equals("-") ? Operation.negated(operands.get(0)) : operands.get(0);
            case INFIX_OPERATOR, FUNCTION -> operation(token, operands.size()).on(operands);
            default -> throw mistake(token.getStartPosition(), "'%s' is not known".formatted(token.getValue()));
        };
    }

    private static Operation operation(Token token, int operands) {
        Operation operation = Operation.ALL.get(token.getValue());
        if (operation == null) {
            throw mistake(
                    token.getStartPosition(),
                    "there is no function '%s', but %s".formatted(token.getValue(), Operation.functions()));
        }
        if (operation.operands() != operands) {
            throw mistake(
                    token.getStartPosition(),
                    "the function '%s' takes %s, not %d"
                            .formatted(
                                    token.getValue(),
                                    operation.operands() == 1 ? "1 argument" : operation.operands() + " arguments",
                                    operands));
        }
        return operation;
    }

    private static double number(Token token) {
        double value;
        try {
            value = Double.parseDouble(token.getValue());
        } catch (NumberFormatException e) {
            throw mistake(token.getStartPosition(), "'%s' is not a number".formatted(token.getValue()));
        }
        if (Double.isInfinite(value)) {
            throw mistake(token.getStartPosition(), "'%s' is too large".formatted(token.getValue()));
        }
        return value;
    }

    private static DoubleUnaryOperator named(Token token) {
        String name = token.getValue();
        if (name.equals("x")) {
            return DoubleUnaryOperator.identity();
        }
        Double constant = CONSTANTS.get(name);
        if (constant == null) {
            throw mistake(
                    token.getStartPosition(),
                    Operation.ALL.containsKey(name)
                            ? "the function '%s' has its arguments in parentheses".formatted(name)
                            : "'%s' is not known; there are x, pi and e".formatted(name));
        }
        return constant(constant);
    }

    private static DoubleUnaryOperator constant(double value) {
        return x -> value;
    }
}
