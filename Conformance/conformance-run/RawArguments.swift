import Glibc

/// The words of the command line as bytes: where they are no UTF-8, a `String` of them is repaired, and names another file.
enum RawArguments {
    private static var all: [[UInt8]] {
        CommandLine.unsafeArgv.withMemoryRebound(to: UnsafeMutablePointer<CChar>?.self, capacity: Int(CommandLine.argc)) {
            words in
            (0..<Int(CommandLine.argc)).compactMap { index in
                words[index].map { word in Array(UnsafeRawBufferPointer(start: word, count: strlen(word))) }
            }
        }
    }

    /// The bytes of what stands at the end of the command line, or else those of the text itself.
    static func bytes(of words: [String]) -> [[UInt8]] {
        let last = all.suffix(words.count)
        return last.map(repaired) == words ? Array(last) : words.map { Array($0.utf8) }
    }

    /// The bytes of a word, or of what follows `=` in one, or else those of the text itself.
    static func bytes(of word: String) -> [UInt8] {
        let values = all.flatMap { bytes in
            [bytes[...]] + (bytes.firstIndex(of: UInt8(ascii: "=")).map { [bytes[($0 + 1)...]] } ?? [])
        }
        return values.first { repaired(Array($0)) == word }.map(Array.init) ?? Array(word.utf8)
    }

    private static func repaired(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
