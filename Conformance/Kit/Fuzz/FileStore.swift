import OrderedJSON

/// The files of generated cases: those that many cases share are made once.
///
/// Only one thread uses it.
final class FileStore {
    /// Files that are made, and the folder that they are in.
    struct Place {
        let files: [Fixture]
        let path: String
        fileprivate let key: JSON
        fileprivate let folder: FixtureFolder.Place
    }

    private struct Entry {
        let place: Place
        /// How many cases are out that need it.
        var users = 0
    }

    /// How many folders are kept, unless so many are in use.
    private static let limit = 32

    private let folder: FixtureFolder
    private var entries: [JSON: Entry] = [:]
    /// The keys of the folders, those first that were made or looked at first.
    private var keys: ArraySlice<JSON> = []

    init(_ folder: FixtureFolder) { self.folder = folder }

    /// The files of a case, which nobody changes; they stay until the case gives them back.
    func place(of generated: GeneratedCase) throws -> Place {
        let key = generated.files ?? .null
        if let known = entries.index(forKey: key) {
            entries.values[known].users += 1
            return entries.values[known].place
        }
        let files = try generated.fixtures()
        do {
            let made = try folder.make(files, inPlaceOf: takeUnused()?.folder)
            let place = Place(files: files, path: made.path, key: key, folder: made)
            entries[key] = Entry(place: place, users: 1)
            keys.append(key)
            return place
        } catch { throw AdapterFault.filesNotMade(reason: error.reason) }
    }

    /// A case that nobody is at any more gives its files back.
    func giveBack(_ place: Place) { entries[place.key]?.users -= 1 }

    /// A folder that no case needs any more, where there are enough.
    private func takeUnused() -> Place? {
        guard entries.count >= Self.limit else { return nil }
        for _ in 0..<keys.count {
            guard let key = keys.popFirst(), let entry = entries[key] else { continue }
            if entry.users == 0 {
                entries[key] = nil
                return entry.place
            }
            keys.append(key)
        }
        return nil
    }
}
