package dev.forkyard.catalog.arithmetic;

import dev.forkyard.catalog.machine.FusedMultiplyAdd;

/**
 * What the inner loops of a {@link TransformProduct} are made of.
 *
 * @param transform those of the transform
 * @param coefficients those of its coefficients
 */
record Kernels(TransformKernels transform, CoefficientKernels coefficients) {

    /** Whether the fastest use vector instructions that this machine has. */
    static boolean haveVectors() {
        return FusedMultiplyAdd.isFast() && hasModule();
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Those with vector instructions where the JVM has been started with the module for them, otherwise the others. */
    static Kernels fastest() {
        return hasModule() ? vector() : scalar();
    }

    static Kernels vector() {
        return new Kernels(new VectorTransformKernels(), new VectorCoefficientKernels());
    }

    static Kernels scalar() {
        return new Kernels(new ScalarTransformKernels(), new ScalarCoefficientKernels());
    }
}
