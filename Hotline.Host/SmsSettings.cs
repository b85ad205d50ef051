using Hotline.Channels;

namespace Hotline.Host;

/// <summary>Reads who carries short messages: one provider under <c>Sms:Smpp</c>, or any number under <c>Sms:Providers:NAME</c>.</summary>
internal static class SmsSettings
{
    private enum Protocol
    {
        Smpp,
        Cmpp,
        Http,
    }

    public static SmsOptions Read(SettingsReader reader)
    {
        var standard = new SmsOptions();
        var providers = new List<SmsProviderOptions>();
        if (reader.HasSection("Sms:Smpp"))
        {
            providers.Add(ReadSmpp(reader, "Sms:Smpp", "smpp"));
        }

        foreach (var name in reader.Sections("Sms:Providers"))
        {
            var section = $"Sms:Providers:{name}";
            if (reader.Text($"{section}:Protocol") is null)
            {
                reader.Refuse($"{section}:Protocol is missing: smpp, cmpp or http");
            }

            providers.Add(reader.Choice($"{section}:Protocol", Protocol.Smpp) switch
            {
                Protocol.Smpp => ReadSmpp(reader, section, name),
                Protocol.Cmpp => ReadCmpp(reader, section, name),
                Protocol.Http => ReadHttp(reader, section, name),
            });
        }

        return standard with
        {
            Providers = providers,
            Signature = reader.Text("Sms:Signature"),
            FailuresToRest = reader.Whole("Sms:FailuresToRest", standard.FailuresToRest, 1, 1000),
            FirstRest = reader.Duration("Sms:FirstRest", standard.FirstRest),
            LongestRest = reader.Duration("Sms:LongestRest", standard.LongestRest),
        };
    }

    private static SmppOptions ReadSmpp(SettingsReader reader, string section, string name)
    {
        var standard = new SmppOptions { Host = "", SystemId = "", Password = "" };
        var smpp = Shared(reader, section, name, standard) with
        {
            Port = reader.Whole($"{section}:Port", standard.Port, 1, 65535),
            Window = reader.Whole($"{section}:Window", standard.Window, 1, 1000),
            SystemId = reader.RequiredText($"{section}:SystemId"),
            Password = reader.RequiredText($"{section}:Password"),
            SystemType = reader.Text($"{section}:SystemType") ?? standard.SystemType,
            Bind = reader.Choice($"{section}:Bind", standard.Bind),
            LongTexts = reader.Choice($"{section}:LongTexts", standard.LongTexts),
            EnquireLinkInterval = reader.Duration($"{section}:EnquireLinkInterval", standard.EnquireLinkInterval),
        };
        if (smpp.SystemId.Length > 15)
        {
            reader.Refuse($"{section}:SystemId has at most 15 characters (SMPP 3.4 §5.2.1)");
        }

        if (smpp.Password.Length > 8)
        {
            reader.Refuse($"{section}:Password has at most 8 characters (SMPP 3.4 §5.2.2)");
        }

        return smpp;
    }

    private static CmppOptions ReadCmpp(SettingsReader reader, string section, string name)
    {
        var standard = new CmppOptions { Host = "", EnterpriseCode = "", Secret = "" };
        return Shared(reader, section, name, standard) with
        {
            Port = reader.Whole($"{section}:Port", standard.Port, 1, 65535),
            Window = reader.Whole($"{section}:Window", standard.Window, 1, 1000),
            EnterpriseCode = reader.RequiredText($"{section}:EnterpriseCode"),
            Secret = reader.RequiredText($"{section}:Secret"),
            ServiceId = reader.Text($"{section}:ServiceId") ?? standard.ServiceId,
            Version = reader.Choice($"{section}:Version", standard.Version),
            ActiveTestInterval = reader.Duration($"{section}:ActiveTestInterval", standard.ActiveTestInterval),
        };
    }

    private static HttpSmsOptions ReadHttp(SettingsReader reader, string section, string name)
    {
        var standard = new HttpSmsOptions { Url = "" };
        return Named(reader, section, name, standard) with
        {
            Url = reader.RequiredText($"{section}:Url"),
            Method = reader.Text($"{section}:Method") ?? standard.Method,
            Headers = Pairs(reader, $"{section}:Headers"),
            ContentType = reader.Text($"{section}:ContentType") ?? standard.ContentType,
            Body = reader.Text($"{section}:Body") ?? standard.Body,
            Taken = reader.Text($"{section}:Taken"),
            Refused = reader.Text($"{section}:Refused"),
            Throttled = reader.Text($"{section}:Throttled"),
            Id = reader.Text($"{section}:Id"),
            Error = reader.Text($"{section}:Error"),
            Templates = Pairs(reader, $"{section}:Templates"),
            AllowPrivate = reader.Choice($"{section}:AllowPrivate", Answer.No) == Answer.Yes,
            WebhookSecret = reader.Text($"{section}:WebhookSecret"),
            Entries = reader.Text($"{section}:Entries"),
            ReportId = reader.Text($"{section}:ReportId") ?? standard.ReportId,
            ReportState = reader.Text($"{section}:ReportState") ?? standard.ReportState,
            Delivered = reader.Text($"{section}:Delivered") is null ? standard.Delivered : reader.Texts($"{section}:Delivered"),
            UnderWay = reader.Texts($"{section}:UnderWay"),
            ReplyId = reader.Text($"{section}:ReplyId") ?? standard.ReplyId,
            ReplyFrom = reader.Text($"{section}:ReplyFrom") ?? standard.ReplyFrom,
            ReplyTo = reader.Text($"{section}:ReplyTo") ?? standard.ReplyTo,
            ReplyText = reader.Text($"{section}:ReplyText") ?? standard.ReplyText,
        };
    }

    private enum Answer
    {
        No,
        Yes,
    }

    private static T Shared<T>(SettingsReader reader, string section, string name, T standard)
        where T : LinkedSmsOptions => Named(reader, section, name, standard) with
        {
            Host = reader.RequiredText($"{section}:Host"),
            MaxReconnectDelay = reader.Duration($"{section}:MaxReconnectDelay", standard.MaxReconnectDelay),
            LongTextExpiry = reader.Duration($"{section}:LongTextExpiry", standard.LongTextExpiry),
            MaxLongTexts = reader.Whole($"{section}:MaxLongTexts", standard.MaxLongTexts, 1, 1_000_000),
        };

    private static T Named<T>(SettingsReader reader, string section, string name, T standard)
        where T : SmsProviderOptions => standard with
        {
            Name = name,
            Priority = reader.Whole($"{section}:Priority", standard.Priority, 0, 1000),
            SourceNumber = reader.Text($"{section}:SourceNumber") ?? standard.SourceNumber,
            Signature = reader.Text($"{section}:Signature"),
            SignedBy = reader.Choice($"{section}:SignedBy", standard.SignedBy),
            MessagesPerSecond = reader.Whole($"{section}:MessagesPerSecond", standard.MessagesPerSecond, 0, 100_000),
            ResponseTimeout = reader.Duration($"{section}:ResponseTimeout", standard.ResponseTimeout),
        };

    private static Dictionary<string, string> Pairs(SettingsReader reader, string section) =>
        reader.Sections(section).ToDictionary(key => key, key => reader.RequiredText($"{section}:{key}"), StringComparer.Ordinal);
}
