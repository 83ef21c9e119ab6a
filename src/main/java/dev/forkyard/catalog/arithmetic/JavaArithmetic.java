package dev.forkyard.catalog.arithmetic;

/** Computes with {@link java.math.BigInteger}. */
final class JavaArithmetic implements Arithmetic {

    static final JavaArithmetic INSTANCE = new JavaArithmetic();

    private JavaArithmetic() {}

    @Override
    public String name() {
        return "java.math.BigInteger";
    }

    @Override
    public String largeProducts() {
        return JavaProduct.description();
    }

    @Override
    public Workspace open() {
        return new JavaWorkspace();
    }

    @Override
    public void warmUp() throws InterruptedException {
        JavaProduct.warmUp();
    }
}
