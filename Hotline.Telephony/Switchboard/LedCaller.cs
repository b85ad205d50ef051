using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Ivr;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Switchboard;

/// <summary>A call as its flow sees it. Used by the flow's task alone, which has ended before the call is bridged or freed.</summary>
internal sealed class LedCaller(Call call, PromptLibrary prompts, Distribution distribution, Action<LinePlace> queued, Action hangUp) : IFlowCaller
{
    // Keys nobody has asked for yet: more than these are lost, and a flood of them costs nothing.
    private readonly Channel<char> keys =
        Channel.CreateBounded<char>(new BoundedChannelOptions(Call.MaxDigits) { FullMode = BoundedChannelFullMode.DropWrite });

    private Moment? entered;

    public LinePlace? Place => distribution.Decide((acd, now) => acd.PlaceOf(call.Id, now));

    public async Task SayAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var ending = await call.Caller.Port.PlayAsync(Find(names), loop: false).WaitAsync(cancellationToken);
        if (ending != PlayEnding.Finished)
        {
            // The port was closed or taken over: the call is being ended, which cancels the flow.
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    public void PlayOver(string prompt) => _ = call.Caller.Port.PlayAsync(Find([prompt]), loop: true);

    public void EnterLine(string? group, string? priority)
    {
        var place = distribution.Decide((acd, now) =>
        {
            if (acd.IsWaiting(call.Id))
            {
                return default(LinePlace?);
            }

            // Whoever waited in another line before has waited here too.
            entered ??= now;
            return acd.Enter(new CallerRequest(call.Id, group, priority, distribution.LastAgentOf(call.Facts.Caller, now), entered), now);
        });
        if (place is { } first)
        {
            queued(first);
        }
    }

    public async Task<char?> KeyAsync(TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(within, time);
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

    public bool KeepPlace() => distribution.KeepPlace(call.Id);

    /// <summary>The caller pressed a key.</summary>
    public void Press(char key) => keys.Writer.TryWrite(key);

    public bool LeaveLine() => distribution.Decide((acd, now) => acd.Leave(call.Id, now));

    public void HangUp() => hangUp();

    private IReadOnlyList<Prompt> Find(IReadOnlyList<string> names) =>
        [.. names.Select(name => prompts.Find(name) ?? throw new KeyNotFoundException($"There is no prompt {name}."))];
}
