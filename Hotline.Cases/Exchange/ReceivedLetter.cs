using Hotline.Cases.Views;

namespace Hotline.Cases.Exchange;

/// <summary>A letter from another platform: each is here once.</summary>
internal sealed class ReceivedLetter
{
    private ReceivedLetter()
    {
    }

    public Guid Id { get; private set; }

    public string Peer { get; private set; } = "";

    public Guid LinkId { get; private set; }

    public int Seq { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Kept only until it is applied: then its words are the case's.</summary>
    public string Body { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset CameAt { get; private set; }

    public ExchangeState State { get; private set; }

    public string? Reason { get; private set; }

    public static ReceivedLetter Of(string peer, ExchangeLetter letter, DateTimeOffset now) => new()
    {
        Id = letter.Id,
        Peer = peer,
        LinkId = letter.Exchange,
        Seq = letter.Seq,
        Name = letter.Name,
        Body = letter.Body,
        At = letter.At.ToUniversalTime(),
        CameAt = now,
    };

    /// <summary>Applied, or refused with the reason.</summary>
    public void Done(string? refusal) => (State, Reason, Body) = (refusal is null ? ExchangeState.Applied : ExchangeState.Refused, refusal, "");
}
