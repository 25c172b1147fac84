import AdapterProtocol
import OrderedJSON
package import VectorSuites

/// Cases over the input space of classes, each of which its number and the seed determine.
package struct CaseGenerator: Sendable {
    /// How many cases share their files, so that files are seldom made.
    private static let casesOfFiles = 2048
    private static let filesAtOnce = 24
    /// How many cases are made until one holds nothing that is lacked.
    private static let attempts = 64

    let seed: UInt64
    let classes: [ClassName]
    let features: Set<Feature>
    /// What no case may hold, if that can be.
    let lacks: Set<CasePart>
    /// Which inputs there are: none that are incidental, or all. Documented and observed ones aren't told apart.
    let basis: Vector.Basis.Threshold

    /// - Parameters:
    ///   - classes: those to generate cases of, at least one.
    ///   - features: the optional features of the protocol that cases may need.
    ///   - lacks: parts of cases that an adapter lacks.
    package init(
        seed: UInt64,
        classes: [String],
        features: Set<String>,
        lacks: Set<String> = [],
        basis: Vector.Basis.Threshold = .all
    ) {
        self.seed = seed
        self.classes = classes.sorted().compactMap(ClassName.init(rawValue:))
        self.features = Set(Feature.finest(of: features).compactMap(Feature.init(rawValue:)))
        self.lacks = Set(lacks.compactMap(CasePart.init(rawValue:)))
        self.basis = basis
    }

    /// The case of this number: the first of a few that holds nothing that the adapter lacks, or the last of them.
    func makeCase(_ number: Int) -> GeneratedCase {
        var parts = parts(SplitMix64(seed: seed, stream: UInt64(number)))
        var generated = makeCase(number, &parts)
        for _ in 1..<Self.attempts where lacksAny(of: generated) { generated = makeCase(number, &parts) }
        return generated
    }

    private func parts(_ random: SplitMix64) -> Parts {
        Parts(random: random, features: features, drawsIncidental: basis == .all)
    }

    /// Whether an adapter that lacks something and claims no other feature is to be asked.
    func allows(_ needs: CaseNeeds) -> Bool { features.isSuperset(of: needs.features) && lacks.isDisjoint(with: needs.parts) }

    private func lacksAny(of generated: GeneratedCase) -> Bool {
        guard !lacks.isEmpty, let given = try? Case(json: generated.request()) else { return false }
        return !lacks.isDisjoint(with: given.needs.parts)
    }

    private func makeCase(_ number: Int, _ parts: inout Parts) -> GeneratedCase {
        let className = parts.element(of: classes)
        let file = className.sendsFile ? file(ofCase: number, &parts) : nil
        if className == .eventSourceResponse, let timed = parts.timedEvents() {
            return GeneratedCase(className: className.rawValue, given: timed, files: .none)
        }
        var given = JSONObject()
        given["response"] = parts.response(className, file)
        given["actions"] = parts.actions(of: className)
        given["background"] = className == .baizeFileResponse ? .none : parts.background()
        if given["actions"] != nil, parts.uses(.clock, onceIn: 100) { given["clock"] = parts.date(years: 1971...2100) }
        for member in parts.calls(of: className, file) { given[member.name] = member.value }
        let files = file.map { JSON.object(JSONObject([.init(name: $0.name, value: $0.json)])) }
        return GeneratedCase(className: className.rawValue, given: .object(given), files: files)
    }

    private func file(ofCase number: Int, _ parts: inout Parts) -> GeneratedFile {
        let group = number / Self.casesOfFiles * Self.filesAtOnce + parts.integer(0...Self.filesAtOnce - 1)
        var fileParts = self.parts(SplitMix64(seed: ~seed, stream: UInt64(group)))
        return fileParts.file()
    }
}

extension ClassName {
    /// Whether it is made of a path.
    var sendsFile: Bool { arguments.contains(.path) || arguments.contains(.filepath) }
}
