import AdapterProtocol
import AdapterSessions
import FoundationEssentials
public import Judging
package import OrderedJSON
import TextFormats
package import VectorSuites

/// A mismatch that rules of the port excuse.
public struct ExcusedMismatch: Sendable, Hashable {
    /// What was wanted and got.
    public var mismatch: Mismatch
    /// The positions of the rules in the port's list, one at least.
    public var rules: [Int]

    package init(mismatch: Mismatch, rules: [Int]) {
        self.mismatch = mismatch
        self.rules = rules
    }
}

/// The rules of a port, by which it differs from what the vectors want, and how they are applied.
package struct Deviations: Sendable {
    package private(set) var rules: [DeviationRule]
    /// What the scope of each rule stands for.
    private let scopes: [ResolvedScope]
    /// The positions of the rules that are about a vector, by its name.
    private let byVector: [String: [Int]]
    /// The positions of the rules that are about every vector of a class, which count for other cases of it, too.
    private let byClass: [String: [Int]]
    private let text = VaryingText(now: Int(Date.now.timeIntervalSince1970))

    /// Nothing is excused.
    package static let none = Deviations()

    private init() { (rules, scopes, byVector, byClass) = ([], [], [:], [:]) }

    /// Reads the list, in which a vector may have a name that it had before.
    ///
    /// - Parameters:
    ///   - library: every vector that there is, selected or not.
    /// - Throws: for a rule that isn't one, that is there twice, or that names what there never was.
    package init(_ list: JSON, library: VectorLibrary) throws(VectorError) {
        guard let values = list.arrayValue else {
            throw VectorError("'\(PortFile.deviations)' is an array of rules, not \(list.kindName)")
        }
        var rules: [DeviationRule] = []
        for value in values {
            do throws(VectorError) {
                let rule = try DeviationRule(value)
                guard !rules.contains(rule) else { throw VectorError("this rule is there twice") }
                rules.append(rule)
            } catch { throw error.within("the rule \(Self.shortened(value))") }
        }
        try self.init(rules, library: library)
    }

    init(_ rules: [DeviationRule], library: VectorLibrary) throws(VectorError) {
        var scopes: [ResolvedScope] = []
        for rule in rules {
            do throws(VectorError) { scopes.append(try ResolvedScope(rule.scope, library)) } catch {
                throw error.within("the rule \(Self.shortened(rule.json))")
            }
        }
        var byVector: [String: [Int]] = [:]
        for vector in library.vectors {
            let positions = scopes.indices.filter { scopes[$0].includes(vector) }
            if !positions.isEmpty { byVector[vector.name] = positions }
        }
        byClass = Dictionary(grouping: library.vectors, by: \.className).mapValues { vectors in
            scopes.indices.filter { position in vectors.allSatisfy { scopes[position].includes($0) } }
        }
        (self.rules, self.scopes, self.byVector) = (rules, scopes, byVector)
    }

    /// A rule as it stands in the file, cut to be told in an error.
    private static func shortened(_ value: JSON) -> String {
        let text = PrintableText.escaped(value.text)
        return text.count <= 120 ? text : text.prefix(119) + "…"
    }

    // MARK: - Applying

    /// The verdict over these mismatches of a vector that was judged.
    func verdict(on vector: Vector, _ mismatches: [Mismatch]) -> Verdict {
        if mismatches.isEmpty { return .passed }
        let positions = byVector[vector.name] ?? byClass[vector.className] ?? []
        var excused: [ExcusedMismatch] = []
        var failed: [Mismatch] = []
        for mismatch in mismatches {
            let matching = positions.filter { rules[$0].excuses(mismatch, text) }
            if matching.isEmpty { failed.append(mismatch) } else { excused.append(.init(mismatch: mismatch, rules: matching)) }
        }
        return failed.isEmpty ? .deviates(excused) : .failed(failed, excused: excused)
    }

    /// The verdict over a vector that broke the adapter. A hang or a crash is excused like a mismatch.
    func verdict(on vector: Vector, _ fault: AdapterFault) -> Verdict {
        guard let mismatch = Mismatch(fault), case .deviates(let excused) = verdict(on: vector, [mismatch]) else {
            return .errored(fault)
        }
        return .deviates(excused)
    }

    // MARK: - What they come to

    /// What of the rules is of no use any more after a run, or wasn't put to the test.
    ///
    /// - Parameter isFull: whether the run was of all vectors that count for the port, so that a pattern which excused nothing never will.
    func findings(after use: DeviationUse, isFull: Bool) -> [DeviationFinding] {
        guard isFull else { return [] }
        return rules.indices.compactMap { position in
            let (rule, scope) = (rules[position], scopes[position])
            let judged = scope.vectors.intersection(use.judged)
            guard !judged.isEmpty else {
                return DeviationFinding(rule: rule, kind: scope.vectors.isEmpty ? .withdrawn : .notJudged, parts: [])
            }
            if rule.isSometimes { return nil }
            let used = use.excused[position] ?? []
            let parts = scope.parts.filter { !$0.vectors.isDisjoint(with: use.judged) && $0.vectors.isDisjoint(with: used) }
            return parts.isEmpty ? nil : DeviationFinding(rule: rule, kind: .stale, parts: parts.map(\.text))
        }
    }

    /// The rules that would hold after these runs: the order and the reasons stay, what excuses nothing any more goes, what is new comes last.
    ///
    /// - Parameters:
    ///   - rounds: the results of one run, or of several of the same vectors.
    ///   - isFull: as for `findings`.
    package func updated(by rounds: [[VectorResult]], isFull: Bool, library: VectorLibrary) throws(VectorError) -> Deviations {
        let rounds = rounds.map { $0.compactMap(judgedAnew) }
        var use = DeviationUse()
        for result in rounds.joined() { use.add(result) }
        let kept = rules.indices.compactMap { position in
            let used = use.excused[position] ?? []
            return rule(position) { part in
                rules[position].isSometimes || part.vectors.isDisjoint(with: use.judged) || !part.vectors.isDisjoint(with: used)
                    || !(isFull || part.isName)
            }
        }
        return try Deviations(DeviationWriter(rounds, text).adding(to: kept), library: library)
    }

    /// The result by these rules; nil for a vector that wasn't judged or doesn't count.
    private func judgedAnew(_ result: VectorResult) -> VectorResult? {
        var anew = result
        switch result.verdict {
        case _ where result.isNew: return nil
        case .errored(let fault): anew.verdict = verdict(on: result.vector, fault)
        case .passed, .failed, .deviates: anew.verdict = verdict(on: result.vector, result.verdict.mismatches)
        case .unsupported, .notRun: return nil
        }
        return anew
    }

    /// A rule with the parts of its scope for which the condition holds; nil where there are none.
    private func rule(_ position: Int, where isKept: (ResolvedScope.Part) -> Bool) -> DeviationRule? {
        var rule = rules[position]
        let parts = scopes[position].parts.filter(isKept)
        if case .vectors = rule.scope { rule.scope = .vectors(parts.map { NamePattern($0.text) }) }
        return parts.isEmpty ? nil : rule
    }

    /// Whether all that was wrong with a vector is excused by now.
    package func isExcusing(_ result: VectorResult) -> Bool {
        [.passed, .deviates].contains(judgedAnew(result)?.verdict.kind)
    }

    /// The rules without vectors that are no longer there to be judged, by their names.
    package func without(_ gone: Set<String>, library: VectorLibrary) throws(VectorError) -> Deviations {
        let kept = rules.indices.compactMap { rule($0) { !$0.isName || $0.vectors.isDisjoint(with: gone) } }
        return try Deviations(kept, library: library)
    }

    package var json: JSON { .array(rules.map(\.json)) }
}

