import TestSupport
import Testing

@testable import LogPipeline

/// The failure texts that patterns look for must come through, or no pattern finds them.
///
/// These are the texts of the catalogue as the public sources have them, in the surroundings in which they stand.
@Suite struct CatalogueSampleTests {
  static let texts = [
    "Authentication failed", "Master authentication for user: oxadminmaster", "Authentication failed for user: oxadmin",
    "Invalid credentials supplied.", "wrong password for user", "Passwords do not match", "Password is empty",
    "Invalid credentials or too many login attempts", "Illegal password: too short",
    "The password must contain at least 8 characters", "Mandatory members in user not set: password, email1",
    "Attribute(s) \"password\" missing", "mandatory field not set: [password, sur_name]",
    "Access denied for user 'openexchange'@'localhost' (using password: YES)",
    "Access denied for user 'openexchange'@'ox.example' (using password: NO)",
    "Duplicate entry '7-pleskcustomer1_24' for key 'PRIMARY'", "Duplicate entry 'info' for key 'mail_unique'",
    "Cannot add or update a child row: a foreign key constraint fails (`ox_5`.`user`, CONSTRAINT `user_ibfk_1` FOREIGN KEY (`cid`) REFERENCES `prg_contacts` (`cid`))",
    "Maximum number of contexts reached: 100", "Maximum number of overall users reached: 5",
    "Primary mail address \"info@customer.example\" already exists in context 19",
    "Context 19 does not exist!", "Context pleskcustomer1_24 already exists!",
    "User with this displayname already exists in context 19.", "SoapFault exception: [HTTP] Forbidden",
    "SOAP-ERROR: Parsing WSDL: Couldn't load from 'https://ox.example/webservices/OXContextService?wsdl' : failed to load external entity \"https://ox.example/webservices/OXContextService?wsdl\"\n",
    "SSL operation failed with code 1. OpenSSL Error messages: error:14090086:SSL routines:SSL3_GET_SERVER_CERTIFICATE:certificate verify failed",
    "Unable to find token in security DOM", "no security token available", "Token expired", "token: expired or invalid",
    "java.rmi.ConnectException: Connection refused to host: localhost; nested exception is",
    "Keyset does not exist",
    "com.mysql.jdbc.exceptions.jdbc4.MySQLNonTransientConnectionException: Too many connections",
    "PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] Authentication failed in /usr/local/psa/var/apspackages/x/scripts/OX.php:214",
    " com.openexchange.session.contextId=19", " com.openexchange.session.loginName=info",
    " com.openexchange.grizzly.requestURI=/webservices/OXResellerContextService",
    "Interceptor for {http://soap.reseller.admin.openexchange.com}OXResellerContextService#{http://soap.reseller.admin.openexchange.com}create has thrown exception, unwinding now",
    "com.openexchange.admin.rmi.exceptions.InvalidCredentialsException: Authentication failed",
    "org.apache.cxf.interceptor.Fault: Authentication failed; exceptionId -1157354872-12",
    "Unmarshalling Error: unexpected element (uri:\"\", local:\"password\"). Expected elements are <{http://dataobjects.soap.admin.openexchange.com/xsd}password>",
    "The secret of the cluster differs", "Missing key 'SETTINGS_domain' in array", "auth: user unknown",
    "Undefined index: SETTINGS_master_password in /usr/local/psa/var/apspackages/x/scripts/configure on line 12",
    "Field 'userPassword' doesn't have a default value", "Unknown column 'password' in 'field list'",
  ]

  @Test(arguments: texts) func `a failure's text stays in every surrounding`(text: String) {
    let form = CanaryForm(name: "", text: text, written: "", canary: "")
    for surrounded in [form] + CanaryForm.surroundings(of: form) {
      #expect(redacted(surrounded.text) == surrounded.text)
    }
  }

  @Test(arguments: texts) func `a failure's text stays beside a secret`(text: String) {
    let frame = "\n#0 /a.php(214): OXContext->create('s3cr3t')\n#1 {main}"
    #expect(redacted(text + frame).hasPrefix(text))
  }
}
