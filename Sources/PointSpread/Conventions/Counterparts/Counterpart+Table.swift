extension Counterpart {
    /// Which function of a framework does which job, and what our options are called there.
    ///
    /// Kernels are turned where a function correlates and a convolution is asked for, or the other way round.
    static let table: [String: [Counterpart]] = [
        "opencv": [
            Counterpart(
                .gaussian, "GaussianBlur", fixed: ["ksize": Translation.list([0, 0])],
                [
                    .sigma: .alongXAndY("sigmaX", "sigmaY"),
                    .radius: .each("ksize", .xFirst, Translation.taps(ofRadius:)), .border: .openCVBorder,
                ]),
            Counterpart(.box, "blur", [.width: .each("ksize", .xFirst), .border: .openCVBorder]),
            Counterpart(
                .correlation, "filter2D",
                [
                    .kernel: .kernel("kernel"), .anchor: .anchor("anchor"), .border: .openCVBorder,
                    .type: .type("ddepth"),
                ]),
            Counterpart(
                .convolution, "filter2D",
                [
                    .kernel: .kernel("kernel", .half), .anchor: .anchor("anchor", .half), .border: .openCVBorder,
                    .type: .type("ddepth"),
                ]),
            Counterpart(
                .derivative(.sobel), "Sobel",
                [.along: .openCVAxis, .size: .one("ksize"), .border: .openCVBorder, .type: .type("ddepth")]),
            Counterpart(
                .derivative(.scharr), "Scharr", [.along: .openCVAxis, .border: .openCVBorder, .type: .type("ddepth")]),
            Counterpart(
                .derivative(.central), "Sobel", fixed: ["ksize": .number(1)],
                [.along: .openCVAxis, .border: .openCVBorder, .type: .type("ddepth")]),
            Counterpart(.laplacian, "Laplacian", [.border: .openCVBorder, .type: .type("ddepth")]),
        ],
        "numpy": [
            Counterpart(.convolution, "convolve", rank: 1, [.kernel: .kernel("kernel"), .mode: .mode("mode")]),
            Counterpart(.correlation, "correlate", rank: 1, [.kernel: .kernel("kernel"), .mode: .mode("mode")]),
        ],
        "scipy.ndimage": [
            Counterpart(
                .gaussian, "gaussian_filter", rank: nil,
                [
                    .sigma: .each("sigma", .outermostFirst), .order: .each("order", .outermostFirst),
                    .truncate: .one("truncate"), .radius: .one("radius"), .border: .sciPyAxes, .type: .type("output"),
                ]),
            Counterpart(
                .box, "uniform_filter", rank: nil,
                [.width: .each("size", .outermostFirst), .border: .sciPyAxes, .type: .type("output")]),
            Counterpart(
                .correlation, "correlate", rank: nil,
                [
                    .kernel: .kernel("weights"), .anchor: .origin("origin"), .border: .sciPy, .type: .type("output"),
                ]),
            Counterpart(
                .convolution, "convolve", rank: nil,
                [
                    .kernel: .kernel("weights"), .anchor: .origin("origin"), .border: .sciPy, .type: .type("output"),
                ]),
            Counterpart(
                .derivative(.sobel), "sobel", rank: nil,
                [.along: .axis("axis"), .border: .sciPyAxes, .type: .type("output")]),
            Counterpart(
                .derivative(.prewitt), "prewitt", rank: nil,
                [.along: .axis("axis"), .border: .sciPyAxes, .type: .type("output")]),
            Counterpart(.laplacian, "laplace", rank: nil, [.border: .sciPyAxes, .type: .type("output")]),
            Counterpart(
                .laplacianOfGaussian, "gaussian_laplace", rank: nil,
                [.sigma: .each("sigma", .outermostFirst), .border: .sciPyAxes, .type: .type("output")]),
        ],
        "scipy.signal": [
            Counterpart(
                .convolution, "convolve2d",
                [.kernel: .kernel("kernel"), .mode: .mode("mode"), .border: .sciPySignal]),
            Counterpart(
                .correlation, "correlate2d",
                [.kernel: .kernel("kernel"), .mode: .mode("mode"), .border: .sciPySignal]),
        ],
        "skimage.filters": [
            Counterpart(
                .gaussian, "gaussian", rank: nil,
                [.sigma: .each("sigma", .outermostFirst), .truncate: .one("truncate"), .border: .sciPy]),
            Counterpart(.derivative(.sobel), "sobel", rank: nil, [.along: .axis("axes"), .border: .sciPy]),
            Counterpart(.derivative(.scharr), "scharr", rank: nil, [.along: .axis("axes"), .border: .sciPy]),
            Counterpart(.derivative(.prewitt), "prewitt", rank: nil, [.along: .axis("axes"), .border: .sciPy]),
            Counterpart(.laplacian, "laplace", rank: nil, [:]),
            Counterpart(
                .unsharpMask, "unsharp_mask", rank: nil,
                [.sigma: .each("radius", .outermostFirst), .amount: .one("amount")]),
        ],
        "pillow": [
            Counterpart(.gaussian, "GaussianBlur", [.sigma: .each("radius", .xFirst)]),
            Counterpart(.box, "BoxBlur", [.width: .each("radius", .xFirst) { ($0 - 1) / 2 }]),
            // Pillow turns rows, but not columns, and would divide by the sum of the taps.
            Counterpart(
                .correlation, "Kernel", fixed: ["scale": .number(1)],
                [.kernel: .kernel("kernel", size: "size", .rows)]),
            Counterpart(
                .convolution, "Kernel", fixed: ["scale": .number(1)],
                [.kernel: .kernel("kernel", size: "size", .columns)]),
            Counterpart(
                .unsharpMask, "UnsharpMask",
                [.sigma: .one("radius"), .amount: .one("percent", percent), .threshold: .one("threshold")]),
        ],
        "torchvision": [
            Counterpart(
                .gaussian, "gaussian_blur",
                [
                    .sigma: .both(.each("sigma", .xFirst), .tapsOfSigma("kernel_size", .xFirst)),
                    .radius: .each("kernel_size", .xFirst, Translation.taps(ofRadius:)),
                ])
        ],
        "kornia": [
            Counterpart(
                .gaussian, "gaussian_blur2d",
                [
                    .sigma: .both(.each("sigma", .outermostFirst), .tapsOfSigma("kernel_size", .outermostFirst)),
                    .radius: .each("kernel_size", .outermostFirst, Translation.taps(ofRadius:)), .border: .kornia,
                ]),
            Counterpart(.box, "box_blur", [.width: .each("kernel_size", .outermostFirst), .border: .kornia]),
            Counterpart(
                .correlation, "filter2d",
                [.kernel: .kernel("kernel"), .mode: .padding("padding"), .border: .kornia]),
            Counterpart(
                .convolution, "filter2d", fixed: ["behaviour": .text("conv")],
                [.kernel: .kernel("kernel"), .mode: .padding("padding"), .border: .kornia]),
            Counterpart(
                .derivative(.sobel), "spatial_gradient",
                [.along: .direction(x: ["component": 0], y: ["component": 1])]),
            Counterpart(
                .derivative(.central), "spatial_gradient", fixed: ["mode": .text("diff")],
                [.along: .direction(x: ["component": 0], y: ["component": 1])]),
            Counterpart(
                .laplacian, "laplacian", fixed: ["kernel_size": Translation.list([3, 3])], [.border: .kornia]),
            Counterpart(
                .unsharpMask, "unsharp_mask",
                [
                    .sigma: .both(.each("sigma", .outermostFirst), .tapsOfSigma("kernel_size", .outermostFirst)),
                    .border: .kornia,
                ]),
        ],
        "torch": [
            Counterpart(
                .correlation, "conv", rank: nil,
                [
                    .kernel: .kernel("weight"), .mode: .padding("padding_rule"),
                    .border: .border("padding_mode", torch),
                ]),
            Counterpart(
                .convolution, "conv", rank: nil,
                [
                    .kernel: .kernel("weight", .half), .mode: .padding("padding_rule"),
                    .border: .border("padding_mode", torch),
                ]),
        ],
        "keras": [
            Counterpart(
                .gaussian, "gaussian_blur",
                [
                    .sigma: .each("sigma", .outermostFirst),
                    .radius: .each("kernel_size", .outermostFirst, Translation.taps(ofRadius:)),
                ]),
            Counterpart(
                .correlation, "conv", rank: nil, [.kernel: .kernel("kernel"), .mode: .padding("padding")]),
            Counterpart(
                .convolution, "conv", rank: nil, [.kernel: .kernel("kernel", .half), .mode: .padding("padding")]),
        ],
        "diplib": [
            Counterpart(
                .gaussian, "Gauss", rank: nil,
                [
                    .sigma: .each("sigmas", .xFirst), .order: .each("derivativeOrder", .xFirst),
                    .truncate: .one("truncation"),
                    .border: .border(
                        "boundaryCondition",
                        [
                            .reflect101: "mirror", .wrap: "periodic", .replicate: "zero order",
                            .constant(0): "add zeros",
                        ]),
                ])
        ],
        "itk": [
            // Our lengths are samples by now, so that the spacing has had its say.
            Counterpart(
                .gaussian, "DiscreteGaussian", rank: nil, fixed: ["useImageSpacing": .number(0)],
                [.sigma: .each("variance", .xFirst) { $0 * $0 }])
        ],
        "vips": [
            Counterpart(.gaussian, "gaussblur", [.sigma: .one("sigma")]),
            Counterpart(.correlation, "conv", [.kernel: .kernel("mask")]),
            Counterpart(.convolution, "conv", [.kernel: .kernel("mask", .half)]),
        ],
        "dali": [
            Counterpart(
                .gaussian, "gaussian_blur", rank: nil,
                [.sigma: .one("sigma"), .radius: .one("window_size", Translation.taps(ofRadius:))])
        ],
        "fastai": [
            Counterpart(
                .gaussian, "gaussian_blur",
                [
                    .sigma: .both(.one("sigma"), .tapsOfSigma("kernel_size")),
                    .radius: .one("kernel_size", Translation.taps(ofRadius:)),
                ])
        ],
        "matlab": [
            Counterpart(
                .gaussian, "imgaussfilt",
                [
                    .sigma: .one("sigma"), .radius: .each("FilterSize", .outermostFirst, Translation.taps(ofRadius:)),
                    .border: .matlab,
                ]),
            Counterpart(
                .correlation, "imfilter",
                [.kernel: .kernel("h"), .mode: .choice("shape", ["same": "same", "full": "full"]), .border: .matlab]),
            Counterpart(
                .convolution, "imfilter", fixed: ["conv": .number(1)],
                [.kernel: .kernel("h"), .mode: .choice("shape", ["same": "same", "full": "full"]), .border: .matlab]),
        ],
    ]

    /// A share as a whole number of hundredths, where it is one but for rounding.
    private static let percent: @Sendable (Double) -> Double = { share in
        let whole = (share * 100).rounded()
        return (share * 100 - whole).magnitude < 1e-9 ? whole : share * 100
    }

    fileprivate static let torch: [Border: String] = [
        .reflect101: "reflect", .replicate: "replicate", .wrap: "circular", .constant(0): "constant",
    ]
}

