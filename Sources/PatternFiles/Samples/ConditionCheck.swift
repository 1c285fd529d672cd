import LogPipeline

/// Whether the conditions of a cause hold for what its text captured.
package enum ConditionCheck {
  package static func hold(
    _ conditions: [CauseSpec.Condition], _ captures: [String: String],
    masterLogin: String = Catalogue.masterLoginDefault
  ) -> Bool {
    conditions.allSatisfy { condition in
      let expected = condition.value == CauseSpec.Condition.masterLogin ? masterLogin : condition.value
      return (captures[condition.field.rawValue] == expected) != condition.isNegated
    }
  }
}
