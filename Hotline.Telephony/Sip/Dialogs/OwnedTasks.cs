using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>Work started by a received message: watched while it runs, its failure logged, awaited at the stop.</summary>
internal sealed partial class OwnedTasks(ILogger logger)
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    public void Start(Func<Task> work) => Own(Task.Run(() => RunAsync(work)));

    /// <summary>The same for work that soon waits for something: it begins on the caller's thread.</summary>
    public void Begin(Func<Task> work) => Own(RunAsync(work));

    public Task WhenAllAsync() => Task.WhenAll(_running.Keys);

    private void Own(Task task)
    {
        _running.TryAdd(task, 0);
        if (task.IsCompleted)
        {
            _running.TryRemove(task, out _);
        }
        else
        {
            task.GetAwaiter().OnCompleted(() => _running.TryRemove(task, out _));
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            LogCancelled(); // the call or the endpoint ended meanwhile
        }
        catch (Exception fault)
        {
            LogFailed(fault); // the edge of what one message started; the others go on
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Handling a SIP request was cancelled")]
    private partial void LogCancelled();

    [LoggerMessage(Level = LogLevel.Error, Message = "Handling a SIP request failed")]
    private partial void LogFailed(Exception fault);
}
