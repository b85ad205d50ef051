namespace Hotline.Telephony.Media;

/// <summary>Where playing stands in a row of prompts.</summary>
internal sealed class PromptPlayer(IReadOnlyList<Prompt> prompts, bool loop)
{
    private int _prompt;
    private int _at;

    /// <summary>True when the last prompt was handed out whole.</summary>
    public bool Finished => _prompt == prompts.Count;

    /// <summary>Fills the next codes, across the joints of prompts; silence after the last.</summary>
    public void Next(Span<byte> codes, G711Law law)
    {
        while (!codes.IsEmpty && !Finished)
        {
            var rest = prompts[_prompt].Codes(law)[_at..];
            var length = Math.Min(rest.Length, codes.Length);
            rest[..length].CopyTo(codes);
            codes = codes[length..];
            _at += length;
            if (length == rest.Length)
            {
                _at = 0;
                _prompt = loop ? (_prompt + 1) % prompts.Count : _prompt + 1;
            }
        }

        codes.Fill(G711.Silence(law));
    }
}
