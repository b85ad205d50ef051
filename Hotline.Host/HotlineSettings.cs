using System.Net;
using System.Net.Sockets;
using Hotline.Cases;
using Hotline.Channels;
using Hotline.Host.Readiness;
using Hotline.Telephony;

namespace Hotline.Host;

/// <summary>What fills an empty database.</summary>
internal enum SampleCity
{
    /// <summary>榕江区: units at four levels, eight members of staff.</summary>
    Sample,

    /// <summary>The same city with as many agents as wanted, for measuring.</summary>
    Load,
}

/// <summary>Whether citizens may report on our own web pages.</summary>
internal enum WebForm
{
    /// <summary>They may.</summary>
    Open,

    /// <summary>There are no such pages.</summary>
    Closed,
}

/// <summary>A setting that is on or off.</summary>
internal enum Answer
{
    No,
    Yes,
}

/// <summary>Every setting of the product, read and checked as a whole.</summary>
internal sealed record HotlineSettings
{
    /// <summary>Where HTTP is served. Port 0 takes any free one.</summary>
    public required IPEndPoint Http { get; init; }

    /// <summary>Where HTTPS is served; null for nowhere.</summary>
    public required IPEndPoint? Https { get; init; }

    /// <summary>Absolute path of the folder for database, recordings and keys.</summary>
    public required string DataFolder { get; init; }

    /// <summary>What an empty database is filled with.</summary>
    public required SampleCity City { get; init; }

    /// <summary>Agents of the load city.</summary>
    public required int Agents { get; init; }

    /// <summary>The folder with the built desk; null looks in the usual places.</summary>
    public required string? DeskFolder { get; init; }

    /// <summary>The folder with regulations, call flows and templates.</summary>
    public required string PolicyFolder { get; init; }

    /// <summary>The folder named is gone, and <see cref="PolicyFolder"/> is the copy of the last good start.</summary>
    public required bool PoliciesGone { get; init; }

    /// <summary>The telephone node.</summary>
    public required TelephonyOptions Telephony { get; init; }

    /// <summary>The case core.</summary>
    public required CaseOptions Cases { get; init; }

    /// <summary>The Chromium that prints letters; null: the first of its names on the path.</summary>
    public string? Chromium { get; init; }

    /// <summary>The channels.</summary>
    public required ChannelOptions Channels { get; init; }

    /// <summary>Reads the settings, or refuses with every error at once.</summary>
    public static HotlineSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var dataFolder = Path.GetFullPath(reader.Text("Data") ?? "data");
        var named = reader.Text("Policies") is { } given ? Path.GetFullPath(given) : ShippedFolder.Find("policies");
        var copy = Directory.Exists(named) ? null : PolicyCopy.Find(dataFolder);
        var policyFolder = copy ?? named;
        var settings = new HotlineSettings
        {
            Http = reader.EndPoint("Http", new IPEndPoint(IPAddress.Loopback, 8012)),
            Https = reader.Text("Https") is null ? null : reader.EndPoint("Https", new IPEndPoint(IPAddress.Loopback, 8443)),
            DataFolder = dataFolder,
            City = reader.Choice("City", SampleCity.Sample),
            Agents = reader.Whole("Agents", 20, 1, 1999),
            DeskFolder = reader.Text("Desk") is { } desk ? Path.GetFullPath(desk) : null,
            Chromium = reader.Text("Chromium"),
            PolicyFolder = policyFolder ?? "policies",
            PoliciesGone = copy is not null,
            Telephony = ReadTelephony(reader, dataFolder, policyFolder ?? "policies"),
            Cases = ReadCases(reader, dataFolder, policyFolder ?? "policies"),
            Channels = new ChannelOptions
            {
                Sms = SmsSettings.Read(reader),
                Email = reader.HasSection("Email") ? ReadEmail(reader) : null,
                WeChat = reader.HasSection("WeChat") ? ReadWeChat(reader) : null,
                Web = ReadWeb(reader, dataFolder, policyFolder ?? "policies"),
                Open311 = reader.HasSection("Open311") ? ReadOpen311(reader) : null,
                WorkGroups = ReadWorkGroups(reader),
                Exchange = ExchangeSettings.Read(reader, Shipped(null, policyFolder ?? "policies", "exchange.yaml")),
            },
        };
        if (settings is { Https: not null, Telephony.TlsCertificate: null })
        {
            reader.Refuse("Https needs Tls:Certificate");
        }

