// The keys in the order in which `JSON.text` sorts them.

extension IncidentDocument.OccurrenceEntry: JSONWritable {
  package func write(to page: inout JSONPage) {
    page.add("cause", cause)
    page.add("evidence", evidence)
    page.add("host", host)
    page.add("link", link)
    page.add("nodes", nodes)
    page.add("operation", operation)
    page.add("partner", partner)
    page.add("relation", relation)
    page.add("restart", restart)
    page.add("subject", subject)
    page.add("time", time)
  }
}

extension IncidentDocument.EvidenceEntry: JSONWritable {
  package func write(to page: inout JSONPage) {
    page.add("file", file)
    page.add("host", host)
    page.add("hour_unknown", isHourUnknown)
    page.add("length", length)
    page.add("level", level)
    page.add("line", line)
    page.add("link", link)
    page.add("offset", offset)
    page.add("role", role)
    page.add("side", side)
    page.add("text", text)
    page.add("time", time)
  }
}

extension IncidentDocument.LinkEntry: JSONWritable {
  package func write(to page: inout JSONPage) {
    page.add("confidence", confidence)
    page.add("reasons", reasons)
    page.add("rejected", rejected)
    page.add("rule", rule)
    page.add("score", score)
  }
}

extension IncidentDocument.Subject: JSONWritable {
  package func write(to page: inout JSONPage) {
    page.add("address", address)
    page.add("context_id", contextID)
    page.add("context_name", contextName)
    page.add("customer", customer)
    page.add("domain", domain)
    page.add("listed", listed)
    page.add("mailbox", mailbox)
    page.add("subadmin", subadmin)
    page.add("subscription", subscription)
  }
}

extension IncidentDocument.Nodes: JSONWritable {
  package func write(to page: inout JSONPage) {
    page.add("known", known)
    page.add("read", read)
  }
}

extension IncidentDocument.RestartEntry: JSONWritable {
  package func write(to page: inout JSONPage) {
    page.add("host", host)
    page.add("seconds_before", secondsBefore)
    page.add("shown_by", shownBy)
  }
}
