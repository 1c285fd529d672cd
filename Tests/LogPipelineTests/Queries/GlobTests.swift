import Testing

@testable import LogPipeline

struct GlobTests {
  @Test(
    arguments: [
      ("kunde.example", "kunde.example", true), ("kunde.example", "KUNDE.Example", true), ("kunde", "kunden", false),
      ("*.example", "a.b.example", true), ("*.example", ".example", true), ("*.example", "example", false),
      ("plesk*", "plesk17", true), ("plesk*7", "plesk7", true), ("plesk*7*7", "plesk7", false), ("*", "", true),
      ("a*b*c", "axxbyyc", true), ("a*bc*c", "abcc", true), ("a*bc*c", "abc", false), ("", "", true), ("", "x", false),
      ("**x**", "axb", true), ("*ab", "aab", true), ("Ä*", "Äö", true),
    ])
  func `a star stands for anything, and case for nothing`(glob: String, text: String, fits: Bool) {
    #expect(Glob(glob).fits(text) == fits)
  }

  @Test func `a word stands anywhere`() {
    #expect(Glob("conTEXT*exists").stands(in: "Error: Context 12 already exists!"))
    #expect(!Glob("exists*context").stands(in: "Error: Context 12 already exists!"))
  }
}