extension Translation {
    fileprivate static let openCVAxis = direction(x: ["dx": 1, "dy": 0], y: ["dx": 0, "dy": 1])

    fileprivate static let openCVBorder = border(
        "borderType",
        [
            .reflect101: "BORDER_REFLECT_101", .symmetric: "BORDER_REFLECT", .replicate: "BORDER_REPLICATE",
            .wrap: "BORDER_WRAP", .constant(0): "BORDER_CONSTANT",
        ])

    private static let sciPyModes: [Border: String] = [
        .symmetric: "reflect", .reflect101: "mirror", .replicate: "nearest", .wrap: "wrap", .constant(0): "constant",
    ]

    fileprivate static let sciPy = border("mode", sciPyModes, value: "cval")
    fileprivate static let sciPyAxes = border("mode", sciPyModes, value: "cval", differs: true)
    fileprivate static let sciPySignal = border(
        "boundary", [.constant(0): "fill", .wrap: "wrap", .symmetric: "symm"], value: "fillvalue")
    fileprivate static let kornia = border("border_type", Counterpart.torch)
    fileprivate static let matlab = border(
        "padding",
        [.constant(0): "", .replicate: "replicate", .symmetric: "symmetric", .wrap: "circular"], value: "value")

    /// Which results there are, by our own names.
    fileprivate static func mode(_ name: String) -> Translation {
        choice(name, ["same": "same", "full": "full", "valid": "valid"])
    }

    /// Which results there are, for functions that have no more of them than samples.
    fileprivate static func padding(_ name: String) -> Translation {
        choice(name, ["same": "same", "valid": "valid"])
    }
}
