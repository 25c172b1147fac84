package import OrderedJSON

extension Case {
    /// A class, and the arguments that it is given in their order.
    package struct Response: WireValue {
        package var className: ClassName
        package var arguments: [Argument]

        package init(json: JSON) throws {
            guard case .object(let object) = json else { throw WireError("a response is an object, not \(json.brief)") }
            let name = object["class"]?.stringValue ?? ""
            guard let className = ClassName(rawValue: name) else { throw Unsupported("no class '\(name)'") }
            self.className = className
            let known = className.arguments
            arguments = try object.members.filter { $0.name != "class" }.map { member in
                guard let name = Argument.Name(rawValue: member.name), known.contains(name) else {
                    throw Unsupported("no argument '\(member.name)' of \(className.rawValue)")
                }
                return try Argument(name, json: member.value)
            }
        }

        package var json: JSON {
            .object(
                JSONObject(
                    uniqueMembers: [.init(name: "class", value: .string(className.rawValue))] + arguments.map { $0.jsonMember }
                )
            )
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            for argument in arguments {
                argument.addNeeds(to: &needs)
                needs.parts.formUnion(CasePart.parts(of: argument, in: className))
                if case .charset(let name) = argument { needs.features.insert(.charset(named: name)) }
            }
        }
    }
}

extension CasePart {
    /// What an argument is, and in which form, where its class has a name for that.
    fileprivate static func parts(of argument: Case.Argument, in className: ClassName) -> [CasePart] {
        let name = className.rawValue + "." + argument.name.rawValue
        var names = [name]
        if case .content(let content) = argument { names.append(name + "." + (content?.key ?? "null")) }
        return names.compactMap(CasePart.init(rawValue:))
    }
}

extension Feature {
    /// Python's names of codecs whose characters are several bytes or escapes. Source: CPython `Lib/encodings/aliases.py`.
    private static let multiByteCharsets: Set = [
        "932", "936", "949", "950", "big5", "big5-hkscs", "big5-tw", "big5hkscs", "chinese", "cp1361", "cp932",
        "cp936", "cp949", "cp950", "csbig5", "csiso2022jp", "csiso2022kr", "csiso58gb231280", "csshiftjis",
        "euc-cn", "euc-jis-2004", "euc-jis2004", "euc-jisx0213", "euc-jp", "euc-kr", "euccn", "eucgb2312-cn",
        "eucjis2004", "eucjisx0213", "eucjp", "euckr", "gb18030", "gb18030-2000", "gb2312", "gb2312-1980",
        "gb2312-80", "gbk", "hkscs", "hz", "hz-gb", "hz-gb-2312", "hzgb", "idna", "iso-2022-jp", "iso-2022-jp-1",
        "iso-2022-jp-2", "iso-2022-jp-2004", "iso-2022-jp-3", "iso-2022-jp-ext", "iso-2022-kr", "iso-ir-58",
        "iso2022-jp", "iso2022-jp-1", "iso2022-jp-2", "iso2022-jp-2004", "iso2022-jp-3", "iso2022-jp-ext",
        "iso2022-kr", "iso2022jp", "iso2022jp-1", "iso2022jp-2", "iso2022jp-2004", "iso2022jp-3", "iso2022jp-ext",
        "iso2022kr", "jisx0213", "johab", "korean", "ks-c-5601", "ks-c-5601-1987", "ks-x-1001", "ksc5601",
        "ksx1001", "ms-kanji", "ms1361", "ms932", "ms936", "ms949", "ms950", "mskanji", "punycode",
        "raw-unicode-escape", "s-jis", "s-jis-2004", "s-jisx0213", "shift-jis", "shift-jis-2004", "shift-jisx0213",
        "shiftjis", "shiftjis2004", "shiftjisx0213", "sjis", "sjis-2004", "sjisx0213", "u-jis", "uhc", "ujis",
        "unicode-escape", "windows-31j", "x-mac-japanese", "x-mac-korean", "x-mac-simp-chinese",
        "x-mac-trad-chinese",
    ]

    /// What a charset of this name needs.
    fileprivate static func charset(named name: WireText) -> Feature {
        switch name.string?.lowercased().replacing("_", with: "-") {
        case "utf-8", "utf8": .charsetUTF8
        case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1": .charsetLatin1
        case "ascii", "us-ascii": .charsetASCII
        case "utf-16", "utf16", "utf-16-le", "utf16-le", "utf-16le", "utf16le", "utf-16-be", "utf16-be", "utf-16be", "utf16be":
            .charsetUTF16
        case let name? where multiByteCharsets.contains(name): .charsetMultiByte
        default: .charsetOther
        }
    }
}
