using System.Text;

namespace Hotline.Channels.Receiving;

/// <summary>Who asked not to get short messages any more. Kept until they ask otherwise.</summary>
internal sealed class StopList(IChannelMemory memory)
{
    private const string Prefix = "sms-stop/";
    private const int MostAttempts = 5;

    private static readonly string[] StopWords = ["STOP", "TD", "退订"];
    private static readonly string[] StartWords = ["START", "恢复", "恢复短信"];

    /// <summary>True for a message that asks to stop, false for one that asks to begin again, null for any other.</summary>
    internal static bool? Read(InboundMessage message)
    {
        if (message.Channel != ChannelKind.Sms || message.ExtensionCode.Length > 0 || message.Text.Length > 12)
        {
            return null;
        }

        var word = message.Text.Normalize(NormalizationForm.FormKC).Trim(' ', '.', '。', '!', '\r', '\n').ToUpperInvariant();
        return StopWords.Contains(word, StringComparer.Ordinal) ? true : StartWords.Contains(word, StringComparer.Ordinal) ? false : null;
    }

    /// <summary>Notes the wish; throws where it could not be noted, so that the message comes again.</summary>
    internal async ValueTask NoteAsync(string number, bool stop, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var note = await memory.FindAsync(Prefix + Digits(number), cancellationToken);
            if (note is not null == stop || await memory.TryKeepAsync(Prefix + Digits(number), stop ? "stopped" : "", note?.Version ?? 0, cancellationToken))
            {
                return;
            }
        }

        throw new InvalidOperationException("The wish to get no more messages could not be noted.");
    }

    internal async ValueTask<bool> HasAsync(string number, CancellationToken cancellationToken) =>
        await memory.FindAsync(Prefix + Digits(number), cancellationToken) is not null;

    private static string Digits(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
