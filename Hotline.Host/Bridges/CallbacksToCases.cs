using System.Threading.Channels;
using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>
/// Calls owed become tasks: every entry of the telephone's ledger that changed is brought to the case store, all of them at the start, and again until it
/// takes them.
/// </summary>
internal sealed partial class CallbacksToCases(ICallbackDesk desk, ICallbackTasks tasks, ICaseStore store, TimeProvider time, ILogger<CallbacksToCases> logger) : BackgroundService
{
    /// <summary>Brought in one transaction.</summary>
    private const int MostTogether = 100;

    /// <summary>Until a store that did not take them is asked again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // As they were brought: an entry that changes is another object.
    private Dictionary<Guid, CallbackEntry> brought = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        desk.Changed += OnChanged;
        try
        {
            Look();
            while (await changes.Reader.WaitToReadAsync(stoppingToken))
            {
                changes.Reader.TryRead(out _);
                try
                {
                    await BringAsync(stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // That the database is away is said once, where it is noticed.
                    if (store.AwaySince is null)
                    {
                        NotTaken(fault);
                    }

                    await Task.Delay(Pause, time, stoppingToken);
                    Look();
                }
            }
        }
        finally
        {
            desk.Changed -= OnChanged;
        }
    }

    private void OnChanged(object? sender, EventArgs nothing) => Look();

    private void Look() => changes.Writer.TryWrite(true);

    private async Task BringAsync(CancellationToken cancellationToken)
    {
        var entries = desk.Entries;
        brought = entries.Where(entry => brought.ContainsKey(entry.Id)).ToDictionary(entry => entry.Id, entry => brought[entry.Id]);
        foreach (var some in entries.Where(entry => !ReferenceEquals(brought.GetValueOrDefault(entry.Id), entry)).Chunk(MostTogether))
        {
            await tasks.KeepAsync([.. some.Select(OwedOf)], cancellationToken);
            foreach (var entry in some)
            {
                brought[entry.Id] = entry;
            }
        }
    }

    private static OwedCall OwedOf(CallbackEntry entry) => new()
    {
        Id = entry.Id,
        Number = entry.Number,
        Kind = KindOf(entry.Kind),
        CallId = entry.CallId.ToString(),
        At = entry.At,
        Calls = entry.Calls,
        State = StateOf(entry.State),
        ClosedAt = entry.ClosedAt,
        ClosedBy = entry.ClosedBy,
        Attempts = [.. entry.Tried.Select(attempt => new OwedAttempt(attempt.At, attempt.By, attempt.Reached, attempt.Note))],
    };

    private static OwedCallKind KindOf(CallbackKind kind) => kind switch
    {
        CallbackKind.Missed => OwedCallKind.Missed,
        CallbackKind.Requested => OwedCallKind.Requested,
        CallbackKind.Message => OwedCallKind.Message,
    };

    private static OwedCallState StateOf(CallbackState state) => state switch
    {
        CallbackState.Open => OwedCallState.Open,
        CallbackState.Reached => OwedCallState.Reached,
        CallbackState.NotReached => OwedCallState.NotReached,
        CallbackState.RangAgain => OwedCallState.RangAgain,
        CallbackState.Dismissed => OwedCallState.Dismissed,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls owed could not be brought to the case store; it is tried again")]
    private partial void NotTaken(Exception fault);
}
