using Hotline.Cases.Tests.Desks;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Exchange;

/// <summary>Two installations in one process: each one's letters go straight to the other's desk.</summary>
internal sealed class TwinPost(string ourNameThere) : IExchangePost
{
    public SampleCity? Other { get; set; }

    public bool Reachable { get; set; } = true;

    /// <summary>Takes the letter over instead; null lets it go to the other side.</summary>
    public Func<ExchangeLetter, PostAnswer?>? Says { get; set; }

    public List<ExchangeLetter> Sent { get; } = [];

    public bool Reaches(string peer) => Reachable;

    public async ValueTask<PostAnswer> SendAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken)
    {
        if (Says?.Invoke(letter) is { } said)
        {
            return said;
        }

        Sent.Add(letter);
        var taking = await Other!.Services.GetRequiredService<IExchangeDesk>().TakeAsync(ourNameThere, letter, cancellationToken);
        return new(taking.Verdict is LetterVerdict.Taken or LetterVerdict.Held or LetterVerdict.Known ? PostVerdict.Done : PostVerdict.Refused, taking.Reason)
        {
            Missing = taking.Missing,
            CaseNumber = taking.CaseNumber,
        };
    }

    public async ValueTask<PostAnswer> FetchAsync(string peer, string sha256, Stream into, long bytes, CancellationToken cancellationToken)
    {
        if (await Other!.Services.GetRequiredService<IExchangeDesk>().OpenFileAsync(ourNameThere, sha256, cancellationToken) is not { } file)
        {
            return new(PostVerdict.Refused, "not there");
        }

        await using (file.Content)
        {
            file.Content.Position = into.Length;
            await file.Content.CopyToAsync(into, cancellationToken);
        }

        return new(PostVerdict.Done, null) { MediaType = file.MediaType };
    }
}
