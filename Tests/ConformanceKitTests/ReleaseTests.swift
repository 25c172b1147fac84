import OrderedJSON
import Testing
import VectorSuites

@Suite struct ReleaseTests {
    @Test func `releases are ordered by their numbers, candidates before the final`() throws {
        let ordered = [
            "0", "0.0.1", "0.9", "0.10", "0.37.2", "0.37.10", "0.38.0rc1", "0.38.0rc2", "0.38.0rc10", "0.38.0", "0.38.0.1",
            "1.0rc1", "1.0", "1.0.1rc1",
            "1.0.1", "1.1", "2", "10",
        ]
        let releases = try ordered.map { try #require(Release($0), "\($0)") }
        for (i, left) in releases.enumerated() {
            for (j, right) in releases.enumerated() {
                #expect((left < right) == (i < j), "\(left) \(right)")
                #expect((left == right) == (i == j), "\(left) \(right)")
            }
        }
    }

    @Test(arguments: [
        ("1", "1.0"), ("1.0", "1.0.0"), ("0.37.0", "0.37"), ("0", "0.0"), ("1.0rc1", "1rc1"), ("01.2", "1.02"),
        ("1.0rc01", "1.0rc1"),
    ])
    func `zeros at the end, and before a number, do not count`(left: String, right: String) throws {
        let (left, right) = (try #require(Release(left)), try #require(Release(right)))
        #expect(left == right && left.hashValue == right.hashValue && !(left < right) && !(right < left))
    }

    @Test func `a release is shown as it was written`() {
        #expect(Release("1.0.0rc1")?.description == "1.0.0rc1")
    }

    @Test(arguments: [
        "", ".", "1.", ".1", "1..2", "a", "v1.0", "1.0a1", "1.0.dev1", "1.0.post1", "1.0-rc1", "1.0RC1", "1.0rc", "rc1",
        "1.0rc1rc2", "1.0rc1.1", " 1.0", "1.0 ",
        "-1", "1.-1", "+1.0", "1.+2", "1.0rc-1", "1.0rc+1", "1,0", "1.0+local", "١", "99999999999999999999",
    ])
    func `what is no release is none`(text: String) {
        #expect(Release(text) == nil)
    }

    private func holds(_ releases: JSON?, _ release: String?) throws -> Bool {
        let vector = try SampleSuite.read(["releases": releases.map { ["starlette": $0] }]).vectors[0]
        return vector.releases.contains(try release.map { ["starlette": try #require(Release($0))] } ?? [:])
    }

    @Test func `an interval holds its first release, and not its next`() throws {
        let interval: JSON = [["0.39.0", "1.0.0"]]
        for inside in ["0.39.0", "0.39", "0.39.1rc1", "0.99", "1.0.0rc1", "1.0rc9"] {
            #expect(try holds(interval, inside), "\(inside)")
        }
        for outside in ["0.38.9", "0.39.0rc1", "1.0.0", "1.0", "1.0.1", "2"] {
            #expect(try !holds(interval, outside), "\(outside)")
        }
    }

    @Test func `an open end holds the newest, which is what no target means`() throws {
        #expect(try holds(nil, nil) && holds(nil, "0.1"))
        #expect(try holds([["0.39.0", nil]], nil) && holds([["0.39.0", nil]], "99") && !holds([["0.39.0", nil]], "0.38"))
        #expect(try !holds([[nil, "0.39.0"]], nil) && holds([[nil, "0.39.0"]], "0.1") && !holds([[nil, "0.39.0"]], "0.39.0"))
        #expect(try holds([[nil, nil]], nil) && holds([[nil, nil]], "0.1"))
    }

    @Test func `several intervals hold what one of them does`() throws {
        let intervals: JSON = [[nil, "0.13"], ["0.20rc1", "0.21"], ["1.0", nil]]
        for inside in ["0.12.9", "0.13rc1", "0.20rc1", "0.20", "1.0"] { #expect(try holds(intervals, inside), "\(inside)") }
        for outside in ["0.13", "0.19", "0.20rc0", "0.21", "1.0rc1"] { #expect(try !holds(intervals, outside), "\(outside)") }
        #expect(try holds(intervals, nil))
    }

    @Test(
        arguments: [
            ([:], true), (["starlette": "1.10.0"], true), (["starlette": "0.9", "python": "3.14.10"], false),
            (["starlette": "1.10.0", "python": "3.14.2"], false), (["python": "3.13.12"], true), (["python": "3.14.0"], false),
            (["sse-starlette": "0.1", "baize": "0.1"], true), (["starlette": "1.0", "python": "3.15.0"], true),
        ] as [([String: String], Bool)]
    )
    func `every project that a vector names must be at one of its releases`(target: [String: String], holds: Bool) throws {
        let releases: JSON = ["starlette": [["1.0", nil]], "python": [["3.13.12", "3.14.0"], ["3.14.3", nil]]]
        let vector = try SampleSuite.read(["releases": releases]).vectors[0]
        #expect(vector.releases.contains(try target.mapValues { try #require(Release($0)) }) == holds)
        #expect(JSON.object(vector.releases.json) == releases && vector.releases.containNewest)
    }
}
