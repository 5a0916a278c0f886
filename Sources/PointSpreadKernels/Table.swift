public import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's kernels for floats.
    public static var floats: LineKernelTable<Float> {
        LineKernelTable(
            pairSum: pairSum, productSum: productSum, doublingSum: doublingSum, fused: fused,
            blocks: floatBlocks, pointwise: floatPointwise, boxes: floatBoxes, fourier: floatFourier,
            dense: floatDense, sampling: floatSampling, slides: floatSlides,
            gradients: floatGradients,
            int8: .init(load: loadInt8, store: storeInt8),
            uint8: .init(
                load: loadUInt8, store: storeUInt8, storeHalfUp: storeUInt8HalfUp, storeDown: storeUInt8Down),
            int16: .init(
                load: loadInt16, store: storeInt16, storeHalfUp: storeInt16HalfUp, storeDown: storeInt16Down,
                storeTowardZero: storeInt16TowardZero),
            uint16: .init(
                load: loadUInt16, store: storeUInt16, storeHalfUp: storeUInt16HalfUp, storeDown: storeUInt16Down),
            float16: .init(load: loadFloat16, store: storeFloat16))
    }

    /// This instruction set's kernels for doubles.
    public static var doubles: LineKernelTable<Double> {
        LineKernelTable(
            pairSum: pairSum, productSum: productSum, doublingSum: doublingSum, fused: fused,
            blocks: doubleBlocks, pointwise: doublePointwise, boxes: doubleBoxes, fourier: doubleFourier,
            dense: doubleDense, sampling: doubleSampling, slides: doubleSlides,
            gradients: doubleGradients,
            int8: .init(load: loadInt8, store: storeInt8, storeCutOff: cutOffInt8),
            uint8: .init(
                load: loadUInt8, store: storeUInt8, storeHalfUp: storeUInt8HalfUp, storeDown: storeUInt8Down,
                storeCutOff: cutOffUInt8),
            int16: .init(
                load: loadInt16, store: storeInt16, storeDown: storeInt16Down, storeTowardZero: storeInt16TowardZero,
                storeCutOff: cutOffInt16),
            uint16: .init(
                load: loadUInt16, store: storeUInt16, storeHalfUp: storeUInt16HalfUp, storeDown: storeUInt16Down,
                storeCutOff: cutOffUInt16),
            int32: .init(load: loadInt32, store: storeInt32, storeCutOff: cutOffInt32),
            float32: .init(load: loadFloat32, store: storeFloat32))
    }
}
