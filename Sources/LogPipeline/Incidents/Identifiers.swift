/// What both sides may say of the subject, and whether two records can speak of the same one.
enum Identifiers {
  /// Fields that name a subject. The subadmin comes last: it stands for many subjects.
  private static let compared: [Field] = [.mailbox, .domain, .contextName, .contextID, .subscription, .subadmin]

  struct Comparison {
    /// Fields on which both agree.
    var shared: [Field] = []
    /// The first field on which they differ.
    var conflict: Field?
  }

  /// What is compared of a record, in the order of the fields.
  struct Names {
    fileprivate var values: [String?]

    init(_ fields: Fields) { values = compared.map { value($0, fields) } }
  }

  static func compare(_ left: Fields, _ right: Fields) -> Comparison { compare(Names(left), Names(right)) }

  static func compare(_ left: Names, _ right: Names) -> Comparison {
    var result = Comparison()
    for index in compared.indices {
      guard let mine = left.values[index], let other = right.values[index] else { continue }
      if agree(mine, other) {
        result.shared.append(compared[index])
      } else if result.conflict == nil {
        result.conflict = compared[index]
      }
    }
    return result
  }

  /// A mailbox also names its domain.
  private static func value(_ field: Field, _ fields: Fields) -> String? {
    if let value = fields[field]?.string { return value.asciiLowercased }
    guard field == .domain, let mailbox = fields[.mailbox]?.string, let at = mailbox.firstIndex(of: "@") else {
      return nil
    }
    return String(mailbox[mailbox.index(after: at)...]).asciiLowercased
  }

  /// PHP cuts long arguments to 15 characters and three dots; the rest may be anything. Of a name with blanks, a record without quotes
  /// around it shows the last word.
  private static func agree(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    return (left.hasSuffix("...") && right.hasPrefix(left.dropLast(3)))
      || (right.hasSuffix("...") && left.hasPrefix(right.dropLast(3)))
      || isLastWord(right, of: left) || isLastWord(left, of: right)
  }

  private static func isLastWord(_ word: String, of name: String) -> Bool {
    let (word, name) = (word.utf8, name.utf8)
    guard !word.isEmpty, name.count > word.count, name.last == word.last else { return false }
    return name.dropLast(word.count).last == UInt8(ascii: " ") && name.suffix(word.count).elementsEqual(word)
  }
}

extension String {
  /// Lower case of ASCII letters, which is all that host names and addresses distinguish.
  package var asciiLowercased: String {
    guard utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else { return self }
    return String(decoding: utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
