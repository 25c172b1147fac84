import Judging
import OrderedJSON
import VectorSuites

/// Writes rules for what no rule excuses: as few as a person would, and each as narrow as what was seen allows.
///
/// A status or a header that is wrong wherever a class has it becomes a rule on the class, and a default that is another becomes one on what was wanted and
/// got. What is left becomes a rule for each check, on its vectors by name.
struct DeviationWriter {
    /// A check that failed in a vector, over all rounds.
    private struct Failure {
        let vector: Vector
        let check: Check
        /// What its mismatches wanted and got, with what varies named.
        var wanted: Set<JSON> = []
        var got: Set<JSON> = []
        /// The rounds in which it failed.
        var rounds: Set<Int> = []
        var isSometimes = false
    }

    /// How many vectors must share a difference for it to be a rule of its own.
    private static let manyVectors = 4
    /// The same for a default, which others may share by chance.
    private static let manyOfDefault = 12
    /// More rules than a person reads: then those on few vectors are put together.
    private static let manyRules = 30
    private static let fewVectors = 4

    private var failures: [Failure] = []
    /// The vectors that were judged, by name.
    private var judged: [String: Vector] = [:]
    /// Those that were judged to their end.
    private let toTheEnd: [Vector]

    /// - Parameter rounds: the results of vectors that were judged or broke the adapter, with the mismatches that no rule excuses.
    init(_ rounds: [[VectorResult]], _ text: VaryingText) {
        var positions: [String: Int] = [:]
        var roundsOf: [String: Set<Int>] = [:]
        for (round, results) in rounds.enumerated() {
            for result in results {
                judged[result.vector.name] = result.vector
                roundsOf[result.vector.name, default: []].insert(round)
                for mismatch in result.verdict.unexcused {
                    let key = result.vector.name + " " + mismatch.check.id
                    let position = positions[key] ?? failures.count
                    if position == failures.count {
                        positions[key] = position
                        failures.append(Failure(vector: result.vector, check: mismatch.check))
                    }
                    failures[position].wanted.insert(text.naming(in: mismatch.wantedOnWire))
                    failures[position].got.insert(text.naming(in: mismatch.gotOnWire))
                    failures[position].rounds.insert(round)
                }
            }
        }
        let ended = Set(failures.filter(\.check.endsJudging).map(\.vector.name))
        toTheEnd = judged.values.filter { !ended.contains($0.name) }
        for index in failures.indices {
            failures[index].isSometimes = failures[index].rounds != roundsOf[failures[index].vector.name]
        }
    }

    /// These rules, with what is new behind them.
    func adding(to rules: [DeviationRule]) -> [DeviationRule] {
        var (rules, rest) = (rules, failures)
        let shared = Self.ofAllClasses(ofClasses(&rest) + ofDefaults(&rest))
        for rule in shared + ofChecks(rest, beside: shared.count) {
            // Nobody has said anything of such a rule yet, so that it may as well grow.
            let like = rules.firstIndex { $0.isLike(rule) }
            guard let like, case .vectors(let old) = rules[like].scope, case .vectors(let new) = rule.scope else {
                rules.append(rule)
                continue
            }
            rules[like].scope = .vectors(old + new.filter { !old.contains($0) })
        }
        return rules
    }

    // MARK: - What is wrong everywhere

    /// A rule on each status, header or ASGI rule that fails in every vector of a class that has it; takes out what they excuse.
    private func ofClasses(_ failures: inout [Failure]) -> [DeviationRule] {
        let groups = Dictionary(grouping: failures.filter { !$0.isSometimes }) { [$0.vector.className, $0.check.id] }
        return groups.sorted { ($1.value.count, $0.key[1]) < ($0.value.count, $1.key[1]) }.compactMap { key, group in
            let check = group[0].check
            guard group.count >= Self.manyVectors, Self.isOfEveryResponse(check) else { return nil }
            let names = Set(group.map(\.vector.name))
            let isEverywhere = toTheEnd.allSatisfy { vector in
                names.contains(vector.name) || vector.className != key[0] || !Self.concerns(check, vector)
            }
            guard isEverywhere else { return nil }
            failures.removeAll { $0.check == check && names.contains($0.vector.name) && !$0.isSometimes }
            return Self.rule(.className(key[0]), [check], group, alwaysWanted: true)
        }
    }

