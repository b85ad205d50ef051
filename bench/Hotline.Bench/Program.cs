using System.Runtime.InteropServices;
using Hotline.Bench;
using Hotline.Phones;
using Hotline.Telephony.Media;

const string Help = """
    Programs that use the product from outside, over SIP, HTTP and SMPP. Each starts a product of its own on loopback.

      tour               the whole main job by itself: a call, a case, a survey
        --exit             stop at the end; otherwise the product keeps running to be looked at
      bench calls        recorded calls at once, a tone each way
        --calls N          how many (default 20, at most 1000)
        --seconds S        how long each talks (default 10)
        --rate R           new calls a second (default 10)
      bench media        what it costs to carry and record calls that talk all at once
        --calls N          how many (default 400, at most 1000)
        --seconds S        how long it is measured (default 30)
        --rate R           new calls a second until all talk (default 20)
        --sweep            with 50, 100, 200, 400, 800 and 1000 calls, each with a product of its own
        --engine           the engine alone, without SIP: the same calls five times
        --srtp             the engine alone, without SIP: calls with keys on no leg, one and both, in turn
        --junk N           datagrams a second of a stranger at the SIP and sound ports meanwhile (default 0)
        --warm S           the calls before the first measured ones talk so long (default 3): 30 shows a product that has run for a while
      bench sip          what signalling costs: calls from INVITE to BYE through two legs, registrations, reading a message
        --rate R           new calls a second (default 400)
        --seconds S        for how long (default 20)
        --agents N         phones registered, 64 of which answer (default 10000)
        --brief            does not wait until all requests are forgotten (33 s, twice)
      bench register     cases registered over HTTP
        --rate R           a second (default 20)
        --seconds S        for how long (default 30)
      bench cases        a store of open cases: sweeps of the clocks, lists and searches, registrations
        --cases N          how many are open (default 1000000)
        --seconds S        how long is registered (default 10)
        --senders N        registering at once (default 16)
        --lookups N        lists and searches (default 200)
      bench acd          the distributor by itself: a noted day replayed, then a large room timed
        --calls N          callers of the day (default 100000)
        --agents N         agents of the large room (default 10000)
        --waiting N        callers in its lines (default 5000)
      bench queue        more callers than agents, over real SIP; the product's log is replayed and audited
        --callers N        how many ring (default 500, at most 900)
        --agents N         how many answer (default 20, at most 200)
        --rate R           new calls a second (default 20)

      bench channels     WeChat callbacks, the MIME reader, SMPP submissions, and mails taken in while the product is killed
        --rate R           WeChat callbacks a second (default 200)
        --seconds S        for how long (default 20)
        --window N         SMPP requests under way (default 100)
        --mails N          mails in a real Dovecot (default 10000)
        --kills N          how often the product is killed meanwhile (default 20)
        --corpus DIR       the corpus folder (default HOTLINE_CORPUS or ../shared/corpus)

      Everywhere
        --json             end with one line of JSON on stdout; all else goes to stderr
        --http [A:]PORT    where the product serves HTTP (default any free port)
        --sip [A:]PORT     where it speaks SIP (default any free port)
        --data DIR         its data folder (default a temporary one, which only the tour leaves)

      Exit code: 0 all went well; 1 it ran and something is wrong; 2 the command line cannot be understood.
    """;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    return args switch
    {
        [] or ["--help" or "-h" or "help", ..] => Print(),
        _ when args.Contains("--help", StringComparer.Ordinal) => Print(),
        ["tour", .. var rest] => await TourCommand.RunAsync(rest, stop.Token),
        ["bench", "calls", .. var rest] => await CallsBench.RunAsync(rest, stop.Token),
        ["bench", "media", .. var rest] => await MediaBench.RunAsync(rest, stop.Token),
        ["bench", "sip", .. var rest] => await SipBench.RunAsync(rest, stop.Token),
        ["switch", .. var rest] => await SwitchCommand.RunAsync(rest, stop.Token),
        ["bench", "register", .. var rest] => await RegisterBench.RunAsync(rest, stop.Token),
        ["bench", "cases", .. var rest] => await CasesBench.RunAsync(rest, stop.Token),
        ["bench", "acd", .. var rest] => AcdBench.Run(rest, stop.Token),
        ["bench", "queue", .. var rest] => await QueueBench.RunAsync(rest, stop.Token),
        ["bench", "channels", .. var rest] => await ChannelsBench.RunAsync(rest, stop.Token),
        ["bench"] => throw new UsageException("which measurement? calls, media, sip, register, cases, acd, queue or channels"),
        _ => throw new UsageException($"unknown: {string.Join(' ', args.Take(2))}"),
    };
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"hotline: {exception.Message}; see --help");
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("hotline: stopped");
    return 1;
}
catch (Exception exception) when (exception is BenchException or PhoneException or WavException or HttpRequestException)
{
    Console.Error.WriteLine($"hotline: {exception.Message}");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

int Print()
{
    Console.WriteLine(Help);
    return 0;
}
