namespace Hotline.Telephony.Tests.Sip;

/// <summary>
/// What the section of RFC 4475 or RFC 5118 on each message says of it, for an element that ends calls (not a proxy): a status; "call" for an INVITE that is handed on; "inquiry";
/// "response" for one taken; "silence".
/// </summary>
internal static class TortureVerdicts
{
    public static TheoryData<string, string> Rfc4475 { get; } = new()
    {
        { "wsinv", "in dialog" }, // 3.1.1.1: legal in every fold and space; its To has a tag
        { "intmeth", "405" }, // 3.1.1.2: legal, a method nobody knows
        { "esc01", "call" }, // 3.1.1.3: "sips%3Auser" is a user name
        { "escnull", "401" }, // 3.1.1.4: %00 is legal in a user part
        { "esc02", "405" }, // 3.1.1.5: "RE%47IST%45R" is not REGISTER
        { "lwsdisp", "inquiry" }, // 3.1.1.6: no space between name and "<"
        { "longreq", "call" }, // 3.1.1.7: long values everywhere
        { "dblreq", "401" }, // 3.1.1.8: what follows the body of a datagram is ignored
        { "semiuri", "inquiry" }, // 3.1.1.9: a semicolon in the user part is no parameter
        { "transports", "inquiry" }, // 3.1.1.10: unknown transports in Via
        { "mpart01", "405" }, // 3.1.1.11: MESSAGE with a binary multipart body: well-formed, not ours
        { "unreason", "response" }, // 3.1.1.12: a phrase in UTF-8
        { "noreason", "response" }, // 3.1.1.13: an empty phrase
        { "badinv01", "400" }, // 3.1.2.1: empty parameters and entries
        { "clerr", "400" }, // 3.1.2.2: Content-Length beyond the datagram
        { "ncl", "400" }, // 3.1.2.3: negative Content-Length
        { "scalar02", "400" }, // 3.1.2.4: numbers out of range
        { "scalarlg", "silence" }, // 3.1.2.5: the same in a response
        { "quotbal", "400" }, // 3.1.2.6: a quote that never ends
        { "ltgtruri", "400" }, // 3.1.2.7: "<>" around the Request-URI
        { "lwsruri", "400" }, // 3.1.2.8: a space inside it
        { "lwsstart", "400" }, // 3.1.2.9: two spaces in the request line
        { "trws", "400" }, // 3.1.2.10: spaces behind it
        { "escruri", "400" }, // 3.1.2.11: headers in the Request-URI
        { "baddate", "call" }, // 3.1.2.12: a date in another time zone: may be ignored
        { "regbadct", "401" }, // 3.1.2.13: Contact needs "<>": 400 once it is known who asks (RegistrarDeskTests)
        { "badaspec", "400" }, // 3.1.2.14: spaces inside "<>"
        { "baddn", "400" }, // 3.1.2.15: a comma in an unquoted name
        { "badvers", "505" }, // 3.1.2.16: SIP/7.0
        { "mismatch01", "400" }, // 3.1.2.17: CSeq names another method
        { "mismatch02", "400" }, // 3.1.2.18: and the method is unknown
        { "bigcode", "silence" }, // 3.1.2.19: status 4294967301
        { "badbranch", "inquiry" }, // 3.2.1: nothing behind the cookie: matched as before RFC 3261
        { "insuf", "400" }, // 3.3.1: no Call-ID, From, To
        { "unkscm", "416" }, // 3.3.2: an unknown scheme
        { "novelsc", "416" }, // 3.3.3: a known scheme that is not SIP's
        { "unksm2", "401" }, // 3.3.4: such schemes in To and From: legal
        { "bext01", "420" }, // 3.3.5: Require of what nobody has
        { "invut", "415" }, // 3.3.6: a body of unknown type
        { "regaut01", "401" }, // 3.3.7: an unknown scheme of credentials counts as none
        { "multi01", "400" }, // 3.3.8: single headers given twice
        { "mcl01", "400" }, // 3.3.9: two Content-Lengths
        { "bcast", "response" }, // 3.3.10: 200 to a broadcast Via: belongs to no transaction, and is dropped there
        { "zeromf", "inquiry" }, // 3.3.11: Max-Forwards 0 ends here, and is answered
        { "cparam01", "401" }, // 3.3.12: an unknown Contact parameter
        { "cparam02", "401" }, // 3.3.13: one of the URI
        { "regescrt", "401" }, // 3.3.14: an escaped header in the Contact URI
        { "sdp01", "call" }, // 3.3.15: no Accept header: SDP is understood
        { "inv2543", "call" }, // 3.4.1: as RFC 2543 wrote it
    };

    public static TheoryData<string, string> Rfc5118 { get; } = new()
    {
        { "ipv6-good", "401" }, // 4.1: legal references
        { "ipv6-bad", "400" }, // 4.2: a Request-URI without brackets
        { "port-ambiguous", "401" }, // 4.3: the last group is taken as part of the address
        { "port-unambiguous", "401" }, // 4.4
        { "via-received-param-with-delim", "481" }, // 4.5: received in brackets (a BYE of no dialog)
        { "via-received-param-no-delim", "inquiry" }, // 4.5: and without: both to be understood
        { "ipv6-in-sdp", "call" }, // 4.6
        { "mult-ip-in-header", "481" }, // 4.7: IPv4 and IPv6 mixed in headers (a BYE of no dialog)
        { "mult-ip-in-sdp", "call" }, // 4.8
        { "ipv4-mapped-ipv6", "call" }, // 4.9
        { "ipv6-bug-abnf-3-colons", "400" }, // 4.10: the slip in the grammar of RFC 3261
        { "ipv6-correct-abnf-2-colons", "inquiry" }, // 4.10
    };
}
