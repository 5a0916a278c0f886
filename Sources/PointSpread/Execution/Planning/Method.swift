extension Plan {
    /// How a program is run.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// Nothing is computed: the samples are copied.
        case copy
        /// Sums of 2, 4, 8, … neighbours, which all windows share.
        case boxes
        /// Each sum is made from the one before it, many side by side.
        case slides
        /// Sums of whole numbers that cannot wrap around, in whichever numbers hold them exactly and are quickest.
        case wholeNumbers = "whole numbers"
        /// Tile by tile, a pass down the columns and one along the rows.
        case tiles
        /// Block by block of rows, all taps of a dense kernel at once.
        case dense
        /// Fourier transforms of tiles that overlap.
        case fourier
        /// Through fewer samples: axes are thinned out, filtered and filled up again.
        case decimated
        /// Line by line, each line pulled from the lines that it is made of.
        case lines
        /// Each branch by itself, joined afterwards.
        case branches
        /// Whole arrays, tap by tap: any program, slowly, on one thread.
        case reference

        /// Why a program is run so, in words.
        var reason: String {
            switch self {
            case .copy: "the filter leaves every sample as it is"
            case .boxes: "sums of 2, 4, 8, … neighbours, which all windows share"
            case .slides: "sums that are made from the ones before them, many side by side"
            case .fourier: "the tolerance admits Fourier transforms"
            case .wholeNumbers: "no sum of whole numbers can wrap around or be rounded"
            case .tiles: "wide sums down columns and along rows"
            case .dense: "wide sums over several axes at once"
            case .decimated: "most of the work is done on fewer samples"
            case .branches: "each branch has an executor of its own, but all together have none"
            case .lines: "wide sums line by line"
            case .reference: "no faster executor keeps this arithmetic"
            }
        }

        /// Whether its kernels add the products of a program with one rounding.
        func isFused(_ program: FilterProgram) -> Bool {
            switch self {
            case .copy, .fourier, .reference: false
            // What no sum rounds may be fused or not.
            case .wholeNumbers: true
            case .boxes, .slides, .tiles, .dense, .decimated, .lines, .branches:
                program.branches.joined().contains { $0.accumulation.isFused }
            }
        }
    }
}
