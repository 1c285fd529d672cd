/// One value that counts.
struct Setting {
  /// Whence a value comes.
  enum Origin {
    /// Nobody said anything else.
    case builtIn
    /// It lies there on this machine.
    case found
    case file(String, line: Int)
    case option(String)

    var words: SafeText {
      switch self {
      case .builtIn: "default"
      case .found: "found on this host"
      case .file(let path, let line): "\(path):\(line)"
      case .option(let name): "\(name)"
      }
    }
  }

  /// Its place in the file: names of keys, and numbers of items from 0 on.
  enum Step: Hashable {
    case key(String)
    case item(Int)
  }

  var path: [Step]
  var value: String
  var origin: Origin

  /// `sources[1].paths[2]`: people count from 1.
  var name: SafeText {
    var name = ""
    for step in path {
      switch step {
      case .key(let key): name += name.isEmpty ? key : "." + key
      case .item(let index): name += "[\(index + 1)]"
      }
    }
    return SafeText(name)
  }
}
