/// Short logs for the tests of reading: failures, and what stands around them.
enum LogTexts {
  /// A report of Plesk's, without its line end's stack.
  static func report(_ clock: String, _ domain: String = "a.example") -> String {
    "[2017-09-19 \(clock)] ERR [panel] Configuration of Open-Xchange for \(domain) failed: SoapFault exception: [soap:Server] No usable or suitable filestore found\n"
  }

  static func panelNoise(_ clock: String) -> String { "[2017-09-19 \(clock)] ERR [util_exec] nothing of ours\n" }

  static func noise(_ clock: String) -> String {
    "2017-09-19T\(clock),000+0000 INFO  [OXWorker-1] com.openexchange.caching.Cache.put(Cache.java:12)\nfine\n"
  }

  /// A failure whose cause stands at the end of the stack: split anywhere before, nothing tells it.
  static func failure(_ clock: String) -> [String] {
    [
      "2017-09-19T\(clock),000+0000 ERROR [OXWorker-7] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1)\n",
      "\n",
      " com.openexchange.grizzly.requestURI=/webservices/OXContextService\n",
      " com.openexchange.grizzly.userAgent=PHP-SOAP/5.6\n",
      "java.lang.RuntimeException: wrapped\n",
      "\tat com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1)\n",
      "\tat com.openexchange.admin.soap.OXContextServicePortTypeImpl.create(OXContextServicePortTypeImpl.java:2)\n",
      "Caused by: com.openexchange.admin.rmi.exceptions.StorageException: No usable or suitable filestore found\n",
      "\tat com.openexchange.admin.storage.Storage.find(Storage.java:3)\n",
      "\t... 12 common frames omitted\n",
    ]
  }
}
