/// An option of the command line: its name, its value, what it is for, and how it is read.
struct Option {
    /// Takes the option's value from the reader, and keeps it.
    typealias Read = (inout Options, inout ArgumentReader) throws -> Void

    let name: String
    /// What its value is called, empty for a flag, with a sentence of help; several where each value has a sentence.
    let forms: KeyValuePairs<String, String>
    let read: Read

    init(_ name: String, _ forms: KeyValuePairs<String, String>, read: @escaping Read) {
        self.name = name
        self.forms = forms
        self.read = read
    }

    init(_ name: String, _ value: String, _ help: String, read: @escaping Read) {
        self.init(name, [value: help], read: read)
    }

    init(flag name: String, _ help: String, set: @escaping (inout Options) -> Void) {
        self.init(name, "", help) { options, reader in
            try reader.flag()
            set(&options)
        }
    }
}