    /// Whether it's about something that a class does the same way in all of its responses; in bodies, say, there is too much that may go wrong.
    private static func isOfEveryResponse(_ check: Check) -> Bool {
        switch check {
        case .startStatus, .header, .rule: true
        default: false
        }
    }

    /// Whether a vector is about this check: a header that it doesn't have isn't wrong in it.
    private static func concerns(_ check: Check, _ vector: Vector) -> Bool {
        switch check {
        case .header: vector.wanted(by: check).contains { $0 != .null }
        default: true
        }
    }

    // MARK: - Other defaults

    /// A status or a header of a class, and what was wanted of it.
    private struct Default: Hashable {
        let className: String
        let check: Check
        let wanted: JSON
    }

    /// A rule on each status or header that is nearly always wrong where a class wants the same; takes out what they excuse.
    private func ofDefaults(_ failures: inout [Failure]) -> [DeviationRule] {
        var rules: [DeviationRule] = []
        var byDefault: [Default: [Failure]] = [:]
        for failure in failures where !failure.isSometimes && failure.wanted.count == 1 {
            guard let wanted = failure.wanted.first, Self.isOfStart(failure.check) else { continue }
            byDefault[Default(className: failure.vector.className, check: failure.check, wanted: wanted), default: []].append(
                failure
            )
        }
        for (wanted, group) in byDefault.sorted(by: { ($1.value.count, $0.key.check.id) < ($0.value.count, $1.key.check.id) }) {
            let byGot = Dictionary(grouping: group) { $0.got.count == 1 ? $0.got.first : nil }
            let most = byGot.max { $0.value.count < $1.value.count }
            // All of them if nearly all are wrong in some way, or else those that are wrong in the same way.
            let share = isNearlyAll(group, of: wanted) ? group : most?.key == nil ? [] : most?.value ?? []
            guard share.count >= Self.manyOfDefault,
                isNearlyAll(share, of: wanted) || share.count * 3 >= count(of: wanted, group) * 2
            else { continue }
            rules.append(Self.rule(.className(wanted.className), [wanted.check], share, alwaysWanted: true))
            let names = Set(share.map(\.vector.name))
            failures.removeAll { $0.check == wanted.check && names.contains($0.vector.name) && !$0.isSometimes }
        }
        return rules
    }

    private static func isOfStart(_ check: Check) -> Bool {
        switch check {
        case .startStatus, .header: true
        default: false
        }
    }

    private func isNearlyAll(_ failures: [Failure], of wanted: Default) -> Bool {
        failures.count * 10 >= count(of: wanted, failures) * 9
    }

    /// How many vectors want this. A matcher is the judge's and not the vector's, so that whatever passes may have been held against it.
    private func count(of wanted: Default, _ failures: [Failure]) -> Int {
        let names = Set(failures.map(\.vector.name))
        let isMatcher = wanted.wanted.objectValue != nil
        let passing = toTheEnd.count { vector in
            guard vector.className == wanted.className, !names.contains(vector.name) else { return false }
            return vector.wanted(by: wanted.check).contains { isMatcher ? $0 != .null : $0 == wanted.wanted }
        }
        return failures.count + passing
    }

    /// One rule in place of three or more that are alike but for the class.
    private static func ofAllClasses(_ rules: [DeviationRule]) -> [DeviationRule] {
        var result: [DeviationRule] = []
        for rule in rules {
            let alike = rules.filter { $0.isAlike(rule) }
            guard alike.count >= 3 else {
                result.append(rule)
                continue
            }
            guard !result.contains(where: { $0.isAlike(rule) }) else { continue }
            var all = rule
            all.scope = .vectors([NamePattern("**")])
            result.append(all)
        }
        return result
    }

    // MARK: - The rest

