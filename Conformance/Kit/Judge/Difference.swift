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
        case .rule, .supported:
            guard case .violation(.headerName(let name)) = got else { return .got(input.shape(of: mismatch.gotText)) }
            return .got([input.name(of: WireHeaders.text(name))])
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
        let (wantedWords, gotWords) = (Words(wanted.plainText).words, Words(got.plainText).words)
        if case .excerpt = wanted, case .excerpt = got {
            // Where they are cut is no difference, so only the first word counts, with an escape in it.
            let same = zip(wantedWords, gotWords).prefix { $0 == $1 }.count
            let first = { (words: [Words.Word]) in
                let next = words.dropFirst(same).prefix(2)
                return input.shape(of: Array(next.last == .escape ? next : next.prefix(1)))
            }
            return .change(wanted: first(wantedWords), got: first(gotWords))
        }
        let (differing, differingGot) = Self.differing(wantedWords, gotWords)
        return .change(wanted: input.shape(of: differing), got: input.shape(of: differingGot))
    }
}

extension Difference {
    /// What is only in one of the two, by the shortest way to make one the other.
    private static func differing<Word: Hashable>(_ wanted: [Word], _ got: [Word]) -> (wanted: [Word], got: [Word]) {
        var result: (wanted: [Word], got: [Word]) = ([], [])
        for change in got.difference(from: wanted) {
            switch change {
            case .remove(_, let word, _): result.wanted.append(word)
            case .insert(_, let word, _): result.got.append(word)
            }
        }
        // Removals come from the last to the first.
        result.wanted.reverse()
        return result
    }
}

/// The words of a case's input, which are not the port's own.
package struct InputWords: Sendable {
    private static let longestShape = 40

    private var words: Set<String> = []
    /// Its texts as a whole, in lower case.
    private var texts: Set<String> = []

    /// No input.
    package static let none = InputWords(.null)

    /// - Parameter request: the case.
    package init(_ request: JSON) { add(request, isOwn: false) }

    /// The words of every text but those by which the protocol names something.
    private mutating func add(_ value: JSON, isOwn: Bool) {
        switch value {
        case .string(let text) where !isOwn:
            let text = text.lowercased()
            texts.insert(text)
            for case .other(let word) in Words(text).words { words.insert(word) }
        case .array(let elements): for element in elements { add(element, isOwn: isOwn) }
        case .object(let object):
            for member in object.members {
                if !isOwn { add(.string(member.name), isOwn: false) }
                add(member.value, isOwn: ["class", "type", "op", "method", "scheme"].contains(member.name))
            }
        default: break
        }
    }

    /// A text as a whole, or `input` where it's one of the input's.
    func name(of text: String) -> String { texts.contains(text.lowercased()) ? "input" : text }

    /// The words of a text, with `number`, `date` and such in place of what varies. What varies in a row is one.
    package func shape(of text: String) -> [String] { shape(of: Words(text).words) }

    func shape(of words: [Words.Word]) -> [String] {
        var shape: [String] = []
        var last: Words.Word?
        for word in words.lazy.map(varying) {
            switch (last, word) {
            // Beside an escape stands the rest of the word in which it is.
            case (.escape, _) where isPart(word): continue
            case (let last?, .escape) where isPart(last): shape.removeLast()
            case (.input, .number): continue
            case (.number, .input): shape.removeLast()
            case (let last?, _) where last == word && !word.isPunctuation: continue
            default: break
            }
            last = word
            shape.append(word.text)
            if shape.count == Self.longestShape { break }
        }
        return shape
    }

    /// Whether it may be a part of some text of the input.
    private func isPart(_ word: Words.Word) -> Bool {
        switch word {
        case .number, .input, .escape: true
        case .other(let text): texts.contains { $0.contains(text.lowercased()) }
        case .date, .hash, .punctuation: false
        }
    }

    private func varying(_ word: Words.Word) -> Words.Word {
        if case .other(let text) = word, words.contains(text.lowercased()) { .input } else { word }
    }
}

extension Mismatch.Value {
    /// The value without quotes, and each matcher as one word that no input has.
    fileprivate var plainText: String {
        switch self {
        case .headerValues(let values): values.map(\.plainText).joined(separator: ", ")
        case .pattern(let pattern): pattern.plainText
        case .excerpt(let excerpt): String(decoding: excerpt.bytes, as: UTF8.self)
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
    enum Word: Hashable {
        case number, date, hash
        /// What stands for a character that couldn't be sent as it is, such as `%20` or `\u00e9`.
        case escape
        /// A word of the input.
        case input
        case punctuation(Unicode.Scalar)
        case other(String)

        var text: String {
            switch self {
            case .number: "number"
            case .date: "date"
            case .hash: "hash"
            case .escape: "escape"
            case .input: "input"
            case .punctuation(let scalar): String(scalar)
            case .other(let text): text
            }
        }

        var isPunctuation: Bool { if case .punctuation = self { true } else { false } }
    }

    /// What a matcher of a date stands for.
    static let date = "Thu, 01 Jan 1970 00:00:00 GMT"
    private static let shortestHash = 16

    let words: [Word]

    init(_ text: String) {
        var words: [Word] = []
        var rest = Substring(text).unicodeScalars
        while let first = rest.first {
            let (word, count) = Self.first(of: rest, first)
            words.append(word)
            rest = rest.dropFirst(count)
        }
        self.words = words
    }

    private static func first(of rest: Substring.UnicodeScalarView, _ first: Unicode.Scalar) -> (Word, count: Int) {
        if first.properties.isUppercase, Substring(rest.prefix(date.count)).wholeMatch(of: datePattern) != nil {
            return (.date, date.count)
        }
        if first == "\\" || first == "%", let count = escape(rest) { return (.escape, count) }
        if first == "\\", let next = rest.dropFirst().first, "bfnrt".unicodeScalars.contains(next) {
            return (.other(String(rest.prefix(2))), 2)
        }
        guard isOfWord(first) else { return (.punctuation(first), 1) }
        let word = rest.prefix(while: isOfWord)
        if word.allSatisfy({ ("0"..."9").contains($0) }) { return (.number, word.count) }
        let isHash = word.count >= shortestHash && word.allSatisfy(\.properties.isASCIIHexDigit)
        return (isHash ? .hash : .other(String(word)), word.count)
    }

    private static var datePattern: Regex<Substring> { #/[A-Z][a-z]{2}, \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT/# }

    /// How long the escape is that a text begins with: `\u00e9`, `\u{E9}`, `\xe9` or `%E9`; nil for none.
    private static func escape(_ rest: Substring.UnicodeScalarView) -> Int? {
        let text = Array(rest.prefix(10))
        let isHex = { (range: Range<Int>) in
            range.upperBound <= text.count && text[range].allSatisfy(\.properties.isASCIIHexDigit)
        }
        if text[0] == "%" { return isHex(1..<3) ? 3 : nil }
        guard text.count > 2 else { return nil }
        if text[1] == "x" { return isHex(2..<4) ? 4 : nil }
        guard text[1] == "u" else { return nil }
        if text[2] == "{", let end = text.firstIndex(of: "}") { return end + 1 }
        return isHex(2..<6) ? 6 : nil
    }

    /// A letter, a digit, or what isn't ASCII or to be seen; a matcher begins with U+E000.
    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "\u{7F}"
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
