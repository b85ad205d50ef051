using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Ivr;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Ivr;

/// <summary>A caller on paper: writes down what a flow does to them, and presses what a test says.</summary>
internal sealed class PaperCaller(ManualTimeProvider time) : IFlowCaller, ICityHours
{
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>();
    private readonly Channel<char> keys = Channel.CreateUnbounded<char>();

    public LinePlace? Place { get; set; }

    public bool Taken { get; set; }

    public string? FailsOn { get; set; }

    public TimeProvider Time => time;

    public ICityHours Hours => this;

    public string? Language { get; set; }

    public Dictionary<string, string> Collected { get; } = new(StringComparer.Ordinal);

    public int InquiriesInVain { get; set; }

    public IReadOnlyList<string> Incident { get; set; } = [];

    public Func<CancellationToken, Task<InquiryState?>> Inquiry { get; set; } = _ => Task.FromResult<InquiryState?>(null);

    public bool TransferAnswers { get; set; }

    public TimeZoneInfo Zone => TimeZoneInfo.Utc;

    public HashSet<DateOnly> Holidays { get; } = [];

    public bool OfficeOpen { get; set; }

    public bool IsWorkingDay(DateOnly day) => !Holidays.Contains(day);

    public bool IsOfficeOpen(DateTimeOffset at) => OfficeOpen;

    public async Task HearsAsync(params string[] expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (var next in expected)
        {
            Assert.Equal(next, await heard.Reader.ReadAsync(deadline.Token));
        }
    }

    public void HeardNothingMore() => Assert.False(heard.Reader.TryRead(out _));

    public void Press(char key) => keys.Writer.TryWrite(key);

    public void Press(string pressed) => pressed.ToList().ForEach(Press);

    public Task WaitAsync(TimeSpan length, CancellationToken cancellationToken) => Task.Delay(length, time, cancellationToken);

    public Task SayAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        FailOn(prompts);
        Note("say " + string.Join(' ', prompts));
        return Task.CompletedTask;
    }

    public Task<char?> AskAsync(IReadOnlyList<string> prompts, TimeSpan within, CancellationToken cancellationToken)
    {
        FailOn(prompts);
        return NextKeyAsync("ask " + string.Join(' ', prompts), within, cancellationToken);
    }

    public void PlayOver(string prompt)
    {
        FailOn([prompt]);
        Note("over " + prompt);
    }

    public Task<char?> KeyAsync(TimeSpan within, CancellationToken cancellationToken) =>
        NextKeyAsync($"key within {within.TotalSeconds:0}s", within, cancellationToken);

    public void ForgetKeys()
    {
        while (keys.Reader.TryRead(out _))
        {
        }
    }

    public bool KeepPlace()
    {
        Note("keep place");
        return !Taken;
    }

    public void EnterLine(string? group, string? priority) => Note(string.Join(' ', new[] { "line", group, priority }.OfType<string>()));

    public bool LeaveLine()
    {
        Note("leave");
        return !Taken;
    }

    public Task<InquiryState?> InquireAsync(string number, string? code, CancellationToken cancellationToken)
    {
        Note(string.Join(' ', new[] { "inquire", number, code }.OfType<string>()));
        return Inquiry(cancellationToken);
    }

    public void NotAnswered(Exception? fault) => Note("nobody answers");

    public Task<bool> TransferAsync(string to, CancellationToken cancellationToken)
    {
        Note("transfer " + to);
        return Task.FromResult(TransferAnswers);
    }

    public Task RecordAsync(TimeSpan longest, char endKey, CancellationToken cancellationToken)
    {
        Note($"record {longest.TotalSeconds:0}s {endKey}");
        return Task.CompletedTask;
    }

    public void HangUp() => Note("hang up");

    // Noted once the clock runs: whoever waits for the note may move it.
    private async Task<char?> NextKeyAsync(string note, TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Note(note);
        try
        {
            return await keys.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private void FailOn(IReadOnlyList<string> prompts)
    {
        if (FailsOn is not null && prompts.Contains(FailsOn, StringComparer.Ordinal))
        {
            throw new IOException("the disk is gone");
        }
    }

    private void Note(string what) => Assert.True(heard.Writer.TryWrite(what));
}

/// <summary>A flow that a caller is led by.</summary>
internal sealed record RunningFlow(Task Task, CancellationTokenSource Stop) : IDisposable
{
    private static readonly HashSet<string> Prompts = new(
        "greeting recording-notice please-wait music goodbye agents-offline you-are-number callers-ahead connecting you-are-next estimated-wait minutes less-than-a-minute n0 n1 n2 n2-counted n3 n4 n5 n6 n7 n8 n9 n10 n100 menu invalid silent notice greeting.en progress-registered progress-dispatched progress-handling progress-replied progress-closed"
            .Split(' '),
        StringComparer.Ordinal);

    /// <summary>Begins a flow whose first step is <c>b</c>.</summary>
    public static RunningFlow Begin(string steps, PaperCaller caller)
    {
        var errors = new FlowErrors("flow.yaml");
        var flow = FlowFile.Read("name: a\nstart: b\n" + steps, new FlowNames(Prompts, new HashSet<string> { "general", "enterprise" }, new HashSet<string> { "elderly" }), errors);
        Assert.Empty(errors.InOrder);
        var stop = new CancellationTokenSource();
        return new RunningFlow(new FlowInterpreter(NullLogger<FlowInterpreter>.Instance).RunAsync(flow!, caller, stop.Token), stop);
    }

    public async Task EndAsync()
    {
        await Stop.CancelAsync();
        await Task;
    }

    public void Dispose() => Stop.Dispose();
}
