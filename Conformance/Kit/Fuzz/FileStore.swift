import OrderedJSON

/// The files of generated cases: those that many cases share are made once.
///
/// Only one thread uses it.
final class FileStore {
    /// Files that are made, and the folder that they are in.
    struct Place {
        let files: [Fixture]
        let path: String
        fileprivate let folder: FixtureFolder.Place
    }

    /// How many folders are kept, unless so many are in use.
    private static let limit = 32
    /// How many cases later nobody needs a folder: more than can be out at once.
    private static let usesApart = 1024

    private let folder: FixtureFolder
    private var places: [JSON: (place: Place, lastUse: Int)] = [:]
    /// The keys of the folders, those first that were made or looked at first.
    private var keys: ArraySlice<JSON> = []
    private var uses = 0

    init(_ folder: FixtureFolder) { self.folder = folder }

    /// The files of a case, which nobody changes. They stay for as many other cases as may be out at once.
    func place(of generated: GeneratedCase) throws -> Place {
        let key = generated.files ?? .null
        uses += 1
        if let known = places.index(forKey: key) {
            places.values[known].lastUse = uses
            return places.values[known].place
        }
        let files = try generated.fixtures()
        do {
            let made = try folder.make(files, inPlaceOf: takeUnused()?.folder)
            let place = Place(files: files, path: made.path, folder: made)
            places[key] = (place, uses)
            keys.append(key)
            return place
        } catch { throw AdapterFault.filesNotMade(reason: error.reason) }
    }

    /// A folder that no case needs any more, where there are enough.
    private func takeUnused() -> Place? {
        guard places.count >= Self.limit else { return nil }
        for _ in 0..<keys.count {
            guard let key = keys.popFirst(), let (place, lastUse) = places[key] else { continue }
            if lastUse < uses - Self.usesApart {
                places[key] = nil
                return place
            }
            keys.append(key)
        }
        return nil
    }
}
