using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>Header names in their long form; compact forms (RFC 3261 §7.3.3) are read as the long ones.</summary>
internal static class HeaderName
{
    public const string Accept = "Accept";
    public const string Allow = "Allow";
    public const string AnswerMode = "Answer-Mode";
    public const string Authorization = "Authorization";
    public const string CallId = "Call-ID";
    public const string Contact = "Contact";
    public const string ContentEncoding = "Content-Encoding";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string CSeq = "CSeq";
    public const string Date = "Date";
    public const string Expires = "Expires";
    public const string From = "From";
    public const string MaxForwards = "Max-Forwards";
    public const string MinExpires = "Min-Expires";
    public const string PAssertedIdentity = "P-Asserted-Identity";
    public const string Event = "Event";
    public const string MinSe = "Min-SE";
    public const string Path = "Path";
    public const string Privacy = "Privacy";
    public const string RAck = "RAck";
    public const string ReferTo = "Refer-To";
    public const string SessionExpires = "Session-Expires";
    public const string SubscriptionState = "Subscription-State";
    public const string ProxyAuthenticate = "Proxy-Authenticate";
    public const string ProxyAuthorization = "Proxy-Authorization";
    public const string Reason = "Reason";
    public const string RecordRoute = "Record-Route";
    public const string Replaces = "Replaces";
    public const string Require = "Require";
    public const string RetryAfter = "Retry-After";
    public const string Route = "Route";
    public const string RSeq = "RSeq";
    public const string Server = "Server";
    public const string Subject = "Subject";
    public const string Supported = "Supported";
    public const string Timestamp = "Timestamp";
    public const string To = "To";
    public const string Unsupported = "Unsupported";
    public const string Warning = "Warning";
    public const string UserAgent = "User-Agent";
    public const string Via = "Via";
    public const string WwwAuthenticate = "WWW-Authenticate";

    private static readonly string[] Known =
    [
        Via, From, To, CallId, CSeq, Contact, MaxForwards, ContentLength, ContentType, UserAgent, Allow, Supported, Authorization,
        Expires, Route, RecordRoute, Accept, ContentEncoding, Date, MinExpires, PAssertedIdentity, ProxyAuthenticate, ProxyAuthorization,
        Require, RetryAfter, Server, Subject, Timestamp, Unsupported, WwwAuthenticate, SessionExpires, MinSe, ReferTo, Path, Privacy, Event,
        SubscriptionState, RAck, RSeq, Replaces, Warning,
    ];

    // 16 lengths by 32 first letters, so that nearly every look-up compares once
    private static readonly string[]?[] Buckets = Sort();

    /// <summary>The long form; a name we do not know keeps its spelling.</summary>
    public static string Of(ReadOnlySpan<byte> name)
    {
        if (name.Length == 1)
        {
            return (char)(name[0] | 0x20) switch
            {
                'v' => Via,
                'f' => From,
                't' => To,
                'i' => CallId,
                'm' => Contact,
                'l' => ContentLength,
                'c' => ContentType,
                'e' => ContentEncoding,
                'k' => Supported,
                's' => Subject,
                'x' => SessionExpires,
                'r' => ReferTo,
                'o' => Event,
                _ => Encoding.ASCII.GetString(name),
            };
        }

        foreach (var known in Buckets[Bucket(name.Length, name.IsEmpty ? (byte)0 : name[0])] ?? [])
        {
            if (Ascii.EqualsIgnoreCase(name, known))
            {
                return known;
            }
        }

        return Encoding.ASCII.GetString(name);
    }

    private static int Bucket(int length, byte first) => ((length & 31) << 5) | (first & 31);

    private static string[]?[] Sort()
    {
        var buckets = new string[]?[1024];
        foreach (var group in Known.GroupBy(name => Bucket(name.Length, (byte)name[0])))
        {
            buckets[group.Key] = [.. group];
        }

        return buckets;
    }
}
