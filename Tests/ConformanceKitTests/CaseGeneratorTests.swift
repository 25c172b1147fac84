import OrderedJSON
import Testing

@testable import ConformanceKit

/// A case that needs what an adapter does not claim would be a red that is no bug of it.
@Suite("Generated cases") struct CaseGeneratorTests {
    @Test("need every feature but those that ARCHITECTURE.md leaves out")
    func allFeatures() throws {
        let generator = CaseGenerator(seed: 1, classes: Vocabulary.classes, features: Set(Vocabulary.features))
        var needed: Set<String> = []
        for number in 0..<20_000 {
            needed.formUnion(CaseFeatures.needed(by: try generator.makeCase(number).request(), expecting: nil))
        }
        #expect(
            Set(Vocabulary.features).subtracting(needed) == ["file.write", "python.values", "send.blocks", "text.surrogates"]
        )
    }

    @Test("need no feature that the generator was not given", arguments: Vocabulary.features)
    func features(without feature: String) throws {
        let features = Set(Vocabulary.features).subtracting([feature])
        let generator = CaseGenerator(seed: 1, classes: Vocabulary.classes, features: features)
        for number in 0..<2_000 {
            let request = try generator.makeCase(number).request()
            #expect(!CaseFeatures.needed(by: request, expecting: nil).contains(feature), "\(number): \(request.text)")
        }
    }
}
