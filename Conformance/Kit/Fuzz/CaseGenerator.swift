import AdapterProtocol
import OrderedJSON

/// Cases over the input space of classes, each of which its number and the seed determine.
package struct CaseGenerator: Sendable {
    /// How many cases share their files, so that files are seldom made.
    private static let casesOfFiles = 2048
    private static let filesAtOnce = 24

    let seed: UInt64
    let classes: [ClassName]
    let features: Set<Feature>

    /// - Parameters:
    ///   - classes: those to generate cases of, at least one.
    ///   - features: the optional features of the protocol that cases may need.
    package init(seed: UInt64, classes: [String], features: Set<String>) {
        self.seed = seed
        self.classes = classes.sorted().compactMap(ClassName.init(rawValue:))
        self.features = Set(Feature.finest(of: features).compactMap(Feature.init(rawValue:)))
    }

    /// The case of this number.
    func makeCase(_ number: Int) -> GeneratedCase {
        var parts = Parts(random: SplitMix64(seed: seed, stream: UInt64(number)), features: features)
        let className = parts.element(of: classes)
        let file = className.sendsFile ? file(ofCase: number, &parts) : nil
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
        var fileParts = Parts(random: SplitMix64(seed: ~seed, stream: UInt64(group)), features: features)
        return fileParts.file()
    }
}

extension ClassName {
    /// Whether it is made of a path.
    var sendsFile: Bool { arguments.contains(.path) || arguments.contains(.filepath) }
}
