using System.Globalization;
using Hotline.Telephony.Acd;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Ivr;

/// <summary>What is taken as given in a rehearsal.</summary>
internal sealed record RehearsalPlan
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Callers who stand before this one.</summary>
    public int Ahead { get; init; }

    /// <summary>After how long in line an agent answers.</summary>
    public TimeSpan AnswerAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whoever the flow transfers to answers.</summary>
    public bool TransferAnswers { get; init; } = true;

    /// <summary>Cases this caller may ask after: by number, or by number and query code (<c>NUMBER/CODE</c>).</summary>
    public IReadOnlyDictionary<string, InquiryState> Cases { get; init; } = new Dictionary<string, InquiryState>(StringComparer.Ordinal);
}

/// <summary>A caller on paper: what they would hear is written down, their keys are read, and no time is lost.</summary>
/// <param name="set">The flows.</param>
/// <param name="profile">How the number called is answered.</param>
/// <param name="plan">What is taken as given.</param>
/// <param name="hours">The city's hours.</param>
/// <param name="press">The next key; null for silence.</param>
/// <param name="texts">The words of prompts, by name.</param>
/// <param name="output">Takes a line for each thing that happens.</param>
internal sealed class FlowRehearsal(
    FlowSet set, FlowProfile profile, RehearsalPlan plan, ICityHours hours, Func<char?> press, IReadOnlyDictionary<string, string> texts, TextWriter output) : IFlowCaller, IDisposable
{
    private readonly RehearsalClock clock = new(plan.At);
    private readonly CancellationTokenSource over = new();
    private DateTimeOffset? entered;

    public TimeProvider Time => clock;

    public ICityHours Hours => hours;

    public string? Language { get; set; }

    public Dictionary<string, string> Collected { get; } = new(StringComparer.Ordinal);

    public int InquiriesInVain { get; set; }

    public IReadOnlyList<string> Incident => [];

    public LinePlace? Place => entered is null ? null : new LinePlace(plan.Ahead + 1, plan.AnswerAfter, AgentsAtWork: true, AgentRings: plan.Ahead == 0);

    /// <summary>Leads the caller through the flow, and after the talk through the rating.</summary>
    public async Task RunAsync()
    {
        Write("rings", $"{profile.Name}, flow {profile.Flow.Name}, {((IFlowCaller)this).LocalTime:yyyy-MM-dd HH:mm}");
        await new FlowInterpreter(NullLogger<FlowInterpreter>.Instance).RunAsync(profile.Flow, this, over.Token);
        if (over.IsCancellationRequested && profile.Flow.Rating is { } question)
        {
            Write("agent", "hangs up");
            var score = await question.AskAsync(this, CancellationToken.None);
            Write("rates", score is { } given ? $"{given} of 5" : "not");
            if (score is not null)
            {
                await SayAsync(question.Thanks, CancellationToken.None);
            }
        }
    }

    public Task WaitAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var left = entered is { } since ? since + plan.AnswerAfter - clock.GetUtcNow() : TimeSpan.MaxValue;
        if (left > length)
        {
            clock.Pass(length);
            return Task.CompletedTask;
        }

        clock.Pass(left < TimeSpan.Zero ? TimeSpan.Zero : left);
        Write("agent", "answers");
        over.Cancel();
        return Task.FromCanceled(over.Token);
    }

    public Task SayAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        foreach (var name in prompts)
        {
            var prompt = profile.PromptFor(name, Language, set.Prompts.Find);
            Write("hears", texts.TryGetValue(prompt.Name, out var words) ? $"{prompt.Name}: {words}" : prompt.Name);
            clock.Pass(prompt.Duration);
        }

        return Task.CompletedTask;
    }

    public async Task<char?> AskAsync(IReadOnlyList<string> prompts, TimeSpan within, CancellationToken cancellationToken)
    {
        await SayAsync(prompts, cancellationToken);
        return await KeyAsync(within, cancellationToken);
    }

    public void PlayOver(string prompt) => Write("hears", $"{profile.PromptFor(prompt, Language, set.Prompts.Find).Name}, over and over");

    public void EnterLine(string? group, string? priority)
    {
        if (entered is null)
        {
            entered = clock.GetUtcNow();
            var given = priority ?? profile.Priority;
            Write("waits", $"in {group ?? profile.Group ?? set.Queues.Groups[0].Name}{(given is null ? "" : $", as {given}")}, {plan.Ahead} ahead");
        }
    }

    public bool LeaveLine()
    {
        entered = null;
        Write("leaves", "the line");
        return true;
    }

    public Task<char?> KeyAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var key = press();
        clock.Pass(key is null ? within : TimeSpan.FromSeconds(1));
        Write("presses", key is { } pressed ? pressed.ToString() : string.Create(CultureInfo.InvariantCulture, $"nothing for {within.TotalSeconds:0} s"));
        return Task.FromResult(key);
    }

    public void ForgetKeys()
    {
    }

    public bool KeepPlace()
    {
        Write("keeps", "the place, and is called back");
        return true;
    }

    public Task<InquiryState?> InquireAsync(string number, string? code, CancellationToken cancellationToken) =>
        Task.FromResult(plan.Cases.TryGetValue(number, out var state) || plan.Cases.TryGetValue($"{number}/{code}", out state) ? state : default(InquiryState?));

    public void NotAnswered(Exception? fault) => Write("asks", "and nobody answers");

    public Task<bool> TransferAsync(string to, CancellationToken cancellationToken)
    {
        Write("rings", $"{to}, who {(plan.TransferAnswers ? "answers" : "does not answer")}");
        return Task.FromResult(plan.TransferAnswers);
    }

    public Task RecordAsync(TimeSpan longest, char endKey, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromSeconds(Math.Min(20, longest.TotalSeconds));
        Write("speaks", string.Create(CultureInfo.InvariantCulture, $"a message of {length.TotalSeconds:0} s, at most {longest.TotalSeconds:0} s, ended by {endKey}"));
        clock.Pass(length);
        return Task.CompletedTask;
    }

    public void HangUp() => Write("ends", "the call is over");

    public void Dispose() => over.Dispose();

    private void Write(string what, string words) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(int)clock.Passed.TotalMinutes:00}:{clock.Passed.Seconds:00}  {what,-8}{words}"));
}
