using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Storage;

/// <summary>Tells the listeners what was committed, in order, outside every lock.</summary>
internal sealed partial class NewsRoom(IServiceProvider services, ILogger<NewsRoom> logger) : BackgroundService
{
    /// <summary>When listeners cannot keep up, the oldest news is dropped: it only hints to look again.</summary>
    private const int MostWaiting = 10_000;

    private readonly Channel<LiveEvent> waiting =
        Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Tell(IEnumerable<LiveEvent> news)
    {
        foreach (var item in news)
        {
            waiting.Writer.TryWrite(item);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asked for here, not in the constructor: a listener may itself use a desk.
        var sinks = services.GetServices<ICaseEventSink>().ToArray();
        await foreach (var item in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var sink in sinks)
            {
                try
                {
                    await sink.AcceptAsync(item, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    LogFailed(logger, failure, item.GetType().Name, sink.GetType().Name);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{News} was not taken by {Listener}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string news, string listener);
}
