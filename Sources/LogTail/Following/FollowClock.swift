/// A clock that only goes forward; nothing but waiting depends on it.
package protocol FollowClock: AnyObject {
  var nowMs: Int { get }
}