        if (policyFolder is null)
        {
            reader.Refuse("no folder 'policies' beside the program; name one with --policies");
        }
        else if (!Directory.Exists(policyFolder))
        {
            reader.Refuse($"the policy folder {policyFolder} does not exist");
        }

        if (settings.DeskFolder is not null && !File.Exists(Path.Combine(settings.DeskFolder, "index.html")))
        {
            reader.Refuse($"the desk folder {settings.DeskFolder} has no index.html");
        }

        reader.RefuseUnknownKeys();
        return reader.Errors.Count == 0 ? settings : throw new StartRefusedException(reader.Errors);
    }

    private static TelephonyOptions ReadTelephony(SettingsReader reader, string dataFolder, string policyFolder)
    {
        var ownPrompts = reader.Text("Telephony:Prompts");
        var shippedPrompts = ShippedFolder.Find(Path.Combine("prompts", "zh-CN"));
        var standard = new TelephonyOptions { DataFolder = dataFolder, CallFlowFile = "", PromptFolders = [] };
        return standard with
        {
            Sip = reader.EndPoints("Sip", HasLoopbackSix() ? [.. standard.Sip, new IPEndPoint(IPAddress.IPv6Loopback, 5060)] : standard.Sip, 5060),
            SipTls = reader.EndPoints("SipTls", standard.SipTls, 5061),
            TlsCertificate = Certificates.Read(reader),
            TlsTrusted = Certificates.ReadTrusted(reader),
            AdvertisedAddresses = reader.Addresses("Telephony:AdvertisedAddress"),
            PhoneDigest = reader.Choice("Telephony:PhoneDigest", standard.PhoneDigest),
            FirstRtpPort = reader.Whole("Telephony:FirstRtpPort", standard.FirstRtpPort, 0, 65534),
            LastRtpPort = reader.Whole("Telephony:LastRtpPort", standard.LastRtpPort, 0, 65535),
            Realm = reader.Text("Telephony:Realm") ?? standard.Realm,
            HotlineNumber = reader.Text("Telephony:HotlineNumber") ?? standard.HotlineNumber,
            CallFlowFile = Path.GetFullPath(reader.Text("Telephony:CallFlow") ?? Path.Combine(policyFolder, "callflows", "default.yaml")),
            ProfileFile = Shipped(reader.Text("Telephony:Profiles"), policyFolder, "numbers.yaml"),
            QueueFile = Shipped(reader.Text("Telephony:Queues"), policyFolder, "queues.yaml"),
            PromptFolders = [.. new[] { ownPrompts, shippedPrompts }.OfType<string>().Select(Path.GetFullPath)],
            HotlineAliases = reader.Texts("Telephony:HotlineAliases"),
            ReadyCode = reader.Text("Telephony:ReadyCode") ?? standard.ReadyCode,
            NotReadyCode = reader.Text("Telephony:NotReadyCode") ?? standard.NotReadyCode,
            HoldMusic = reader.Text("Telephony:HoldMusic") ?? standard.HoldMusic,
            Trunks = ReadTrunks(reader),
            DialledPerAgentAndHour = reader.Whole("Telephony:DialledPerAgentAndHour", standard.DialledPerAgentAndHour, 0, 100_000),
            WebCalls = ReadWebCalls(reader),
            Callers = reader.Text("Telephony:Callers") is null ? null : reader.Choice("Telephony:Callers", CallerAdmission.Trunks),
            NameServer = reader.Text("Telephony:NameServer") is null ? null : reader.EndPoint("Telephony:NameServer", new IPEndPoint(IPAddress.Loopback, 53)),
            Edges = reader.Networks("Telephony:Edges"),
            BanAfter = reader.Whole("Telephony:BanAfter", standard.BanAfter, 1, 1000),
            BanTime = reader.Duration("Telephony:BanTime", standard.BanTime),
            MessagesPerSecond = reader.Whole("Telephony:MessagesPerSecond", standard.MessagesPerSecond, 1, 1_000_000),
            EmergencyNumbers = reader.Text("Telephony:EmergencyNumbers") is null ? standard.EmergencyNumbers : reader.Texts("Telephony:EmergencyNumbers"),
            DialTimeout = reader.Duration("Telephony:DialTimeout", standard.DialTimeout),
            RingTimeout = reader.Duration("Telephony:RingTimeout", standard.RingTimeout),
            ReturnTimeout = reader.Duration("Telephony:ReturnTimeout", standard.ReturnTimeout),
            WrapUp = reader.Duration("Telephony:WrapUp", standard.WrapUp),
            QueueLogKept = reader.Duration("Telephony:QueueLogKept", standard.QueueLogKept),
            QueueLogFileBytes = reader.Whole("Telephony:QueueLogFileBytes", standard.QueueLogFileBytes, 64 << 10, int.MaxValue),
            QueueLogFiles = reader.Whole("Telephony:QueueLogFiles", standard.QueueLogFiles, 2, 100_000),
            LegRecordsKept = reader.Duration("Telephony:LegRecordsKept", standard.LegRecordsKept),
            MediaTimeout = reader.Duration("Telephony:MediaTimeout", standard.MediaTimeout),
            RecordingFlushInterval = reader.Duration("Telephony:RecordingFlushInterval", standard.RecordingFlushInterval),
            RecordingCheckInterval = reader.Duration("Telephony:RecordingCheckInterval", standard.RecordingCheckInterval),
            RecordingPauseLimit = reader.Duration("Telephony:RecordingPauseLimit", standard.RecordingPauseLimit),
            MaxCalls = reader.Whole("Telephony:MaxCalls", standard.MaxCalls, 1, 100_000),
        };
    }

    private static WebCallOptions? ReadWebCalls(SettingsReader reader)
    {
        var standard = new WebCallOptions();
        var given = standard with
        {
            PerAddress = reader.Whole("WebCalls:PerAddress", standard.PerAddress, 1, 1_000_000),
            Refill = reader.Duration("WebCalls:Refill", standard.Refill),
            PerMinute = reader.Whole("WebCalls:PerMinute", standard.PerMinute, 1, 100_000),
            PerDay = reader.Whole("WebCalls:PerDay", standard.PerDay, 1, 10_000_000),
            AtOnce = reader.Whole("WebCalls:AtOnce", standard.AtOnce, 1, 100_000),
            TicketLife = reader.Duration("WebCalls:TicketLife", standard.TicketLife),
            InOfficeHours = reader.Choice("WebCalls:InOfficeHours", Answer.No) == Answer.Yes,
        };
        return reader.Choice("WebCalls:Open", Answer.No) == Answer.Yes ? given : null;
    }

    // Containers and old kernels may be without.
    private static bool HasLoopbackSix()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static List<TrunkOptions> ReadTrunks(SettingsReader reader)
    {
        var trunks = new List<TrunkOptions>();
        var standard = new TrunkOptions { Name = "", Host = "" };
        foreach (var name in reader.Sections("Telephony:Trunks"))
        {
            var key = $"Telephony:Trunks:{name}";
            trunks.Add(new TrunkOptions
            {
                Name = name,
                Host = reader.RequiredText($"{key}:Host"),
                Transport = reader.Choice($"{key}:Transport", standard.Transport),
                From = reader.Networks($"{key}:From"),
                CallsWithUserName = reader.Text($"{key}:CallsWithUserName"),
                CallsWithPassword = reader.Text($"{key}:CallsWithPassword"),
                UserName = reader.Text($"{key}:UserName"),
                Password = reader.Text($"{key}:Password"),
                Realm = reader.Text($"{key}:Realm"),
                Registers = reader.Choice($"{key}:Registers", Answer.No) == Answer.Yes,
                RegistrationTime = reader.Duration($"{key}:RegistrationTime", standard.RegistrationTime),
                Priority = reader.Whole($"{key}:Priority", standard.Priority, 0, 1000),
                Weight = reader.Whole($"{key}:Weight", standard.Weight, 1, 1000),
                MaxCalls = reader.Whole($"{key}:MaxCalls", standard.MaxCalls, 0, 100_000),
                HealthInterval = reader.Duration($"{key}:HealthInterval", standard.HealthInterval),
                Patience = reader.Duration($"{key}:Patience", standard.Patience),
                NumbersIn = ReadNumberRules(reader, $"{key}:NumbersIn"),
                NumbersOut = ReadNumberRules(reader, $"{key}:NumbersOut"),
                Barred = reader.Texts($"{key}:Barred"),
                TrustsIdentity = reader.Choice($"{key}:TrustsIdentity", Answer.Yes) == Answer.Yes,
            });
        }

        return trunks;
    }

    private static List<NumberRule> ReadNumberRules(SettingsReader reader, string key)
    {
        var rules = new List<NumberRule>();
        foreach (var text in reader.Texts(key))
        {
            if (NumberRule.TryParse(text, out var rule))
            {
                rules.Add(rule);
            }
            else
            {
                reader.Refuse($"{key} must be rules such as +86>0, separated by commas; '{text}' is none");
            }
        }

        return rules;
    }

    // One that is named must be there; a policy folder may be without.
    private static string? Shipped(string? named, string policyFolder, string file) =>
        named is not null ? Path.GetFullPath(named)
        : Path.GetFullPath(Path.Combine(policyFolder, file)) is var shipped && File.Exists(shipped) ? shipped
        : null;

    private static CaseOptions ReadCases(SettingsReader reader, string dataFolder, string policyFolder)
    {
        var options = new CaseOptions
        {
            Database = reader.Choice("Database:Provider", CaseDatabase.Sqlite),
            ConnectionString = reader.Text("Database:ConnectionString"),
            DataFolder = dataFolder,
            PolicyFile = Path.Combine(policyFolder, $"{reader.Text("Policy") ?? "hanjiang-2016"}.yaml"),
            CalendarFile = Path.Combine(policyFolder, "calendar", "cn.yaml"),
            CityFile = Path.Combine(policyFolder, "sample-city.yaml"),
            RetentionFile = Shipped(null, policyFolder, "retention.yaml"),
            MessageFile = Shipped(null, policyFolder, "messages.yaml"),
            WorkGroupFile = Shipped(null, policyFolder, "workgroups.yaml"),
            ExchangeFile = Shipped(null, policyFolder, "exchange.yaml"),
            KnowledgeFile = Shipped(null, policyFolder, "knowledge.yaml"),
            QualityFile = Shipped(null, policyFolder, "quality.yaml"),
            ShiftFile = Shipped(null, policyFolder, "shifts.yaml"),
            LetterFolder = Path.Combine(policyFolder, "letters"),
        };
        if (options is { Database: CaseDatabase.SqlServer, ConnectionString: null })
        {
            reader.Refuse("Database:ConnectionString is missing; SQL Server needs one");
        }

        return options;
    }

    private static WebFormOptions? ReadWeb(SettingsReader reader, string dataFolder, string policyFolder)
    {
        var standard = new WebFormOptions { DraftFolder = Path.Combine(dataFolder, "drafts") };
        var web = standard with
        {
            Calls = reader.Choice("WebCalls:Open", Answer.No) == Answer.Yes,
            MaxPhotos = reader.Whole("Web:MaxPhotos", standard.MaxPhotos, 1, 50),
            MaxPhotoBytes = reader.Whole("Web:MaxPhotoBytes", standard.MaxPhotoBytes, 1024, 100 * 1024 * 1024),
            ReportsPerTenMinutes = reader.Whole("Web:ReportsPerTenMinutes", standard.ReportsPerTenMinutes, 1, 1_000_000),
            QueriesPerTenMinutes = reader.Whole("Web:QueriesPerTenMinutes", standard.QueriesPerTenMinutes, 1, 1_000_000),
            Map = Shipped(reader.Text("Web:Map:File"), policyFolder, "map.geojson") is { } map
                ? new WebMapOptions { File = map, Tiles = reader.Text("Web:Map:Tiles"), Attribution = reader.Text("Web:Map:Attribution") }
                : null,
        };
        return reader.Choice("Web:Form", WebForm.Open) == WebForm.Open ? web : null;
    }

    private static Open311Options ReadOpen311(SettingsReader reader)
    {
        var standard = new Open311Options();
        return standard with
        {
            Jurisdiction = reader.Text("Open311:Jurisdiction") ?? standard.Jurisdiction,
            Keys = reader.Sections("Open311:Keys").ToDictionary(name => name, name => reader.RequiredText($"Open311:Keys:{name}"), StringComparer.Ordinal),
            ReportsPerTenMinutes = reader.Whole("Open311:ReportsPerTenMinutes", standard.ReportsPerTenMinutes, 1, 1_000_000),
        };
    }

    private static List<WorkGroupOptions> ReadWorkGroups(SettingsReader reader)
    {
        var standard = new WorkGroupOptions { Name = "", Kind = WorkGroupKind.Oa, Url = "" };
        return [.. reader.Sections("WorkGroups").Select(name => new WorkGroupOptions
        {
            Name = name,
            Kind = reader.Choice($"WorkGroups:{name}:Kind", standard.Kind),
            Url = reader.RequiredText($"WorkGroups:{name}:Url"),
            Secret = reader.Text($"WorkGroups:{name}:Secret"),
            AllowPrivate = reader.Choice($"WorkGroups:{name}:AllowPrivate", Answer.No) == Answer.Yes,
            Timeout = reader.Duration($"WorkGroups:{name}:Timeout", standard.Timeout),
            MessagesPerMinute = reader.Whole($"WorkGroups:{name}:MessagesPerMinute", standard.MessagesPerMinute, 0, 100_000),
        })];
    }

    private static EmailOptions ReadEmail(SettingsReader reader)
    {
        var standard = new EmailOptions { Address = "", Imap = new MailServerOptions { Host = "", Port = 993 }, Smtp = new MailServerOptions { Host = "", Port = 465 } };
        return standard with
        {
            Address = reader.RequiredText("Email:Address"),
            Imap = ReadMailServer(reader, "Email:Imap", standard.Imap),
            Smtp = ReadMailServer(reader, "Email:Smtp", standard.Smtp),
            Folders = reader.Texts("Email:Folders") is { Count: > 0 } folders ? folders : standard.Folders,
            Timeout = reader.Duration("Email:Timeout", standard.Timeout),
            IdleFor = reader.Duration("Email:IdleFor", standard.IdleFor),
            MaxReconnectDelay = reader.Duration("Email:MaxReconnectDelay", standard.MaxReconnectDelay),
            MaxBytes = reader.Whole("Email:MaxBytes", standard.MaxBytes, 1024, 500 * 1024 * 1024),
            MailsPerSecond = reader.Whole("Email:MailsPerSecond", standard.MailsPerSecond, 0, 10_000),
        };
    }

    private static MailServerOptions ReadMailServer(SettingsReader reader, string section, MailServerOptions standard) => standard with
    {
        Host = reader.RequiredText($"{section}:Host"),
        Port = reader.Whole($"{section}:Port", standard.Port, 1, 65535),
        Security = reader.Choice($"{section}:Security", standard.Security),
        SignIn = reader.Choice($"{section}:SignIn", standard.SignIn),
        UserName = reader.Text($"{section}:UserName"),
        Password = reader.Text($"{section}:Password"),
        PinnedCertificate = reader.Text($"{section}:PinnedCertificate"),
    };

    private static WeChatOptions ReadWeChat(SettingsReader reader)
    {
        var standard = new WeChatOptions { AppId = "", AppSecret = "", Token = "" };
        return standard with
        {
            AppId = reader.RequiredText("WeChat:AppId"),
            AppSecret = reader.RequiredText("WeChat:AppSecret"),
            Token = reader.RequiredText("WeChat:Token"),
            EncodingAesKey = reader.Text("WeChat:EncodingAesKey"),
            Mode = reader.Choice("WeChat:Mode", standard.Mode),
            Api = reader.WebAddress("WeChat:Api", standard.Api),
            CallbackPath = reader.Text("WeChat:CallbackPath") ?? standard.CallbackPath,
            TemplateId = reader.Text("WeChat:TemplateId"),
            TemplateFields = reader.Texts("WeChat:TemplateFields") is { Count: > 0 } fields ? fields : standard.TemplateFields,
            MediaHosts = reader.Texts("WeChat:MediaHosts") is { Count: > 0 } hosts ? hosts : standard.MediaHosts,
            ApiTimeout = reader.Duration("WeChat:ApiTimeout", standard.ApiTimeout),
            ReplyWithin = reader.Duration("WeChat:ReplyWithin", standard.ReplyWithin),
            Freshness = reader.Duration("WeChat:Freshness", standard.Freshness),
            DraftExpiry = reader.Duration("WeChat:DraftExpiry", standard.DraftExpiry),
            MaxMediaBytes = reader.Whole("WeChat:MaxMediaBytes", standard.MaxMediaBytes, 1, int.MaxValue),
            MessagesPerSecond = reader.Whole("WeChat:MessagesPerSecond", standard.MessagesPerSecond, 0, 10_000),
        };
    }
}
