package dev.forkyard.catalog.integrate;

import com.ezylang.evalex.parser.Token;
import com.ezylang.evalex.parser.Token.TokenType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that tokens stand in an order that makes an expression: operands and operators in turn, parentheses in pairs, commas
 * between arguments alone. EvalEx itself lets some of that pass, and then leaves out what it cannot place.
 */
final class TokenOrder {

    /** The parentheses that are open, and whether they hold arguments. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    private boolean operandExpected = true;

    private TokenOrder() {}

    static void check(String text, List<Token> tokens) {
        TokenOrder order = new TokenOrder();
        TokenType before = null;
        for (Token token : tokens) {
            order.check(token, before);
            before = token.getType();
        }
        if (order.operandExpected) {
            throw Formula.mistake(text.length() + 1, "something is missing at the end");
        }
    }

    private void check(Token token, @Nullable TokenType before) {
        boolean noArguments = before == TokenType.BRACE_OPEN && Boolean.TRUE.equals(open.peek());
        boolean fits = switch (token.getType()) {
            case NUMBER_LITERAL, VARIABLE_OR_CONSTANT -> operandExpected;
            case FUNCTION, PREFIX_OPERATOR -> operandExpected;
            case BRACE_OPEN -> operandExpected;
            case INFIX_OPERATOR -> !operandExpected;
            case BRACE_CLOSE -> !operandExpected || noArguments;
            case COMMA -> !operandExpected && Boolean.TRUE.equals(open.peek());
            default -> false;
        };
        if (!fits) {
            throw Formula.mistake(token.getStartPosition(), "'%s' cannot stand there".formatted(token.getValue()));
        }
        switch (token.getType()) {
            case BRACE_OPEN -> open.push(before == TokenType.FUNCTION);
            case BRACE_CLOSE -> {
                open.pop();
                operandExpected = false;
            }
            default ->
                operandExpected = switch (token.getType()) {
                    case NUMBER_LITERAL, VARIABLE_OR_CONSTANT -> false;
                    default -> true;
                };
        }
    }
}
