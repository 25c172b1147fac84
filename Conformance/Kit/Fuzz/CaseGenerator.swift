import OrderedJSON

/// Cases over the input space of classes, each of which its number and the seed determine.
package struct CaseGenerator: Sendable {
    /// How many cases share their files, so that files are seldom made.
    private static let casesOfFiles = 2048
    private static let filesAtOnce = 24

    let seed: UInt64
    let classes: [String]
    let features: Set<String>

    /// - Parameters:
    ///   - classes: those to generate cases of, at least one.
    ///   - features: the optional features of the protocol that cases may need.
    package init(seed: UInt64, classes: [String], features: Set<String>) {
        self.seed = seed
        self.classes = classes.sorted()
        self.features = features
    }

    /// The case of this number.
    func makeCase(_ number: Int) -> GeneratedCase {
        var draw = Draw(random: Randomness(seed: seed, stream: UInt64(number)), features: features)
        let className = draw.element(of: classes)
        let file = className.hasSuffix(".FileResponse") ? file(ofCase: number, &draw) : nil
        var given = JSONObject()
        given["response"] = draw.response(className, file)
        given["actions"] = draw.actions(of: className)
        given["background"] = className == "baize.FileResponse" ? .none : draw.background()
        if given["actions"] != nil, draw.uses("clock", onceIn: 100) { given["clock"] = draw.date(years: 1971...2100) }
        for member in draw.calls(of: className, file) { given[member.name] = member.value }
        let files = file.map { JSON.object(JSONObject([.init(name: $0.name, value: $0.json)])) }
        return GeneratedCase(className: className, given: .object(given), files: files)
    }

    private func file(ofCase number: Int, _ draw: inout Draw) -> DrawnFile {
        let group = number / Self.casesOfFiles * Self.filesAtOnce + draw.integer(0...Self.filesAtOnce - 1)
        var fileDraw = Draw(random: Randomness(seed: ~seed, stream: UInt64(group)), features: features)
        return fileDraw.file()
    }
}