/// What a run told of the rules.
struct DeviationUse {
    /// The names of the vectors that were judged.
    private(set) var judged: Set<String> = []
    /// The names of those of which a rule excused something, by the rule's position.
    private(set) var excused: [Int: Set<String>] = [:]

    mutating func add(_ result: VectorResult) {
        guard result.verdict.isJudged, !result.isNew else { return }
        judged.insert(result.vector.name)
        for mismatch in result.verdict.excused {
            for rule in mismatch.rules { excused[rule, default: []].insert(result.vector.name) }
        }
    }
}

/// A rule of the port of which something is to be said after a run.
public struct DeviationFinding: Sendable, CustomStringConvertible {
    enum Kind {
        /// It, or a part of it, excused nothing.
        case stale
        /// None of its vectors was judged.
        case notJudged
        /// All of its vectors were withdrawn.
        case withdrawn
    }

    package let rule: DeviationRule
    let kind: Kind
    /// The names and patterns that excused nothing, or the class.
    let parts: [String]

    /// Whether the gate doesn't hold because of it.
    package var breaksGate: Bool { kind == .stale }

    /// The sentence that people see.
    public var description: String {
        switch kind {
        case .stale:
            "the rule on \(rule.label) excuses nothing of \(parts.map(PrintableText.escaped).joined(separator: ", ")) any more; take that out, or let --update-deviations do it"
        case .notJudged: "the rule on \(rule.label) wasn't put to the test: none of its vectors was judged"
        case .withdrawn: "the rule on \(rule.label) is about vectors that were withdrawn, and can go"
        }
    }
}

