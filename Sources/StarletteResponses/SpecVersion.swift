import ASGI

/// The version of the ASGI HTTP specification that a server speaks, compared number by number: 2.10 is later than 2.4.
struct SpecVersion: Comparable {
    /// The first version in which `send` throws when the client has gone.
    static let raisingSend = SpecVersion(numbers: [2, 4])

    private let numbers: [Int]

    private init(numbers: [Int]) { self.numbers = numbers }

    /// The version that a scope names, and 2.0 if it names none.
    ///
    /// - Throws: `ResponseError.invalidSpecVersion` unless it is numbers with points between them.
    init(of scope: Scope) throws(ResponseError) {
        let text = scope.asgi?.specVersion ?? "2.0"
        if let numbers = Self.twoDigits(text) {
            self.numbers = numbers
            return
        }
        var numbers: [Int] = []
        for part in text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false) {
            guard let number = PythonInteger.parse(part) else { throw .invalidSpecVersion(text) }
            numbers.append(number)
        }
        self.numbers = numbers
    }

    /// The numbers of a version such as `2.4`, as all servers write it.
    private static func twoDigits(_ text: String) -> [Int]? {
        let utf8 = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard utf8.count == 3, digits.contains(utf8[0]), utf8[1] == UInt8(ascii: "."), digits.contains(utf8[2]) else {
            return nil
        }
        return [Int(utf8[0] - digits.lowerBound), Int(utf8[2] - digits.lowerBound)]
    }

    static func < (left: SpecVersion, right: SpecVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}
