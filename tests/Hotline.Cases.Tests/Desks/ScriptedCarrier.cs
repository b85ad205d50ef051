using System.Collections.Concurrent;

namespace Hotline.Cases.Tests.Desks;

/// <summary>A carrier that answers as the test says and remembers what it was given.</summary>
internal sealed class ScriptedCarrier : INoticeCarrier
{
    private readonly ConcurrentQueue<Notice> carried = new();
    private int accepted;

    public bool IsConfigured { get; set; } = true;

    public bool Carries(Medium medium) => IsConfigured;

    /// <summary>What it says next; by default it accepts.</summary>
    public Func<Notice, CarrierAnswer>? Says { get; set; }

    /// <summary>What happens while it has the notice, before it answers.</summary>
    public Func<Notice, string, Task>? Meanwhile { get; set; }

    public IReadOnlyCollection<Notice> Carried => carried;

    public async ValueTask<CarrierAnswer> CarryAsync(Notice notice, CancellationToken cancellationToken)
    {
        carried.Enqueue(notice);
        var answer = Says?.Invoke(notice) ?? new CarrierAnswer(CarrierVerdict.Accepted, $"provider-{Interlocked.Increment(ref accepted)}", null);
        if (Meanwhile is not null)
        {
            await Meanwhile(notice, answer.ProviderId ?? "");
        }

        return answer;
    }
}