/// What the scope of a rule stands for.
struct ResolvedScope {
    /// A name, a pattern or the class, with the names of the vectors that it stands for.
    struct Part {
        let text: String
        let vectors: Set<String>
        /// Whether it's one vector by its name.
        let isName: Bool
    }

    let parts: [Part]
    let vectors: Set<String>
    private let scope: DeviationRule.Scope

    init(_ scope: DeviationRule.Scope, _ library: VectorLibrary) throws(VectorError) {
        self.scope = scope
        switch scope {
        case .className(let name):
            let vectors = Set(library.vectors.filter { $0.className == name }.map(\.name))
            guard !vectors.isEmpty else { throw Self.noClass(name) }
            parts = [Part(text: name, vectors: vectors, isName: false)]
        case .vectors(let patterns):
            var parts: [Part] = []
            for pattern in patterns { parts.append(try Self.part(pattern, library)) }
            self.parts = parts
        }
        vectors = parts.reduce(into: []) { $0.formUnion($1.vectors) }
    }

    private static func part(_ pattern: NamePattern, _ library: VectorLibrary) throws(VectorError) -> Part {
        if pattern.isLiteral, let vector = library.vector(named: pattern.text) {
            return Part(text: pattern.text, vectors: [vector.name], isName: true)
        }
        let vectors = library.vectors.filter { vector in
            ([vector.name] + vector.aliases).contains { pattern.matches(name: Array($0.utf8)) }
        }
        guard vectors.isEmpty, try library.published()[pattern.text] == nil else {
            return Part(text: pattern.text, vectors: Set(vectors.map(\.name)), isName: false)
        }
        throw VectorError(
            SelectionError.patternMatchesNothing(pattern.text, nearest: Selection.nearest(to: pattern.text, in: library.vectors))
                .description
        )
    }

    private static func noClass(_ name: String) -> VectorError {
        let near = ClassName.names.nearest(to: name)
        return VectorError(
            "there is no class '\(name)'; " + (near.isEmpty ? "known are " : "near it are ")
                + (near.isEmpty ? ClassName.names : near).joined(separator: ", ")
        )
    }

    func includes(_ vector: Vector) -> Bool { vectors.contains(vector.name) }
}

extension Mismatch {
    /// An adapter that didn't answer, as a check that failed; nil for what is no hang or crash of the implementation's.
    init?(_ fault: AdapterFault) {
        let check: Check
        switch fault {
        case _ where fault.isHang: check = .deadline
        case .endedDuringCase: check = .crash
        default: return nil
        }
        self.init(
            check,
            at: "",
            wanted: .name("a result"),
            got: .missing("result"),
            detail: PrintableText.escaped(fault.description)
        )
    }
}
