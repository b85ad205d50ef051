namespace Hotline.Telephony.Media;

/// <summary>An announcement in memory, ready to be sent in either law. Immutable.</summary>
internal sealed class Prompt
{
    private readonly byte[] _a;
    private readonly byte[] _mu;

    /// <summary>A prompt from codes of one law.</summary>
    public Prompt(string name, G711Law law, byte[] codes)
    {
        Name = name;
        var other = (byte[])codes.Clone();
        G711.Transcode(law, other);
        (_a, _mu) = law == G711Law.A ? (codes, other) : (other, codes);
    }

    /// <summary>A prompt from linear samples, 8,000 a second.</summary>
    public Prompt(string name, ReadOnlySpan<short> samples)
    {
        Name = name;
        _a = new byte[samples.Length];
        _mu = new byte[samples.Length];
        G711.Encode(G711Law.A, samples, _a);
        G711.Encode(G711Law.Mu, samples, _mu);
    }

    /// <summary>The name by which call flows refer to it.</summary>
    public string Name { get; }

    /// <summary>How long it takes to play.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)_a.Length / G711.SampleRate);

    /// <summary>The codes in a law.</summary>
    public ReadOnlySpan<byte> Codes(G711Law law) => law == G711Law.A ? _a : _mu;
}
