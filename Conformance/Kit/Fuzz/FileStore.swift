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
        fileprivate let users: Users
    }

    /// How many cases are out that need a place.
    fileprivate final class Users {
        var count = 0
    }

    /// How many folders are kept, unless so many are in use.
    private static let limit = 32

    private let folder: FixtureFolder
    private var places: [JSON: Place] = [:]
    /// The keys of the folders, those first that were made or looked at first.
    private var keys: ArraySlice<JSON> = []

    init(_ folder: FixtureFolder) { self.folder = folder }

    /// The files of a case, which nobody changes; they stay until the case gives them back.
    func place(of generated: GeneratedCase) throws -> Place {
        let key = generated.files ?? .null
        if let known = places[key] {
            known.users.count += 1
            return known
        }
        let files = try generated.fixtures()
        do {
            let made = try folder.make(files, inPlaceOf: takeUnused()?.folder)
            let place = Place(files: files, path: made.path, folder: made, users: Users())
            place.users.count = 1
            places[key] = place
            keys.append(key)
            return place
        } catch { throw AdapterFault.filesNotMade(reason: error.reason) }
    }

    /// A case that nobody is at any more gives its files back.
    func giveBack(_ place: Place) { place.users.count -= 1 }

    /// A folder that no case needs any more, where there are enough.
    private func takeUnused() -> Place? {
        guard places.count >= Self.limit else { return nil }
        for _ in 0..<keys.count {
            guard let key = keys.popFirst(), let place = places[key] else { continue }
            if place.users.count == 0 {
                places[key] = nil
                return place
            }
            keys.append(key)
        }
        return nil
    }
}
