package dev.forkyard.catalog.integrate;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;

/**
 * Has EvalEx read any name before a parenthesis as a function's, of any number of arguments; {@link Formula} knows which
 * there are.
 */
final class AnyFunctions implements FunctionDictionaryIfc {

    private static final FunctionIfc ANY = new Any();

    @Override
    public void addFunction(String name, FunctionIfc function) {
        throw new UnsupportedOperationException("the functions are fixed");
    }

    @Override
    public FunctionIfc getFunction(String name) {
        return ANY;
    }

    @FunctionParameter(name = "arguments", isVarArg = true)
    private static final class Any extends AbstractFunction {

        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values) {
            throw new UnsupportedOperationException("EvalEx reads expressions here, and computes none");
        }
    }
}
