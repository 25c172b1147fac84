/// Why a check matters to those who use the response.
enum Consequence {
    /// A sentence, without its full stop.
    static func of(check: String) -> String {
        let parts = check.split(separator: ".", maxSplits: 2).map(String.init)
        switch (parts.first, parts.dropFirst().first) {
        case ("start", "headers"): return header(parts.dropFirst(2).first ?? "")
        case ("start", "status"): return "clients, caches and proxies decide by the status what to do at all"
        case ("start", _): return "a server cannot answer before the start message; clients see a 500 or a broken connection"
        case ("body", _): return "the client receives other bytes"
        case ("chunks", _): return "nothing but the cuts differ; a client sees it only in when the bytes come"
        case ("messages", _), ("more_body", _):
            return "the server learns from these messages when to send what, and when the response has ended"
        case ("path", _): return "the server sends the file at this path"
        case ("events", _):
            return "background work, clean-up and disconnects happen at another time than an application counts on"
        case ("construct", _): return "an application finds its mistake here, or meets an error that it does not expect"
        case ("outcome", _): return "what comes out of the call is what middleware and the server's error handling act on"
        case ("time", _): return "whoever sends such an input keeps the server busy: a denial of service"
        case ("supported", _): return "what the adapter claims it must be able to do"
        case ("asgi", let rule?): return asgi(rule)
        default: return "an application that moves between the implementations sees it"
        }
    }

    private static func header(_ name: String) -> String {
        switch name {
        case "content-length": "a server that trusts it cuts the body short or keeps the client waiting"
        case "content-type": "browsers decide by it whether to render, run or download the body, and in which charset to read it"
        case "content-disposition": "browsers decide by it between showing and saving, and take the file's name from it"
        case "set-cookie": "a browser that gets other attributes drops the cookie, or gives it to other paths, sites or scripts"
        case "location": "this is where clients go"
        case "etag", "last-modified": "caches and resumed downloads tell by it whether they still have the same file"
        case "accept-ranges", "content-range": "players and download managers resume and seek by it"
        case "vary": "a cache serves one client's variant to another"
        case "cache-control": "proxies keep or drop the response by it"
        case "connection", "x-accel-buffering": "proxies buffer or close a stream of events by it"
        case "order": "clients do not care, but whoever compares bytes does"
        default: "applications, proxies and clients read it"
        }
    }

    private static func asgi(_ rule: String) -> String {
        switch rule {
        case "content-length": "the server cuts the body short, keeps the client waiting, or refuses to send it"
        case "header-characters": "whoever controls the text splits the response and writes headers of their own"
        case "no-content": "the bytes are taken for the beginning of the next response"
        case "complete": "the client waits for an end that does not come"
        default: "servers refuse such messages, and the client gets a 500 or a broken connection"
        }
    }
}
