using System.Collections.Concurrent;
using System.Globalization;
using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>An agent at work: most calls are answered, some rejected, some left to ring, and now and then there is a break.</summary>
internal sealed class AgentSeat(DeskSession desk, SmallPhone phone, int seed) : IDisposable
{
    private static readonly TimeSpan ReachForIt = TimeSpan.FromMilliseconds(300);

    // The same room behaves alike in every run.
    private readonly Random random = new(seed);

    internal static async Task<AgentSeat> TakeAsync(ProductProcess product, PhoneRack rack, int index, CancellationToken cancellationToken)
    {
        var phone = rack.Add(string.Create(CultureInfo.InvariantCulture, $"{8001 + index}"), 450);
        await phone.RegisterAsync(DeskSession.SamplePassword, cancellationToken);
        var desk = await DeskSession.SignInAsync(product.Http, $"agent{index + 1}", cancellationToken);
        await desk.PostAsync("/api/switchboard/ready", new { }, cancellationToken);
        return new AgentSeat(desk, phone, index);
    }

    /// <summary>Works until told that it is over.</summary>
    /// <returns>Conversations had.</returns>
    internal async Task<int> WorkAsync(TimeSpan talk, ConcurrentQueue<string> faults, CancellationToken over)
    {
        var talks = 0;
        try
        {
            await foreach (var call in phone.Ringing.ReadAllAsync(over))
            {
                talks += await ServeAsync(call, talk, faults, over) ? 1 : 0;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The last caller has gone.
        }

        return talks;
    }

    public void Dispose() => desk.Dispose();

    private async Task<bool> ServeAsync(PhoneCall call, TimeSpan talk, ConcurrentQueue<string> faults, CancellationToken over)
    {
        try
        {
            switch (random.Next(100))
            {
                case < 4:
                    await call.RejectAsync();
                    await ComeBackAsync(over);
                    return false;
                case < 8:
                    await call.Ended.WaitAsync(over);
                    await ComeBackAsync(over);
                    return false;
                case < 10:
                    await desk.PostAsync("/api/switchboard/not-ready", new { reason = "break" }, over);
                    await call.Ended.WaitAsync(over);
                    await ComeBackAsync(over);
                    return false;
            }

            await Task.WhenAny(call.Ended, Task.Delay(ReachForIt, over));
            if (call.Ended.IsCompleted)
            {
                return false;
            }

            await call.AnswerAsync();
            await Task.WhenAny(call.Ended, Task.Delay(talk, over));
            await call.HangUpAsync(CancellationToken.None);
            return true;
        }
        catch (Exception exception) when (exception is PhoneException or BenchException)
        {
            faults.Enqueue($"agent: {exception.Message}");
            return false;
        }
    }

    // Our refusal may still be under way to the product.
    private Task ComeBackAsync(CancellationToken over) =>
        desk.PostUntilTakenAsync("/api/switchboard/ready", TimeSpan.FromSeconds(30), over);
}
