namespace Hotline.Cases.Exchange;

/// <summary>Where nothing carries letters, all are held.</summary>
internal sealed class NoPost : IExchangePost
{
    public bool Reaches(string peer) => false;

    public ValueTask<PostAnswer> SendAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken) => new(new PostAnswer(PostVerdict.NotConfigured, null));

    public ValueTask<PostAnswer> FetchAsync(string peer, string sha256, Stream into, long bytes, CancellationToken cancellationToken) => new(new PostAnswer(PostVerdict.NotConfigured, null));
}
