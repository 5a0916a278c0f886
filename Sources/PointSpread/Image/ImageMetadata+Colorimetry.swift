extension ImageMetadata {
    /// A text with the word that says what it is about.
    public struct Text: Hashable, Sendable {
        /// What the text is about, such as "Author".
        public var keyword: String
        /// The text.
        public var text: String

        /// Joins a keyword and a text.
        public init(keyword: String, text: String) {
            self.keyword = keyword
            self.text = text
        }
    }

    /// What samples mean as light and colour, in the way of files without a profile.
    ///
    /// It is carried along, not applied.
    public struct Colorimetry: Hashable, Sendable {
        /// A place in the CIE diagram of chromaticity.
        public struct Chromaticity: Hashable, Sendable {
            /// The first coordinate.
            public var x: Double
            /// The second coordinate.
            public var y: Double

            /// Makes a place from its coordinates.
            public init(x: Double, y: Double) {
                self.x = x
                self.y = y
            }
        }

        /// The four places that fix what RGB means.
        public struct Primaries: Hashable, Sendable {
            /// The light where all three are at their largest.
            public var white: Chromaticity
            /// The light of the first channel alone.
            public var red: Chromaticity
            /// The light of the second channel alone.
            public var green: Chromaticity
            /// The light of the third channel alone.
            public var blue: Chromaticity

            /// Joins the four places.
            public init(white: Chromaticity, red: Chromaticity, green: Chromaticity, blue: Chromaticity) {
                self.white = white
                self.red = red
                self.green = green
                self.blue = blue
            }
        }

        /// How colours that a display does not have are to be shown, for samples in sRGB.
        public enum RenderingIntent: Int, Hashable, Sendable {
            /// For photographs.
            case perceptual
            /// For logos.
            case relative
            /// For charts.
            case saturation
            /// For proofs.
            case absolute
        }

        /// The power of light that samples are proportional to, such as 1/2.2.
        public var gamma: Double?
        /// What the channels mean.
        public var primaries: Primaries?
        /// Where it is given, samples are in sRGB, which fixes the other two.
        public var intent: RenderingIntent?

        /// Makes what is known.
        public init(gamma: Double? = nil, primaries: Primaries? = nil, intent: RenderingIntent? = nil) {
            self.gamma = gamma
            self.primaries = primaries
            self.intent = intent
        }
    }
}
