/// Java's stacks, as long as those of the field need not be.
enum Frames {
  private static let soap = [
    "sun.reflect.GeneratedMethodAccessor84.invoke(Unknown Source)",
    "java.lang.reflect.Method.invoke(Method.java:498)",
    "org.apache.cxf.service.invoker.AbstractInvoker.performInvocation(AbstractInvoker.java:180)",
    "org.apache.cxf.jaxws.JAXWSMethodInvoker.invoke(JAXWSMethodInvoker.java:66)",
    "com.openexchange.http.grizzly.osgi.OSGiMainHandler.service(OSGiMainHandler.java:301)",
    "java.lang.Thread.run(Thread.java:750)",
  ]
  private static let remote = [
    "sun.reflect.GeneratedMethodAccessor61.invoke(Unknown Source)",
    "java.lang.reflect.Method.invoke(Method.java:498)",
    "sun.rmi.server.UnicastServerRef.dispatch(UnicastServerRef.java:357)",
    "sun.rmi.transport.tcp.TCPTransport$ConnectionHandler.run(TCPTransport.java:683)",
    "java.lang.Thread.run(Thread.java:750)",
  ]
  private static let web = [
    "com.openexchange.ajax.requesthandler.DefaultDispatcher.perform(DefaultDispatcher.java:312)",
    "com.openexchange.ajax.requesthandler.DispatcherServlet.doGet(DispatcherServlet.java:365)",
    "com.openexchange.http.grizzly.osgi.OSGiMainHandler.service(OSGiMainHandler.java:301)",
    "java.lang.Thread.run(Thread.java:750)",
  ]

  /// `a.b.Class.method` → `a.b.Class.method(Class.java:12)`
  static func frame(_ place: String, line: Int) -> String {
    "\(place)(\(place.split(separator: ".").suffix(2).first ?? "Unknown").java:\(line))"
  }

  /// Who made the call that failed.
  enum Caller { case soap, commandLine, browser }

  /// - Parameters:
  ///   - head: `Class: message`
  ///   - places: The innermost first, with file and line.
  ///   - cause: Exceptions below it.
  static func stack(_ head: String, _ places: [String], from caller: Caller, cause: [String] = []) -> [String] {
    let outer =
      switch caller {
      case .soap: soap
      case .commandLine: remote
      case .browser: web
      }
    return [head] + (places + outer).map { "\tat \($0)" } + cause
  }
}
