using System.Globalization;
using System.Text.RegularExpressions;
using Hotline.Testing;
using Microsoft.Data.Sqlite;

namespace Hotline.Bench;

/// <summary>Mails wait in a real Dovecot; the product takes them in and is killed (SIGKILL) again and again, each time further on. Then every case is counted.</summary>
internal static partial class MailCrash
{
    private const string Ours = "hotline@city.example";
    private const string Password = "bench";
    private const int PageSize = 100;

    // Cases a second that even a slow disk commits.
    private const double SlowestPerSecond = 2;

    internal static async Task<(int Lost, int Doubled)?> RunAsync(int mails, int kills, Report report, CancellationToken cancellationToken)
    {
        if (!Dovecot.IsInstalled)
        {
            report.Say("mails: Dovecot is absent, or this is not root; not measured. To measure: sudo apt-get install dovecot-imapd");
            return null;
        }

        using var folder = new TemporaryFolder();
        using var data = new TemporaryFolder();
        await using var dovecot = await Dovecot.StartAsync(folder.Path, new Dictionary<string, string>(StringComparer.Ordinal) { [Ours] = Password });
        await FillAsync(dovecot, mails, cancellationToken);
        report.Say($"mails: {mails} wait; the product is killed {kills} times while it takes them in");
        string[] settings =
        [
            $"--Email:Address={Ours}", "--Email:Imap:Host=127.0.0.1", $"--Email:Imap:Port={dovecot.ImapsPort}", $"--Email:Imap:UserName={Ours}", $"--Email:Imap:Password={Password}",
            $"--Email:Imap:PinnedCertificate={dovecot.Certificate}", "--Email:Smtp:Host=127.0.0.1", "--Email:Smtp:Port=9", "--Email:Smtp:UserName=x", "--Email:Smtp:Password=x",
        ];
        var arguments = new Arguments(["--data", data.Path], [], ["--data"]);
        var begun = TimeProvider.System.GetTimestamp();
        var random = new Random(20261122);
        for (var kill = 1; kill <= kills; kill++)
        {
            // Disposing kills at once; wherever it stands by then.
            await using var falling = await ProductProcess.StartAsync(arguments, keepsData: true, settings);
            await CountedAsync(data.Path, (int)((long)mails * kill / (kills + 1)), mails, cancellationToken);
            await Task.Delay(random.Next(50), cancellationToken);
        }

        await using var product = await ProductProcess.StartAsync(arguments, keepsData: true, settings);
        using var dispatcher = await DeskSession.SignInAsync(product.Http, "dispatcher", cancellationToken);
        await CountedAsync(data.Path, mails, mails, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(begun);

        // Time for one that comes a second time to show itself.
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        var seen = new Dictionary<int, int>();
        for (var page = 1; ; page++)
        {
            var cases = (await dispatcher.GetAsync($"/api/cases?page={page}&size={PageSize}", cancellationToken))["items"]!.AsArray();
            foreach (var number in cases.Select(item => Number().Match(item!["text"]!.GetValue<string>())).Where(match => match.Success).Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)))
            {
                seen[number] = seen.GetValueOrDefault(number) + 1;
            }

            if (cases.Count < PageSize)
            {
                break;
            }
        }

        var (lost, doubled) = (mails - seen.Count, seen.Values.Sum() - seen.Count);
        report.Say($"{seen.Count} of {mails} mails became a case in {took.TotalSeconds:0} s with {kills} kills and restarts; {lost} lost, {doubled} doubled");
        await product.StopAsync();
        return (lost, doubled);
    }

    /// <summary>Waits until so many cases stand in the store itself: lists over HTTP count no further than is worth it.</summary>
    private static async Task CountedAsync(string data, int wanted, int of, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "hotline.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Cases";
        var patience = TimeSpan.FromSeconds(60 + (of / SlowestPerSecond));
        var begun = TimeProvider.System.GetTimestamp();
        while (Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) < wanted)
        {
            if (TimeProvider.System.GetElapsedTime(begun) > patience)
            {
                throw new BenchException($"fewer than {wanted} mails were taken in within {patience.TotalSeconds:0} s");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Straight into the Maildir, as a delivery agent does.</summary>
    private static async Task FillAsync(Dovecot dovecot, int mails, CancellationToken cancellationToken)
    {
        var place = dovecot.Maildir(Ours);
        foreach (var part in new[] { "new", "cur", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(place, part));
        }

        for (var i = 1; i <= mails; i++)
        {
            var mail = string.Create(
                CultureInfo.InvariantCulture,
                $"From: citizen{i % 50} <citizen{i % 50}@example.com>\r\nTo: {Ours}\r\nSubject: =?utf-8?B?6Lev54Gv5LiN5Lqu?= {i}\r\nMessage-ID: <bench-{i}@example.com>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0800\r\n")
                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + string.Create(CultureInfo.InvariantCulture, $"mail-{i:D6} 中山路{i}号门口的路灯不亮，请派人来修。\r\n");
            await File.WriteAllTextAsync(Path.Combine(place, "new", $"{i}.bench"), mail, cancellationToken);
        }

        await Dovecot.RunAsync("chown", "-R", "65534:65534", Path.GetDirectoryName(place)!);
    }

    [GeneratedRegex("mail-(?<number>[0-9]{6})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
