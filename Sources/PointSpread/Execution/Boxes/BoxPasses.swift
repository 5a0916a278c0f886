/// The passes of a program that sums boxes: one down the columns, one along the rows, or both.
struct BoxPasses<Number: LineNumber>: Sendable {
    let layout: LineLayout
    let vertical: TilePass<Number>?
    let horizontal: TilePass<Number>?

    /// Sorts the passes, or gives up where the program has others.
    ///
    /// - Parameter isWanted: whether a pass is one that sums boxes, or what else is wanted.
    init?(_ program: FilterProgram, isWanted: (Pass) -> Bool = { $0.accumulation.order == .doubling }) {
        guard program.branches.count == 1, program.outputs.count == 1, program.isPlain(program.outputs[0]),
            (1...2).contains(program.branches[0].count)
        else { return nil }
        layout = LineLayout(program)
        var sizes = program.inputShape.sizes
        var passes: [TilePass<Number>] = []
        for pass in program.branches[0] {
            guard pass.load.maps.isEmpty, pass.accumulation.isFused, isWanted(pass),
                let box = TilePass<Number>(pass, inputCount: sizes[pass.kernel.axes[0]])
            else { return nil }
            passes.append(box)
            sizes = pass.outputSizes(for: sizes)
        }
        guard program.branches[0].dropLast().allSatisfy({ $0.store.type == Number.elementType }) else { return nil }
        horizontal = layout.isFilteredAlongLine && passes.last?.axis == layout.lineAxis ? passes.last : nil
        vertical = horizontal == nil ? passes.first : passes.dropLast().first
        guard passes.count == (horizontal == nil ? 0 : 1) + (vertical == nil ? 0 : 1),
            vertical.map({ $0.axis < layout.lineAxis }) ?? true
        else { return nil }
    }
}

extension TilePass {
    /// How many taps of weight 1 a box has, and the weight of the two ends beside them, where they have one of their own.
    var box: (width: Int, end: Number?) {
        guard case .doubling(let taps, let ends) = sum else { return (1, nil) }
        return (taps.count, ends == nil ? nil : weights[0])
    }
}

/// The binary digits of a box's width: the sums that a window is made of.
struct BoxDigits {
    /// A sum of 2^level neighbours, and how many taps of the box lie behind it.
    struct Block {
        let level: Int
        let start: Int
        let after: Int
    }

    /// Largest first.
    let blocks: [Block]
    /// The number of doublings.
    let levels: Int

    init(_ width: Int) {
        levels = Int.bitWidth - 1 - max(width, 1).leadingZeroBitCount
        var blocks: [Block] = []
        var start = 0
        for level in (0...levels).reversed() where width & 1 << level != 0 {
            blocks.append(Block(level: level, start: start, after: width - start - 1 << level))
            start += 1 << level
        }
        self.blocks = blocks
    }
}
