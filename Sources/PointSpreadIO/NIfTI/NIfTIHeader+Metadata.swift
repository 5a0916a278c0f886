import PointSpread

extension NIfTIHeader {
    /// What the header says beside sizes and types.
    ///
    /// - Throws: `FileError` with code `malformed` for a slope without an intercept.
    func metadata(roles: [AxisRole], _ type: NIfTIDataType, in source: ByteSource) throws(FileError) -> ImageMetadata {
        var metadata = ImageMetadata(roles: roles)
        metadata.spacing = roles.map(spacing)
        metadata.alpha = type == .rgba ? .straight : .none
        metadata.summary = text(.summary)
        metadata.nifti = bytes
        if type.channels == 1 {
            let (slope, intercept) = (number(.slope), number(.intercept))
            // A slope of 0 or NaN means that there is none.
            if slope.isFinite, slope != 0 {
                guard intercept.isFinite else {
                    throw source.malformed(expected: "a finite intercept beside a slope", found: "\(intercept)")
                }
                if slope != 1 || intercept != 0 {
                    metadata.scaling = try inFile(source.subject) { () throws(FilterError) in
                        try ValueScaling(slope: slope, intercept: intercept)
                    }
                }
            }
        }
        return metadata
    }

    /// The unit of the first three spacings; millimetres where the header does not say, as everywhere.
    ///
    /// Nothing in a header that knows nothing: no unit, no orientation, and 1 for all spacings.
    var unit: Spacing.Unit? {
        switch integer(.units) & 7 {
        case 1: return .metre
        case 3: return .micrometre
        case 0:
            let isUnknown =
                (1...3).allSatisfy { [0, 1].contains(number(.spacing, $0)) } && integer(.quaternionCode) == 0
                && integer(.matrixCode) == 0
            return isUnknown ? nil : .millimetre
        default: return .millimetre
        }
    }

    /// The distance along an axis in space; its sign, which some programs use for the orientation, is left out.
    func spacing(_ role: AxisRole) -> Spacing? {
        guard role.isSpatial, let index = NIfTIAxes.roles.firstIndex(of: role), let unit else { return nil }
        return try? Spacing(abs(number(.spacing, index + 1)), unit)
    }

    /// Stores the distances, and stretches the orientation with them.
    mutating func setSpacing(_ metadata: ImageMetadata) {
        if integer(.units) & 7 == 0, unit == nil {
            let units = Set(metadata.spacing.compactMap { $0?.unit })
            guard !units.isEmpty else { return }
            let code = units == [.metre] ? 1 : units == [.micrometre] ? 3 : 2
            set(.units, integer(.units) | code)
        }
        for (role, spacing) in zip(metadata.roles, metadata.spacing) {
            guard let index = NIfTIAxes.roles.firstIndex(of: role), role.isSpatial, let spacing, let unit,
                spacing != self.spacing(role)
            else { continue }
            let old = number(.spacing, index + 1)
            let isSame = spacing.unit == unit
            let distance = isSame ? spacing.distance : spacing.millimetres / unit.inMillimetres
            set(.spacing, old < 0 ? -distance : distance, at: index + 1)
            guard old != 0, old.isFinite else { continue }
            for row in 0..<3 {
                set(.matrix, number(.matrix, 4 * row + index) * distance / abs(old), at: 4 * row + index)
            }
        }
    }

    /// Stores the slope and intercept, where they are not the header's own.
    mutating func setScaling(_ scaling: ValueScaling?) {
        let (slope, intercept) = (number(.slope), number(.intercept))
        let isNone = !slope.isFinite || slope == 0 || slope == 1 && intercept == 0
        if let scaling {
            guard isNone || scaling.slope != slope || scaling.intercept != intercept else { return }
            set(.slope, scaling.slope)
            set(.intercept, scaling.intercept)
        } else if !isNone {
            set(.slope, 1.0)
            set(.intercept, 0.0)
        }
    }
}