    /// A rule for each check on its vectors by name, or one for several that fail in the same vectors.
    private func ofChecks(_ failures: [Failure], beside count: Int) -> [DeviationRule] {
        var groups: [Group] = []
        let byCheck = Dictionary(grouping: failures) { "\($0.isSometimes) \($0.check.id)" }
        for (_, group) in byCheck.sorted(by: { $0.key < $1.key }) {
            let names = Set(group.map(\.vector.name))
            let same = groups.firstIndex { $0.names == names && $0.failures[0].isSometimes == group[0].isSometimes }
            if let same, !group[0].check.isOfAdapter, !groups[same].checks[0].isOfAdapter {
                groups[same].checks.append(group[0].check)
                groups[same].failures += group
            } else {
                groups.append(([group[0].check], names, group))
            }
        }
        if count + groups.count > Self.manyRules { groups = Self.together(groups) }
        return groups.map { checks, names, failures in
            let patterns = checks[0].isOfAdapter || failures[0].isSometimes ? names.sorted() : shortened(names)
            var rule = Self.rule(.vectors(patterns.map(NamePattern.init)), checks, failures, alwaysWanted: false)
            rule.isSometimes = failures[0].isSometimes
            return rule
        }
    }

    /// Failures that a rule excuses, with their checks and the names of their vectors.
    private typealias Group = (checks: [Check], names: Set<String>, failures: [Failure])

    /// The groups, with one in place of those on headers, or on ASGI rules, of few vectors of a class.
    private static func together(_ groups: [Group]) -> [Group] {
        var result: [Group] = []
        var places: [String: Int] = [:]
        for group in groups {
            let classes = Set(group.failures.map(\.vector.className))
            let family = group.checks[0].id.prefix { $0 != "." }
            guard group.names.count <= fewVectors, classes.count == 1, let name = classes.first,
                isOfEveryResponse(group.checks[0]),
                !group.failures[0].isSometimes
            else {
                result.append(group)
                continue
            }
            if let place = places["\(name) \(family)"] {
                result[place].checks += group.checks
                result[place].names.formUnion(group.names)
                result[place].failures += group.failures
            } else {
                places["\(name) \(family)"] = result.count
                result.append(group)
            }
        }
        return result
    }

    /// The names, with a suite's in place of those of all of its vectors that were judged.
    private func shortened(_ names: Set<String>) -> [String] {
        let suites = Dictionary(grouping: judged.values, by: \.suite).filter { suite in
            suite.value.count >= Self.manyVectors && suite.value.allSatisfy { names.contains($0.name) }
        }
        return Set(names.map { name in judged[name].flatMap { suites[$0.suite] == nil ? nil : $0.suite } ?? name }).sorted()
    }

    private static func rule(_ scope: DeviationRule.Scope, _ checks: [Check], _ failures: [Failure], alwaysWanted: Bool)
        -> DeviationRule
    {
        var rule = DeviationRule(
            scope: scope,
            checks: checks.map(CheckPattern.init),
            kind: .bug,
            reason: DeviationRule.unexplained
        )
        guard checks.count == 1, !checks[0].isOfAdapter else { return rule }
        let wanted = failures.reduce(into: Set<JSON>()) { $0.formUnion($1.wanted) }
        let got = failures.reduce(into: Set<JSON>()) { $0.formUnion($1.got) }
        if alwaysWanted, wanted.count == 1 { rule.wanted = wanted.first.map(WirePattern.init(exactly:)) }
        rule.got = WirePattern(standingFor: got.sorted { $0.text < $1.text })
        return rule
    }
}

extension Vector {
    /// What the vector wants of a status or a header, call by call, on the wire; nothing of anything else.
    fileprivate func wanted(by check: Check) -> [JSON] {
        (expectation?.calls ?? []).flatMap { call in
            call.starts.compactMap { start in
                switch check {
                case .startStatus: .integer(start.status)
                case .header(let name):
                    Mismatch(
                        check,
                        at: "",
                        wanted: .headerValues(start.headers.filter { $0.name.lowercased() == name }.map(\.value)),
                        got: .support
                    ).wantedOnWire
                default: nil
                }
            }
        }
    }
}

extension CallExpectation {
    fileprivate var starts: [StartExpectation] {
        switch content {
        case .response(let start, _, _): [start]
        case .messages(let messages): messages.compactMap { if case .start(let start) = $0 { start } else { nil } }
        }
    }
}

extension DeviationRule {
    /// Whether it's the same rule but for its vectors.
    fileprivate func isAlike(_ other: DeviationRule) -> Bool {
        var one = self
        one.scope = other.scope
        return one == other
    }

    /// Whether it's the same rule but for its vectors, and nobody has looked into either.
    fileprivate func isLike(_ other: DeviationRule) -> Bool { isAlike(other) && reason == Self.unexplained }
}
