import Locking
import OrderedJSON

/// The files of generated cases: those that many cases share are made once, whichever adapter has the cases.
final class FileStore: Sendable {
    /// Files that are made, and the folder that they are in.
    struct Place: Sendable {
        let files: [Fixture]
        let path: String
        fileprivate let folder: FixtureFolder.Place
        /// How many cases are out that need them. It grows under the store's lock only.
        fileprivate let users = Locked(1)
    }

    private struct State {
        var places: [JSON: Place] = [:]
        /// The keys of the places, those first that were made or looked at first.
        var keys: ArraySlice<JSON> = []

        /// A place that no case needs any more, where there are enough.
        mutating func takeUnused() -> Place? {
            guard places.count >= FileStore.limit else { return nil }
            for _ in 0..<keys.count {
                guard let key = keys.popFirst(), let place = places[key] else { continue }
                if place.users.withLock({ $0 == 0 }) {
                    places[key] = nil
                    return place
                }
                keys.append(key)
            }
            return nil
        }
    }

    /// How many folders are kept, unless so many are in use.
    private static let limit = 32

    private let folder: FixtureFolder
    private let state = Locked(State())

    init(_ folder: FixtureFolder) { self.folder = folder }

    /// The files of a case, which nobody changes; they stay until the case gives them back.
    func place(of generated: GeneratedCase) throws -> Place {
        let key = generated.files ?? .null
        return try state.withLock { state in
            if let known = state.places[key] {
                known.users.withLock { $0 += 1 }
                return known
            }
            let files = try generated.fixtures()
            do throws(FixtureError) {
                let made = try folder.make(files, inPlaceOf: state.takeUnused()?.folder)
                let place = Place(files: files, path: made.path, folder: made)
                state.places[key] = place
                state.keys.append(key)
                return place
            } catch { throw AdapterFault.filesNotMade(reason: error.reason) }
        }
    }

    /// A case that nobody is at any more gives its files back.
    func giveBack(_ place: Place) { place.users.withLock { $0 -= 1 } }
}
