using System.Text.Json.Serialization;
using Hotline.Telephony.Sip.Dialogs;

namespace Hotline.Telephony.Switchboard;

/// <summary>Who ended a leg.</summary>
internal enum LegEndedBy
{
    /// <summary>It was refused, or not answered.</summary>
    NotAnswered,

    /// <summary>We hung up.</summary>
    Us,

    /// <summary>The other side hung up.</summary>
    Peer,

    /// <summary>The other side no longer answered.</summary>
    Lost,
}

/// <summary>One leg of a call, for bills and disputes with carriers (话单): a row for each, also for those refused or not answered.</summary>
internal sealed record LegRecord
{
    /// <summary>The citizen's call it belongs to.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The Call-ID of the leg, by which a carrier finds it; null for one that was never up.</summary>
    public string? SipCallId { get; init; }

    /// <summary>What for: <c>Incoming</c>, or the purpose of the ringing.</summary>
    public required string Purpose { get; init; }

    /// <summary>The trunk; null for a phone of ours, or a stranger.</summary>
    public string? Trunk { get; init; }

    /// <summary>Whose phone, where it is one of ours.</summary>
    public string? AgentId { get; init; }

    /// <summary>The number called, or that called; empty where withheld.</summary>
    public required string Number { get; init; }

    /// <summary>INVITE, UTC.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>200, UTC; null where it was not answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The final SIP status.</summary>
    public required int Status { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<LegEndedBy>))]
    public required LegEndedBy EndedBy { get; init; }

    /// <summary>Answered until its end, in seconds.</summary>
    public double Seconds => AnsweredAt is { } answered ? Math.Round((EndedAt - answered).TotalSeconds, 3) : 0;

    /// <summary>Null where it was not answered.</summary>
    public LegQuality? Quality { get; init; }

    public static LegEndedBy Of(DialogEnding ending) => ending switch
    {
        DialogEnding.LocalBye => LegEndedBy.Us,
        DialogEnding.RemoteBye => LegEndedBy.Peer,
        DialogEnding.NeverAcknowledged or DialogEnding.PeerLost => LegEndedBy.Lost,
    };
}
