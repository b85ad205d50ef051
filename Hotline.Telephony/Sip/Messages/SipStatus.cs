namespace Hotline.Telephony.Sip.Messages;

/// <summary>Status codes we send, with their phrases (RFC 3261 §21).</summary>
internal static class SipStatus
{
    public const int Trying = 100;
    public const int Ringing = 180;
    public const int SessionProgress = 183;
    public const int Ok = 200;
    public const int Accepted = 202;
    public const int BadRequest = 400;
    public const int Unauthorized = 401;
    public const int Forbidden = 403;
    public const int NotFound = 404;
    public const int MethodNotAllowed = 405;
    public const int ProxyAuthenticationRequired = 407;
    public const int RequestTimeout = 408;
    public const int RequestEntityTooLarge = 413;
    public const int RequestUriTooLong = 414;
    public const int UnsupportedMediaType = 415;
    public const int UnsupportedUriScheme = 416;
    public const int BadExtension = 420;
    public const int SessionIntervalTooSmall = 422;
    public const int IntervalTooBrief = 423;
    public const int FlowFailed = 430;
    public const int FirstHopLacksOutbound = 439;
    public const int TemporarilyUnavailable = 480;
    public const int CallDoesNotExist = 481;
    public const int LoopDetected = 482;
    public const int TooManyHops = 483;
    public const int BusyHere = 486;
    public const int RequestTerminated = 487;
    public const int NotAcceptableHere = 488;
    public const int RequestPending = 491;
    public const int ServerInternalError = 500;
    public const int ServiceUnavailable = 503;
    public const int ServerTimeout = 504;
    public const int VersionNotSupported = 505;
    public const int MessageTooLarge = 513;
    public const int Decline = 603;

    public static string PhraseOf(int status) => status switch
    {
        Trying => "Trying",
        Ringing => "Ringing",
        SessionProgress => "Session Progress",
        Ok => "OK",
        BadRequest => "Bad Request",
        Unauthorized => "Unauthorized",
        Forbidden => "Forbidden",
        NotFound => "Not Found",
        MethodNotAllowed => "Method Not Allowed",
        ProxyAuthenticationRequired => "Proxy Authentication Required",
        RequestTimeout => "Request Timeout",
        RequestEntityTooLarge => "Request Entity Too Large",
        RequestUriTooLong => "Request-URI Too Long",
        UnsupportedMediaType => "Unsupported Media Type",
        UnsupportedUriScheme => "Unsupported URI Scheme",
        BadExtension => "Bad Extension",
        Accepted => "Accepted",
        SessionIntervalTooSmall => "Session Interval Too Small",
        IntervalTooBrief => "Interval Too Brief",
        FirstHopLacksOutbound => "First Hop Lacks Outbound Support",
        TemporarilyUnavailable => "Temporarily Unavailable",
        CallDoesNotExist => "Call/Transaction Does Not Exist",
        LoopDetected => "Loop Detected",
        TooManyHops => "Too Many Hops",
        BusyHere => "Busy Here",
        RequestTerminated => "Request Terminated",
        NotAcceptableHere => "Not Acceptable Here",
        RequestPending => "Request Pending",
        ServerInternalError => "Server Internal Error",
        ServiceUnavailable => "Service Unavailable",
        ServerTimeout => "Server Time-out",
        VersionNotSupported => "Version Not Supported",
        MessageTooLarge => "Message Too Large",
        Decline => "Decline",
        _ => "Unknown",
    };
}
