package enum Elementary { package static func power(_ a: Double, _ b: Double) -> Double { 0 }; package static func arctangent(_ a: Double, _ b: Double) -> Double { 0 } }
