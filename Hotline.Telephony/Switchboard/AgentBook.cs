using System.Text.Json;
using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>Who is ready and who is not, and why, in a small file that outlives the process.</summary>
internal sealed partial class AgentBook(string path, Func<IReadOnlyDictionary<string, AgentStanding>> standings, TimeProvider time, ILogger<AgentBook> logger)
{
    /// <summary>Between two writings: each holds every agent, and in a busy room something changes all the time. A crash costs no more than that.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>What was written last; empty where nothing readable was.</summary>
    public IReadOnlyDictionary<string, AgentStanding> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, AgentStanding>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (FileNotFoundException)
        {
            return new Dictionary<string, AgentStanding>(StringComparer.Ordinal);
        }
        catch (JsonException fault)
        {
            Unreadable(fault, Path.GetFileName(path));
            return new Dictionary<string, AgentStanding>(StringComparer.Ordinal);
        }
    }

    /// <summary>Something changed. Never waits; several changes may be written as one.</summary>
    public void Changed() => changes.Writer.TryWrite(true);

    /// <summary>No more changes will come; <see cref="RunAsync"/> writes the last state and ends.</summary>
    public void Complete()
    {
        changes.Writer.TryComplete();
        completed.TrySetResult();
    }

    /// <summary>Writes changes until completed.</summary>
    public async Task RunAsync()
    {
        await foreach (var _ in changes.Reader.ReadAllAsync())
        {
            try
            {
                DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(standings()));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The next change writes everything.
                NotWritten(fault);
            }

            await Task.WhenAny(Task.Delay(Pause, time), completed.Task);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is unreadable: every agent starts as newly signed in")]
    private partial void Unreadable(Exception fault, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The states of the agents could not be written")]
    private partial void NotWritten(Exception fault);
}
