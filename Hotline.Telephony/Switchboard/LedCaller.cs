using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Ivr;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Switchboard;

/// <summary>A call as its flow sees it. Used by the flow's task alone, which has ended before the call is bridged or freed.</summary>
internal sealed class LedCaller(CallSession session, Guidance guidance) : IFlowCaller
{
    // Keys nobody has asked for yet: more than these are lost, and a flood of them costs nothing.
    private readonly Channel<char> keys =
        Channel.CreateBounded<char>(new BoundedChannelOptions(Call.MaxDigits) { FullMode = BoundedChannelFullMode.DropWrite });

    private Moment? entered;

    public TimeProvider Time => Exchange.Time;

    public ICityHours Hours => Exchange.Hours;

    public string? Language { get; set; }

    public Dictionary<string, string> Collected { get; } = new(StringComparer.Ordinal);

    public int InquiriesInVain { get; set; }

    public IReadOnlyList<string> Incident => entered is null ? Exchange.Flows.IncidentFor(Call.Facts.Called) : [];

    public LinePlace? Place => Exchange.Distribution.Decide((acd, now) => acd.PlaceOf(Call.Id, now));

    private Exchange Exchange => session.Exchange;

    private Call Call => session.Call;

    private MediaPort Port => Call.Caller.Port;

    public Task WaitAsync(TimeSpan length, CancellationToken cancellationToken) => Task.Delay(length, Time, cancellationToken);

    public async Task SayAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        var ending = await Port.PlayAsync(Find(prompts), loop: false).WaitAsync(cancellationToken);
        if (ending != PlayEnding.Finished)
        {
            // The port was closed or taken over: the call is being ended, which cancels the flow.
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    public async Task<char?> AskAsync(IReadOnlyList<string> prompts, TimeSpan within, CancellationToken cancellationToken)
    {
        var saying = Port.PlayAsync(Find(prompts), loop: false);
        var pressed = keys.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (await Task.WhenAny(saying, pressed) == pressed)
        {
            await pressed;
            Port.Stop();
        }

        await saying.WaitAsync(cancellationToken);
        return await KeyAsync(within, cancellationToken);
    }

    public void PlayOver(string prompt) => _ = Port.PlayAsync(Find([prompt]), loop: true);

    public void EnterLine(string? group, string? priority)
    {
        var distribution = Exchange.Distribution;
        var place = distribution.Decide((acd, now) =>
        {
            if (acd.IsWaiting(Call.Id))
            {
                return default(LinePlace?);
            }

            // Whoever waited in another line before has waited here too.
            entered ??= now;
            var profile = guidance.Profile;
            var first = acd.Enter(
                new CallerRequest(Call.Id, group ?? profile.Group, priority ?? profile.Priority, distribution.LastAgentOf(Call.Facts.Caller, now), entered), now);
            Call.Line ??= new LineEntry(now.Utc, acd.FindCaller(Call.Id)!.Home.Settings.Name);
            return first;
        });
        if (place is { } first)
        {
            Exchange.Events.Report(new CallQueued { At = Time.GetUtcNow(), CallId = Call.Id, Position = first.Position });
        }
    }

    public async Task<char?> KeyAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(within, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await keys.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void ForgetKeys()
    {
        while (keys.Reader.TryRead(out _))
        {
        }
    }

    public bool KeepPlace() => Call.CallbackAsked = Exchange.Distribution.KeepPlace(Call.Id);

    /// <summary>The caller pressed a key.</summary>
    public void Press(char key) => keys.Writer.TryWrite(key);

    public bool LeaveLine() => Exchange.Distribution.Decide((acd, now) => acd.Leave(Call.Id, now));

    public async Task<InquiryState?> InquireAsync(string number, string? code, CancellationToken cancellationToken)
    {
        var (inquiry, caller) = (Exchange.Inquiry ?? throw new InvalidOperationException("Nobody here knows where cases stand."), Call.Facts.Caller);
        if (!Exchange.Inquiries.MayAsk(caller, number))
        {
            return null;
        }

        var state = await inquiry.FindAsync(number, code, caller, cancellationToken);
        if (state is null)
        {
            Exchange.Inquiries.InVain(caller, number);
        }

        return state;
    }

    public void NotAnswered(Exception? fault) => Exchange.InquiryFailed(fault, Call.Id);

    public async Task<bool> TransferAsync(string to, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Port.PlayAsync(CallTones.Ringback, loop: true);
        return session.Post(new TransferWanted(to, reached)) && await reached.Task.WaitAsync(cancellationToken);
    }

    public async Task RecordAsync(TimeSpan longest, char endKey, CancellationToken cancellationToken)
    {
        ForgetKeys();
        await Port.PlayAsync(CallTones.Record, loop: false).WaitAsync(cancellationToken);
        var message = Call.LeaveMessage(Exchange.Recordings, Time);
        Exchange.Note(Call, message.RecordingId);
        try
        {
            var begun = Time.GetTimestamp();
            while (longest - Time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero && await KeyAsync(left, cancellationToken) is { } key && key != endKey)
            {
            }
        }
        finally
        {
            await message.StopAsync();
        }
    }

    public void HangUp() => session.Post(new Turned(CallTurn.Released));

    private IReadOnlyList<Prompt> Find(IReadOnlyList<string> names) =>
        [.. names.Select(name => guidance.Profile.PromptFor(name, Language, guidance.Set.Prompts.Find))];
}
