import AdapterProtocol
import OrderedJSON

/// Makes a case smaller for as long as what matters about it stays: removes, shortens and simplifies, the large parts first.
struct Shrinker {
    /// How many smaller cases may be tried.
    var attempts: Int
    /// Whether a smaller case is still of interest.
    let isInteresting: (GeneratedCase) -> Bool

    mutating func shrink(_ generated: GeneratedCase) -> GeneratedCase {
        var current = generated
        var before: GeneratedCase
        repeat {
            before = current
            if current.files != nil { attempt(&current) { $0.files = nil } }
            for name in current.files?.objectValue?.names ?? [] { giveFile(name, aPlainNameIn: &current) }
            current.given = shrunk(current.given, forms: JSON.simplerGiven) { smaller in
                var candidate = current
                candidate.given = smaller
                return candidate
            }
            if let files = current.files {
                current.files = shrunk(files, forms: JSON.simplerFiles) { smaller in
                    var candidate = current
                    candidate.files = smaller
                    return candidate
                }
            }
        } while current != before && attempts > 0
        return current
    }

    private mutating func giveFile(_ name: String, aPlainNameIn current: inout GeneratedCase) {
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        for plain in ["a", "a.txt", "a" + ending] {
            if plain.hasSameCodePoints(as: name) { return }
            let before = current
            attempt(&current) { $0.renameFile(name, to: plain) }
            if current != before { return }
        }
    }

    private mutating func attempt(_ current: inout GeneratedCase, _ change: (inout GeneratedCase) -> Void) {
        var candidate = current
        change(&candidate)
        if isStillInteresting(candidate) { current = candidate }
    }

    private mutating func isStillInteresting(_ candidate: GeneratedCase) -> Bool {
        guard attempts > 0 else { return false }
        attempts -= 1
        return isInteresting(candidate)
    }

    /// A value as small as one pass over its parts makes it, from the outermost in.
    private mutating func shrunk(
        _ value: JSON,
        forms: ([String], JSON) -> [JSON?],
        _ candidate: (JSON) -> GeneratedCase
    ) -> JSON {
        var value = value
        var index = 0
        while attempts > 0 {
            let paths = value.paths
            guard index < paths.count else { break }
            let path = paths[index]
            let part = value[path]
            let smaller = forms(value.names(of: path), part).first { form in
                // What is as small as it gets is no step.
                guard form != part else { return false }
                var changed = value
                changed.replace(path, by: form)
                return isStillInteresting(candidate(changed))
            }
            guard let form = smaller else {
                index += 1
                continue
            }
            value.replace(path, by: form)
        }
        return value
    }
}
