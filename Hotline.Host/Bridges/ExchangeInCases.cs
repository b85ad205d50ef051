using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>Letters that come from other installations go to the case core.</summary>
internal sealed class ExchangeInCases(IExchangeDesk desk) : IExchangeWindow
{
    public async ValueTask<WireTaking> TakeAsync(string peer, WireLetter letter, CancellationToken cancellationToken)
    {
        var taking = await desk.TakeAsync(peer, new ExchangeLetter(letter.Id, letter.Exchange, letter.Seq, letter.Name, letter.At, letter.Body), cancellationToken);
        return new WireTaking(VerdictOf(taking.Verdict), taking.Received, taking.Missing, taking.CaseNumber, taking.Reason);
    }

    public ValueTask<(string MediaType, Stream Content)?> OpenFileAsync(string peer, string sha256, CancellationToken cancellationToken) => desk.OpenFileAsync(peer, sha256, cancellationToken);

    private static WireVerdict VerdictOf(LetterVerdict verdict) => verdict switch
    {
        LetterVerdict.Taken => WireVerdict.Taken,
        LetterVerdict.Held => WireVerdict.Held,
        LetterVerdict.Known => WireVerdict.Known,
        LetterVerdict.OutOfDate => WireVerdict.OutOfDate,
        LetterVerdict.Malformed => WireVerdict.Malformed,
        LetterVerdict.Unknown => WireVerdict.Unknown,
    };
}

/// <summary>Letters of the case core go out by the lines to other installations.</summary>
internal sealed class PostToExchange(IExchangeLine line) : IExchangePost
{
    public bool Reaches(string peer) => line.Reaches(peer);

    public async ValueTask<PostAnswer> SendAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken) =>
        AnswerOf(await line.SendAsync(peer, new WireLetter(letter.Id, letter.Exchange, letter.Seq, letter.Name, letter.At, letter.Body), cancellationToken));

    public async ValueTask<PostAnswer> FetchAsync(string peer, string sha256, Stream into, long bytes, CancellationToken cancellationToken) =>
        AnswerOf(await line.FetchAsync(peer, sha256, into, bytes, cancellationToken));

    private static PostAnswer AnswerOf(LineAnswer answer) =>
        new(VerdictOf(answer.Verdict), answer.Reason) { Missing = answer.Missing, CaseNumber = answer.CaseNumber, Silent = answer.Silent, MediaType = answer.MediaType };

    // Letters may come twice: what may be there already is sent again.
    private static PostVerdict VerdictOf(SendVerdict verdict) => verdict switch
    {
        SendVerdict.Accepted => PostVerdict.Done,
        SendVerdict.NotConfigured => PostVerdict.NotConfigured,
        SendVerdict.Refused => PostVerdict.Refused,
        SendVerdict.Later or SendVerdict.Unknown => PostVerdict.Later,
    };
}
