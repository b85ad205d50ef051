using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Hotline.Telephony;

/// <summary>What the operator decides about the telephone node. Checked as a whole at start; every error is reported at once.</summary>
public sealed record TelephonyOptions
{
    /// <summary>
    /// Where SIP is spoken, over UDP and TCP alike: an address, or one of IPv4 and one of IPv6. A trunk that has both is tried by the first. Media is on the same addresses.
    /// Default 127.0.0.1:5060 (RFC 3261 §19.1.2 gives the port).
    /// </summary>
    public IReadOnlyList<IPEndPoint> Sip { get; init; } = [new(IPAddress.Loopback, 5060)];

    /// <summary>
    /// Where SIP is spoken over TLS, at most one address of each IP family in <see cref="Sip"/>; none by default. RFC 3261 §19.1.2 gives port 5061. Needs
    /// <see cref="TlsCertificate"/>.
    /// </summary>
    public IReadOnlyList<IPEndPoint> SipTls { get; init; } = [];

    /// <summary>The certificate, with its key, for TLS.</summary>
    public X509Certificate2? TlsCertificate { get; init; }

    /// <summary>Authorities trusted for the certificates of trunks instead of those of the system. Default none.</summary>
    public X509Certificate2Collection TlsTrusted { get; init; } = [];

    /// <summary>
    /// The addresses told to peers, in Via, Contact and SDP, at most one of each IP family. Default: those of <see cref="Sip"/>; needed where one of these is the any-address,
    /// or where phones reach us by another one (a container, a one-to-one NAT).
    /// </summary>
    public IReadOnlyList<IPAddress> AdvertisedAddresses { get; init; } = [];

    /// <summary>First port of the RTP range (even; RTCP takes the next odd one). Default 20000.</summary>
    public int FirstRtpPort { get; init; } = 20000;

    /// <summary>Last port of the RTP range, inclusive. Default 29999: 5,000 media sessions.</summary>
    public int LastRtpPort { get; init; } = 29999;

    /// <summary>The realm of digest authentication and the host part of our own addresses. Default "hotline".</summary>
    public string Realm { get; init; } = "hotline";

    /// <summary>
    /// What phones must hash their password with. Default MD5: of challenges in both, phones that know SHA-256 take the first, and baresip 1.0
    /// gives up at the sight of the other. Where every phone knows SHA-256 (RFC 8760), name that.
    /// </summary>
    public PhoneDigest PhoneDigest { get; init; } = PhoneDigest.Md5;

    /// <summary>The number citizens ring, shown on outbound calls. Default "12345".</summary>
    public string HotlineNumber { get; init; } = "12345";

    /// <summary>Further numbers that lead to the hotline, such as the one a trunk delivers. Default none.</summary>
    public IReadOnlyList<string> HotlineAliases { get; init; } = [];

    /// <summary>An agent's phone dials this to make its agent ready. Default "*81"; empty switches it off.</summary>
    public string ReadyCode { get; init; } = "*81";

    /// <summary>An agent's phone dials this to make its agent not ready, with the reason <c>phone</c>. Default "*82"; empty switches it off.</summary>
    public string NotReadyCode { get; init; } = "*82";

    /// <summary>Folder for recordings (<c>recordings/</c>) and for ended calls not yet taken over by the sink (<c>spool/</c>).</summary>
    public required string DataFolder { get; init; }

    /// <summary>The call flow, a YAML file. An error in it stops the start, naming file, line and key.</summary>
    public required string CallFlowFile { get; init; }

    /// <summary>
    /// Which call flow answers which number, a YAML file; null where <see cref="CallFlowFile"/> answers all. Numbers in it are taken besides
    /// <see cref="HotlineNumber"/> and <see cref="HotlineAliases"/>. An error in it stops the start, naming file, line and key. Default null.
    /// </summary>
    public string? ProfileFile { get; init; }

    /// <summary>
    /// Skill groups, priorities and the agents' skills, a YAML file; null for one line served by everybody. An error in it stops the start, naming file,
    /// line and key. Default null.
    /// </summary>
    public string? QueueFile { get; init; }

    /// <summary>Folders searched for prompts (<c>name.wav</c>), in order: the city's own before ours.</summary>
    public required IReadOnlyList<string> PromptFolders { get; init; }

    /// <summary>The prompt a citizen on hold hears, over and over. Default "music".</summary>
    public string HoldMusic { get; init; } = "music";

    /// <summary>Where calls go out and come from. Default none: then only agents' phones can be called, and anybody may ring the hotline.</summary>
    public IReadOnlyList<TrunkOptions> Trunks { get; init; } = [];

    /// <summary>
    /// Numbers outside that one agent may dial within an hour, calls and transfers alike, without emergency numbers; further ones are refused. Default 60; 0 for
    /// any number. Stops a stolen account from running up a bill.
    /// </summary>
    public int DialledPerAgentAndHour { get; init; } = 60;

