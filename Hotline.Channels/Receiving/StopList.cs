using System.Text;

namespace Hotline.Channels.Receiving;

/// <summary>Who asked not to get short messages any more. Kept until they ask otherwise; each wish is confirmed once, when it is noted.</summary>
/// <param name="memory">Where wishes are kept.</param>
/// <param name="sender">Confirms them; null where nobody can. Made when the first wish comes: sending needs the doors, and they need whoever takes messages.</param>
internal sealed class StopList(IChannelMemory memory, Lazy<IMessageSender>? sender = null)
{
    private const string Stopped = "已退订，不再向您发送短信。发送“恢复”可重新接收。";
    private const string Resumed = "已恢复接收短信。发送“退订”可随时停止。";
    private const string Prefix = "sms-stop/";
    private const int MostAttempts = 5;

    private static readonly string[] StopWords = ["STOP", "TD", "T", "退订", "拒收"];
    private static readonly string[] StartWords = ["START", "HF", "恢复", "恢复短信"];

    /// <summary>True for a message that asks to stop, false for one that asks to begin again, null for any other.</summary>
    internal static bool? Read(InboundMessage message)
    {
        if (message.Channel != ChannelKind.Sms || message.Text.Length > 12)
        {
            return null;
        }

        var word = message.Text.Normalize(NormalizationForm.FormKC).Trim(' ', '.', '。', '!', '\r', '\n').ToUpperInvariant();
        return StopWords.Contains(word, StringComparer.Ordinal) ? true : StartWords.Contains(word, StringComparer.Ordinal) ? false : null;
    }

    /// <summary>Notes the wish; throws where it could not be noted, so that the message comes again.</summary>
    internal async ValueTask NoteAsync(InboundMessage said, bool stop, CancellationToken cancellationToken)
    {
        var key = Prefix + Digits(said.From);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var note = await memory.FindAsync(key, cancellationToken);
            if (note is not null == stop)
            {
                return;
            }

            if (await memory.TryKeepAsync(key, stop ? "stopped" : "", note?.Version ?? 0, cancellationToken))
            {
                await ConfirmAsync(said, stop, cancellationToken);
                return;
            }
        }

        throw new InvalidOperationException("The wish to get no more messages could not be noted.");
    }

    internal async ValueTask<bool> HasAsync(string number, CancellationToken cancellationToken) =>
        await memory.FindAsync(Prefix + Digits(number), cancellationToken) is not null;

    // Only whoever changed the note says so: a repeat of the wish changes nothing and is not confirmed again.
    private async ValueTask ConfirmAsync(InboundMessage said, bool stop, CancellationToken cancellationToken)
    {
        if (sender is not null)
        {
            await sender.Value.SendAsync(
                new OutboundMessage { Channel = ChannelKind.Sms, Key = $"stop/{said.ExternalId}", Kind = "stop", To = said.From, Text = stop ? Stopped : Resumed, Asked = true },
                cancellationToken);
        }
    }

    private static string Digits(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
