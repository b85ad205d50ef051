using Hotline.Telephony.Acd;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>One run over many files: replayed and judged as if it were one.</summary>
public sealed class QueueLogFilesTests : IDisposable
{
    private static readonly AcdOptions Times = new() { RingTimeout = TimeSpan.FromSeconds(15), WrapUp = TimeSpan.FromSeconds(5) };

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider time = new();
    private int calls;
    private int noted;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_over_many_files_replays_alike_and_is_judged_in_order()
    {
        await RunAsync(new QueueLogLimits(TimeSpan.FromDays(7), FileBytes: 4096, Files: 1000), rounds: 200);

        var run = Assert.Single(QueueLogFiles.Runs(folder.Path));
        Assert.InRange(run.Files.Count, 5, 1000);
        Assert.All(run.Files, file => Assert.InRange(new FileInfo(file).Length, 1, 8192));
        Assert.Equal((200, 200), Replay(run));
    }

    [Fact]
    public async Task A_new_day_begins_a_new_file()
    {
        await RunAsync(new QueueLogLimits(TimeSpan.FromDays(7), FileBytes: 1 << 20, Files: 1000), rounds: 3, between: TimeSpan.FromDays(1));

        var run = Assert.Single(QueueLogFiles.Runs(folder.Path));
        Assert.Equal([1, 2, 3], run.Files.Select(QueueLogFiles.PartOf));
        Assert.Equal((3, 3), Replay(run));
    }

    [Theory]
    [InlineData("{\"inputs\":[{\"$type\":\"ti")]
    [InlineData("")]
    public async Task A_torn_last_line_is_left_out_and_one_in_the_middle_is_an_error(string torn)
    {
        await RunAsync(new QueueLogLimits(TimeSpan.FromDays(7), FileBytes: 4096, Files: 1000), rounds: 50);
        var run = Assert.Single(QueueLogFiles.Runs(folder.Path));
        await File.AppendAllTextAsync(run.Files[^1], torn, Deadline.Token());
        Assert.Equal((50, 50), Replay(run));

        await File.AppendAllTextAsync(run.Files[0], "{torn\n", Deadline.Token());
        Assert.Throws<InvalidDataException>(() => Replay(run));
    }

    [Fact]
    public async Task The_oldest_files_go_where_there_are_too_many_and_what_is_left_is_not_taken_for_the_whole()
    {
        await RunAsync(new QueueLogLimits(TimeSpan.FromDays(7), FileBytes: 4096, Files: 3), rounds: 200);

        var run = Assert.Single(QueueLogFiles.Runs(folder.Path));
        Assert.Equal(3, run.Files.Count);
        Assert.False(run.IsWhole);
        Assert.Throws<InvalidDataException>(() => QueueLogFiles.Read(run));
    }

    [Fact]
    public async Task A_run_goes_as_a_whole_when_it_is_old_enough()
    {
        var limits = new QueueLogLimits(TimeSpan.FromDays(7), FileBytes: 4096, Files: 1000);
        await RunAsync(limits, rounds: 50);
        var first = Assert.Single(QueueLogFiles.Runs(folder.Path));
        foreach (var file in first.Files)
        {
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
        }

        time.Advance(TimeSpan.FromDays(6));
        await RunAsync(limits, rounds: 1);
        Assert.Equal(2, QueueLogFiles.Runs(folder.Path).Count);
        time.Advance(TimeSpan.FromDays(2));
        await RunAsync(limits, rounds: 1);
        Assert.DoesNotContain(QueueLogFiles.Runs(folder.Path), run => run.Name == first.Name);
    }

    // An agent, and callers one after the other; the log is written behind them as the node does.
    private async Task RunAsync(QueueLogLimits limits, int rounds, TimeSpan between = default)
    {
        var log = new QueueLog(folder.Path, Times, limits, time, NullLogger<QueueLog>.Instance) { Gathering = TimeSpan.Zero };
        var writing = log.RunAsync();
        var inputs = new List<AcdInput>();
        var acd = new Distributor(Times) { Noted = inputs.Add };
        Decide(() => acd.PhoneRegistered("a", Moment.Of(time)));
        Decide(() => acd.SetReady("a", Moment.Of(time)));
        for (var round = 0; round < rounds; round++)
        {
            var call = new CallId(new Guid(++calls, 0, 0, new byte[8]));
            var offer = Decide(() => acd.Enter(new CallerRequest(call), Moment.Of(time))).OfType<OfferMade>().Single().Offer;
            time.Advance(TimeSpan.FromSeconds(3));
            Decide(() => acd.Answer(offer.Id, Moment.Of(time)));
            time.Advance(TimeSpan.FromSeconds(60));
            Decide(() => acd.TalkEnded(call, Moment.Of(time)));
            time.Advance(TimeSpan.FromSeconds(5));
            Decide(() => acd.Advance(Moment.Of(time)));
            if (between > TimeSpan.Zero)
            {
                // What was noted before midnight is written before it.
                await Deadline.Until(
                    () => QueueLogFiles.Runs(folder.Path) is [{ } run] && run.Files.Sum(file => ReadLines(file) - 1) == noted, "the day was not written");
                time.Advance(between);
            }
        }

        log.Complete();
        await writing;

        IReadOnlyList<AcdOutcome> Decide(Action act)
        {
            act();
            var outcomes = acd.Drain();
            noted++;
            log.Note(new AcdLogEntry([.. inputs], outcomes));
            inputs.Clear();
            return outcomes;
        }
    }

    private static int ReadLines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }

    // Callers offered and answered, by an auditor; each decision is made again alike.
    private static (int Offered, int Answered) Replay(QueueLogRun run)
    {
        var (options, entries) = QueueLogFiles.Read(run);
        var (again, audit) = (new Distributor(options), new LineAudit(options.Plan));
        foreach (var entry in entries)
        {
            entry.Inputs.ToList().ForEach(input => AcdReplay.Apply(again, input));
            Assert.Equal(entry.Outcomes, again.Drain());
            audit.Take(Assert.Single(entry.Inputs), entry.Outcomes);
        }

        Assert.Equal((0, 0, 0), (audit.DoubleOffers, audit.OffersToUnready, audit.OrderViolations));
        return (audit.Offered, audit.Answered);
    }
}
