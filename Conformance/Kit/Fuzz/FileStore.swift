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

    /// How many folders are kept: more than the cases that are out at once can use.
    private static let limit = 256

    private let folder: FixtureFolder
    private var places: [JSON: (place: Place, lastUse: Int)] = [:]
    private var uses = 0

    init(_ folder: FixtureFolder) { self.folder = folder }

    /// The files of a case, which nobody changes. They stay for as many other cases as may be out at once.
    func place(of generated: GeneratedCase) throws -> Place {
        let key = generated.files ?? .null
        uses += 1
        if let place = places[key]?.place {
            places[key]?.lastUse = uses
            return place
        }
        let files = try generated.fixtures()
        let made: FixtureFolder.Place
        do { made = try folder.make(files) } catch { throw AdapterFault.filesNotMade(reason: error.reason) }
        let place = Place(files: files, path: made.path, folder: made)
        places[key] = (place, uses)
        if places.count > Self.limit, let oldest = places.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            places[oldest.key] = nil
            folder.giveBack(oldest.value.place.folder)
        }
        return place
    }
}
