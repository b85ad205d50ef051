using System.Threading.Channels;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>
/// Sends one-time codes, one after the other, after whoever asked has had their answer: how long a sending takes, or whether there is one, is not to be
/// seen from outside. What cannot be sent is not sent later; a code that waits is of no use.
/// </summary>
internal sealed partial class CodeToMessage(IMessageSender sender, ILogger<CodeToMessage> logger) : BackgroundService
{
    /// <summary>More than a provider sends in the ten minutes that a code lasts; what is beyond is dropped.</summary>
    private const int MostWaiting = 1000;

    private readonly Channel<(string Phone, string Code)> waiting = Channel.CreateBounded<(string Phone, string Code)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Send(string phone, string code) => waiting.Writer.TryWrite((phone, code));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (phone, code) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var outcome = await sender.SendAsync(
                    new OutboundMessage
                    {
                        Channel = ChannelKind.Sms,
                        Key = $"code-{Guid.NewGuid():N}",
                        Kind = "code",
                        Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code },
                        Asked = true,
                        To = phone,
                        Text = $"【12345】验证码{code}，10分钟内有效，用于查询您的工单。非本人操作请忽略。",
                    },
                    stoppingToken);
                if (outcome.Verdict != SendVerdict.Accepted)
                {
                    LogNotSent(logger, outcome.Verdict, outcome.Reason);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A one-time code was not sent: {Verdict} {Reason}")]
    private static partial void LogNotSent(ILogger logger, SendVerdict verdict, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A one-time code could not be sent")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