    /// <summary>
    /// Who may ring the hotline. Default null: where there are trunks, these and agents' phones; else anybody. Others are asked for an agent's credentials.
    /// </summary>
    public CallerAdmission? Callers { get; init; }

    /// <summary>Calls from the public page; null (the default) for none.</summary>
    public WebCallOptions? WebCalls { get; init; }

    /// <summary>The name server asked where trunks are; null (the default) for that of the system.</summary>
    public IPEndPoint? NameServer { get; init; }

    /// <summary>
    /// Our own SIP proxies (Kamailio in front), by network: never limited or banned. Those behind them are, by the address the proxy noted in Via. Default none.
    /// </summary>
    public IReadOnlyList<IPNetwork> Edges { get; init; } = [];

    /// <summary>
    /// Wrong SIP credentials within 10 minutes after which an address is not listened to. Default 10, 1 to 1000. Stops guessing of passwords. Of an address
    /// where phones are registered only the account that fails is barred, until the failures of all its accounts are ten times as many.
    /// </summary>
    public int BanAfter { get; init; } = 10;

    /// <summary>How long it is not listened to. Default 1 h, 1 min to 30 days.</summary>
    public TimeSpan BanTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// SIP messages read each second from one address, four seconds' worth at once; from one where phones are registered ten times as many. Trunks and
    /// <see cref="Edges"/> are not limited. Default 100, 1 to 1,000,000. Stops one machine's flood before anything is parsed.
    /// </summary>
    public int MessagesPerSecond { get; init; } = 100;

    /// <summary>Numbers an agent may call by one key. Default 110 (police), 119 (fire), 120 (ambulance), 122 (traffic).</summary>
    public IReadOnlyList<string> EmergencyNumbers { get; init; } = ["110", "119", "120", "122"];

    /// <summary>How long a phone rings that is called or consulted outside the line. Default 45 s, 5 s to 5 min.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long an agent's phone rings before the next agent is tried. Default 15 s (the answer target of GB/T 33358-2016).</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a citizen hears music whose agent's phone vanished in the talk, until they go back into line. Default 20 s, 1 s to 5 min: a browser loads the
    /// desk anew in some seconds.
    /// </summary>
    public TimeSpan ReturnTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an agent is left alone after a conversation. Default 10 s; zero for none. Saying "ready" ends it early.</summary>
    public TimeSpan WrapUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the log of distribution is kept (<c>queue/</c> in the data folder): every input and decision of a run, without numbers or names, by which
    /// each can be seen being made again. Default 7 days; zero keeps none.
    /// </summary>
    public TimeSpan QueueLogKept { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes after which the log of distribution goes on in another file; it does so each midnight UTC, too. Default 64 MiB, 64 KiB at least.</summary>
    public int QueueLogFileBytes { get; init; } = 64 << 20;

    /// <summary>Files of that log on the disk at most, the oldest go first: 6 GiB with the defaults. Default 100, 2 at least.</summary>
    public int QueueLogFiles { get; init; } = 100;

    /// <summary>
    /// How long the records of legs are kept (话单, <c>legs/</c> in the data folder, a file for each day). Default 400 days: a year's bills, and more than the six
    /// months of the Cybersecurity Law, article 21.
    /// </summary>
    public TimeSpan LegRecordsKept { get; init; } = TimeSpan.FromDays(400);

    /// <summary>
    /// A call in which no leg has sent any media for this long is ended as <see cref="CallEnding.Failed"/>. Default 60 s, 1 s to 1 h; zero never ends one.
    /// Stops dead phones from holding a place in the line and a pair of ports.
    /// </summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Talk of the same call is flushed to disk at least this often, so a crash costs no more. Default 1 s (reliability F1 allows 2 s).</summary>
    public TimeSpan RecordingFlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Conversations are looked at this often for sound that does not reach its recording. Default 15 s, 100 ms to 30 s: a gap is told within a minute.
    /// </summary>
    public TimeSpan RecordingCheckInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A pause of a recording ends by itself after this long, so that none is forgotten. Default 5 min, 10 s to 1 h.</summary>
    public TimeSpan RecordingPauseLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Concurrent callers admitted, talking or waiting; the next one hears 503 (RFC 3261 §21.5.4). Default 1000.
    /// Stops one flood of calls from taking every port and file handle.
    /// </summary>
    public int MaxCalls { get; init; } = 1000;
}

/// <summary>Who may ring the hotline.</summary>
public enum CallerAdmission
{
    /// <summary>Anybody who can send us an INVITE, as a phone in the same house.</summary>
    Anyone,

    /// <summary>Trunks, and agents' phones with their credentials.</summary>
    Trunks,
}

/// <summary>The hash of digest authentication (RFC 7616 §3.4).</summary>
public enum PhoneDigest
{
    /// <summary>MD5: every phone knows it.</summary>
    Md5,

    /// <summary>SHA-256.</summary>
    Sha256,
}
