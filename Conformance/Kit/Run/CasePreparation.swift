import AdapterSessions
import Judging
import OrderedJSON
import VectorSuites

/// A case with its files and all that it takes to judge its answer, to be sent or in flight.
struct ReadyCase {
    let item: WorkItem
    /// Its number among the cases that were sent.
    var number = 0
    let folder: FixtureFolder
    let sent: SentCase
    /// What the case asks for, which is then another than the vector's.
    let question: Vector.Question?
}

/// Makes cases ready to be sent: their files, the question that goes before, and what the oracle says.
final class CasePreparation {
    private let files: FixtureStore
    private let options: Run.Options
    private let oracle: OracleSession?

    init(_ files: FixtureStore, _ options: Run.Options) {
        self.files = files
        self.options = options
        oracle = options.oracle.map(OracleSession.init)
    }

    /// The case of a vector, or that of its question while nobody has answered it. Its folder is given back by whoever gets it.
    func ready(_ item: WorkItem) throws(AdapterFault) -> ReadyCase {
        let folder: FixtureFolder
        do throws(FixtureError) { folder = try self.folder(for: item) } catch { throw .filesNotMade(reason: error.reason) }
        do throws(AdapterFault) {
            let question = item.answered == nil ? self.question(of: item.vector) : nil
            let sent =
                if let question { try ask(question, item.vector, folder.path) } else { try instantiate(item, folder.path) }
            return ReadyCase(item: item, folder: folder, sent: sent, question: question)
        } catch {
            files.giveBack(folder)
            throw error
        }
    }

    /// The item with the answer to its question. The case itself gets the same folder, unless it is to find other files.
    func answered(_ asked: ReadyCase, _ fact: ImplementationFact) -> WorkItem {
        var item = asked.item
        let isKept = item.vector.filesBefore == nil
        if !isKept { files.giveBack(asked.folder) }
        item.answered = (fact, isKept ? asked.folder : nil)
        return item
    }

    private func folder(for item: WorkItem) throws(FixtureError) -> FixtureFolder {
        if let folder = item.answered?.folder { return folder }
        if item.answered == nil, let before = item.vector.filesBefore { return try files.folder(with: before) }
        if let path = options.filesFolder { return FixtureFolder(path: path, fixtures: []) }
        return try files.folder(with: item.vector.files, shared: !item.isAlone && !item.vector.writesFiles)
    }

    private func instantiate(_ item: WorkItem, _ folder: String) throws(AdapterFault) -> SentCase {
        let (vector, fact) = (item.vector, item.answered?.fact)
        let request: JSON
        do { request = try vector.request(files: folder, etag: fact?.etag) } catch { throw .badVector(error) }
        let standard: SentCase.Standard
        if let expectation = vector.expectation {
            standard = .expectation(expectation)
        } else if let oracle {
            standard = try ask(oracle, vector, request, folder)
        } else {
            standard = .none
        }
        return SentCase(
            vector: vector,
            request: request,
            standard: standard,
            folder: folder,
            etag: fact?.etag,
            omittedLength: fact?.contentLength
        )
    }

    /// What must be asked before the vector's own case; lengths are those of the real project in exact comparison.
    private func question(of vector: Vector) -> Vector.Question? {
        vector.question == .contentLength && options.comparison == .exact ? nil : vector.question
    }

    private func ask(_ question: Vector.Question, _ vector: Vector, _ folder: String) throws(AdapterFault) -> SentCase {
        do {
            let request = try vector.request(asking: question, files: folder)
            return SentCase(vector: vector, request: request, standard: .none, folder: folder)
        } catch { throw .badVector(error) }
    }

    /// Has the oracle answer a case. It gets files of its own where the case changes them.
    private func ask(
        _ oracle: OracleSession,
        _ vector: Vector,
        _ request: JSON,
        _ folder: String
    ) throws(AdapterFault) -> SentCase.Standard {
        do {
            guard vector.writesFiles || vector.question == .etag else {
                return .oracle(try oracle.answer(request), request: request, folder: folder)
            }
            let own = try files.folder(with: vector.files)
            defer { files.giveBack(own) }
            var etag: String?
            if vector.question == .etag {
                let before = try vector.filesBefore.map { try files.folder(with: $0) }
                defer { if let before { files.giveBack(before) } }
                etag = try oracle.answer(vector.request(asking: .etag, files: (before ?? own).path)).transcript().etag
            }
            let request = try vector.request(files: own.path, etag: etag)
            return .oracle(try oracle.answer(request), request: request, folder: own.path)
        } catch { throw .noOracleAnswer(reason: "\(error)") }
    }
}
