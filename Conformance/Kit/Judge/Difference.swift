import AdapterProtocol
package import OrderedJSON
package import VectorSuites

/// What makes a mismatch one bug and not another: the check, and what was made of what was wanted.
///
/// Two mismatches are the same difference where these are alike. What varies with the input (its own words, numbers, dates) counts as its kind, so that one bug is one
/// difference for every input; statuses, and names of errors and messages, count as they are.
package struct Difference: Sendable, Hashable {
    package enum Edit: Sendable, Hashable {
        /// Nothing was got, or nothing was wanted.
        case missing, extra
        /// The part that differs, in both, with kinds in place of what varies.
        case change(wanted: [String], got: [String])
        /// What was wanted doesn't matter.
        case got([String])
        /// There is nothing to tell one from another.
        case other
    }

    package let check: Check
    package let edit: Edit

    package init(_ mismatch: Mismatch, in input: InputWords) {
        check = mismatch.check
        edit = Self.edit(mismatch, input)
    }

    private static func edit(_ mismatch: Mismatch, _ input: InputWords) -> Edit {
        let (wanted, got) = (mismatch.wanted, mismatch.got)
        switch mismatch.check {
        case .header where got.isAbsent: return .missing
        case .header where wanted.isAbsent: return .extra
        case .header: break
        case _ where got.isNothing: return .missing
        case _ where wanted.isNothing: return .extra
        case .startStatus: return .change(wanted: [mismatch.wantedText], got: [mismatch.gotText])
        case .headerOrder, .chunks, .time: return .other
        case .deadline: return .got(input.shape(of: mismatch.gotText))
        case .construct, .outcome:
            let message = mismatch.detail.map(input.shape) ?? []
            return .change(wanted: [mismatch.wantedText], got: [mismatch.gotText] + message)
        case .rule, .supported: return .got(input.shape(of: mismatch.gotText))
        default: break
        }
        if case .messageTypes(let wanted) = wanted, case .messageTypes(let got) = got {
            return .change(wanted: wanted.withoutRepeats, got: got.withoutRepeats)
        }
        if case .events(let wanted) = wanted, case .events(let got) = got {
            let (differing, differingGot) = Self.differing(wanted.map(\.kindOfEvent), got.map(\.kindOfEvent))
            return .change(wanted: differing.withoutRepeats, got: differingGot.withoutRepeats)
        }
        if case .cookie(_, let difference) = got, difference != SetCookie.Difference() {
            return .got(difference.missing + ["-"] + difference.extra + ["+"] + difference.different)
        }
        let (wantedWords, gotWords) = (Words(wanted.plainText), Words(got.plainText))
        let (differing, differingGot) = Self.differing(wantedWords.words, gotWords.words)
        return .change(wanted: input.shape(of: differing), got: input.shape(of: differingGot))
    }
}

extension Difference {
    /// What is between the beginning and the end that both share.
    private static func differing<Word: Equatable>(
        _ wanted: [Word],
        _ got: [Word]
    ) -> (wanted: ArraySlice<Word>, got: ArraySlice<Word>) {
        let same = zip(wanted, got).prefix { $0 == $1 }.count
        let (rest, restOfGot) = (wanted.dropFirst(same), got.dropFirst(same))
        let sameEnd = zip(rest.reversed(), restOfGot.reversed()).prefix { $0 == $1 }.count
        return (rest.dropLast(sameEnd), restOfGot.dropLast(sameEnd))
    }
}

/// The words of a case's input, which are not the port's own.
package struct InputWords: Sendable {
    private static let longestShape = 40

    private var words: Set<Substring> = []

    /// No input.
    package static let none = InputWords(.null)

    /// - Parameter request: the case.
    package init(_ request: JSON) { add(request, isOwn: false) }

    /// The words of every text but those by which the protocol names something.
    private mutating func add(_ value: JSON, isOwn: Bool) {
        switch value {
        case .string(let text) where !isOwn: words.formUnion(Words(text.lowercased()).words)
        case .array(let elements): for element in elements { add(element, isOwn: isOwn) }
        case .object(let object):
            for member in object.members {
                add(member.value, isOwn: ["class", "type", "op", "method", "scheme"].contains(member.name))
            }
        default: break
        }
    }

    /// The words of a text, with `number`, `date` and `input` in place of what varies, each once in a row.
    package func shape(of text: String) -> [String] { shape(of: Words(text).words[...]) }

    func shape(of words: ArraySlice<Substring>) -> [String] {
        var shape: [String] = []
        for word in words {
            let kind = kind(of: word)
            if shape.last != kind || kind.count == 1 { shape.append(kind) }
            if shape.count == Self.longestShape { break }
        }
        return shape
    }

    private func kind(of word: Substring) -> String {
        if word.allSatisfy(\.isNumber) { return "number" }
        if word.hasSuffix(Words.date) { return "date" }
        if word.count >= 16, word.allSatisfy(\.isHexDigit) { return "hash" }
        return words.contains(Substring(word.lowercased())) ? "input" : String(word)
    }
}

extension Mismatch.Value {
    /// The value without quotes, and each matcher as one word that no input has.
    fileprivate var plainText: String {
        switch self {
        case .headerValues(let values): values.map(\.plainText).joined(separator: ", ")
        case .pattern(let pattern): pattern.plainText
        default: ResultText.text(of: self)
        }
    }
}

extension Pattern {
    fileprivate var plainText: String {
        pieces.map { piece in
            switch piece {
            case .literal(let bytes): String(validating: bytes, as: UTF8.self) ?? WireHeaders.text(bytes)
            case .repeated, .variable: ResultText.text(of: Pattern(pieces: [piece]))
            case .regex, .bind: "\u{E000}regex"
            case .httpDate: Words.date
            case .strongETag: "\u{E000}etag"
            case .anyOf: "\u{E000}choice"
            }
        }
        .joined()
    }
}

/// A text word by word: letters and digits in a row are one, and so is a date; anything else is a word by itself.
struct Words {
    static let date = "GMT"

    let words: [Substring]

    init(_ text: String) {
        var words: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let word: Substring
            if first.isUppercase,
                let date = rest.prefixMatch(of: #/[A-Z][a-z]{2}, \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT/#)
            {
                word = date.output
            } else if Self.isOfWord(first) {
                word = rest.prefix(while: Self.isOfWord)
            } else {
                word = rest.prefix(1)
            }
            words.append(word)
            rest = rest[word.endIndex...]
        }
        self.words = words
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "\u{E000}"
    }

}

extension EventExpectation {
    /// The event without what counts it, which comes from the input.
    fileprivate var kindOfEvent: String {
        switch self {
        case .send(let word): word
        default: kind.rawValue
        }
    }
}

extension Collection<String> {
    /// Each text once in a row.
    fileprivate var withoutRepeats: [String] { reduce(into: []) { if $0.last != $1 { $0.append($1) } } }
}
