using System.Text.Json;
using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>The ledger of calls owed, in a file that outlives the process. Thread-safe; nobody waits for the disk.</summary>
internal sealed partial class CallbackBook : ICallbackDesk
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly TimeProvider time;
    private readonly ILogger<CallbackBook> logger;
    private readonly CallbackLedger ledger;
    private readonly Channel<bool> changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <param name="path">The file; read at once where it is there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of what cannot be read or written.</param>
    public CallbackBook(string path, TimeProvider time, ILogger<CallbackBook> logger)
    {
        (this.path, this.time, this.logger) = (path, time, logger);
        ledger = new CallbackLedger(Read());
    }

    /// <inheritdoc/>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<CallbackEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. ledger.Entries];
            }
        }
    }

    /// <inheritdoc/>
    public SwitchboardAnswer Close(Guid id, CallbackState outcome, string by, string? note = null) =>
        Change(() => ledger.Close(id, outcome, by, time.GetUtcNow(), note), answer => answer == SwitchboardAnswer.Done);

    /// <summary>What is owed to a number; null for nothing.</summary>
    public CallbackEntry? FindOpen(string number)
    {
        lock (gate)
        {
            return ledger.FindOpen(number);
        }
    }

    public void Missed(CallId call, string number) => Change(() => ledger.Missed(call, number, time.GetUtcNow()), changed => changed);

    /// <summary>A caller left a message: they are owed a call.</summary>
    public void LeftMessage(CallId call, string number) => Change(() => ledger.LeftMessage(call, number, time.GetUtcNow()), changed => changed);

    /// <summary>False where a call is owed to this number already, or where it is withheld.</summary>
    public bool Request(CallId call, string number) => Change(() => ledger.Requested(call, number, time.GetUtcNow()), changed => changed);

    public void Answered(string number, string agentId) => Change(() => ledger.Answered(number, agentId, time.GetUtcNow()), changed => changed);

    /// <summary>An agent called this number.</summary>
    public void Called(string number, string agentId, bool reached) =>
        Change(() => ledger.Called(number, agentId, reached, time.GetUtcNow()), changed => changed);

    /// <summary>No more changes will come; <see cref="RunAsync"/> writes the last state and ends.</summary>
    public void Complete() => changes.Writer.TryComplete();

    /// <summary>Writes changes until completed.</summary>
    public async Task RunAsync()
    {
        await foreach (var _ in changes.Reader.ReadAllAsync())
        {
            try
            {
                DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(Entries));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The next change writes everything.
                NotWritten(fault);
            }
        }
    }

    private T Change<T>(Func<T> change, Func<T, bool> changed)
    {
        T result;
        lock (gate)
        {
            result = change();
        }

        if (changed(result))
        {
            changes.Writer.TryWrite(true);
            Changed?.Invoke(this, EventArgs.Empty);
        }

        return result;
    }

    private List<CallbackEntry> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<List<CallbackEntry>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException fault)
        {
            // Kept aside: it is evidence, and the next change would write over it.
            File.Move(path, path + ".unreadable", overwrite: true);
            Unreadable(fault, Path.GetFileName(path));
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is unreadable and was set aside: calls owed from before are not known")]
    private partial void Unreadable(Exception fault, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger of calls owed could not be written")]
    private partial void NotWritten(Exception fault);
}
