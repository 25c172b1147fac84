import AdapterDoctor
import AdapterProtocol
import AdapterSessions
import Foundation
import Testing

/// The doctor and healthy adapters that claim less, or answer otherwise, than most.
@Suite struct DoctorClassTests {
    static let classes = [
        "starlette.Response", "starlette.HTMLResponse", "starlette.PlainTextResponse", "starlette.JSONResponse",
        "starlette.RedirectResponse", "starlette.StreamingResponse", "starlette.FileResponse",
        "sse_starlette.EventSourceResponse", "baize.FileResponse",
    ]

    @Test func `every class is tried`() { #expect(Set(Self.classes) == Set(ClassName.names)) }

    @Test(arguments: classes)
    func `an adapter that claims one class is healthy`(name: String) async {
        let (diagnosis, steps) = await Self.examine(["claims-only", name])
        #expect(diagnosis == nil)
        #expect(steps.contains("\(name) answers") && steps.last == "it answers what it has and exits with status 0", "\(steps)")
    }

    @Test(arguments: [
        ("starlette.PlainTextResponse", #"200  content-length: 2, content-type: text/plain; charset=utf-8  "hi""#),
        ("starlette.JSONResponse", #"200  content-length: 4, content-type: application/json  '"hi"'"#),
        ("starlette.RedirectResponse", #"307  content-length: 0, location: /elsewhere  """#),
    ])
    func `of a class that is claimed a person sees what came of a plain case`(name: String, shown: String) async {
        let (_, steps) = await Self.examine(["claims-only", name])
        #expect(steps.contains(shown), "\(steps)")
    }

    @Test func `an adapter that sends a large body in several messages is healthy`() async {
        let (diagnosis, _) = await Self.examine(["sends-pieces"])
        #expect(diagnosis == nil)
    }

    @Test func `an adapter that claims no class is told so`() async {
        let (diagnosis, _) = await Self.examine(["supports-nothing"])
        #expect(diagnosis?.problem == "its hello claims no class, so nothing of it can be tested")
        #expect(diagnosis?.remedy.contains("\"classes\"") == true)
    }

    private static func examine(_ arguments: [String]) async -> (Diagnosis?, notes: [String]) {
        await Program.gate.run {
            var notes: [String] = []
            let options = SessionOptions(startSeconds: 60, caseSeconds: 60, runner: "tests", interruption: .never)
            let command = AdapterCommand(program: Program.path("test-adapter"), arguments: arguments)
            let doctor = Doctor(command, options: options, longLine: 1 << 18) { event in
                switch event {
                case .passed(_, let note), .advised(_, let note): notes.append(note)
                case .sick(_, let diagnosis, let line, _): notes.append(diagnosis.problem + line)
                }
            }
            return (doctor.examine(), notes)
        }
    }
}
