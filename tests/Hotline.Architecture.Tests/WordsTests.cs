using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.Architecture.Tests;

/// <summary>Whatever the product writes into a history or the audit trail has a word on the screens, in both languages.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Tasks = ["hazard-callback", "survey-callback", "shift-list", "audit", "judgement", "objection"];

    /// <summary>Acts that are no plain text where they are recorded, by what stands there.</summary>
    private static readonly Dictionary<string, string[]> Composed = new(StringComparer.Ordinal)
    {
        [@"$""task.{Code(task.Kind)}"""] = [.. Tasks.Select(kind => $"task.{kind}")],
        ["""Act(countdown, "warning")"""] = ["clock.warning", "objection.warning"],
        ["""Act(countdown, "breached")"""] = ["clock.breached", "objection.breached"],
        ["""Expiring.Act(countdown, "recalculated")"""] = ["clock.recalculated", "objection.recalculated"],
        [@"late ? ""part.late"" : ""part.warning"""] = ["part.late", "part.warning"],
        ["SuperiorAsking.Act(request)"] = ["exchange.return", "exchange.extension"],
        ["asked.Act"] = ["letter.reply", "letter.strike-off"],
        ["act"] = ["letter.late", "instruction.late"],
        ["Act"] = ["reveal"],
        ["RelayAct"] = ["relay"],
    };

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_act_of_a_history_has_a_word(string language)
    {
        var written = Directory.EnumerateFiles(Repository.Path("Hotline.Cases"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Recorded(File.ReadAllText(file)).Select(act => (File: Path.GetFileName(file), Act: act))).ToList();
        var unknown = written.Where(row => !Plain().IsMatch(row.Act) && !Composed.ContainsKey(row.Act)).ToList();
        var acts = written.SelectMany(row => Plain().IsMatch(row.Act) ? [row.Act.Trim('"')] : Composed.GetValueOrDefault(row.Act, [])).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(unknown);
        Assert.Empty(Composed.Keys.Except(written.Select(row => row.Act), StringComparer.Ordinal));
        Assert.Equal(Keys(language, "historyAct"), acts.Select(Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_act_of_the_audit_trail_has_a_word(string language)
    {
        var acts = Named().Matches(File.ReadAllText(Repository.Path("Hotline.Cases", "Contacts", "AuditEntry.cs")))
            .Concat(Arm().Matches(File.ReadAllText(Repository.Path("Hotline.Cases", "Desks", "AuditDesk.cs")))).Select(found => Key(found.Groups["act"].Value));

        Assert.Equal(Keys(language, "auditAct"), acts.Order(StringComparer.Ordinal));
    }

    /// <summary>The second argument of each call of <c>Case.Record</c>.</summary>
    private static IEnumerable<string> Recorded(string source)
    {
        foreach (Match call in Call().Matches(source))
        {
            var place = call.Index + call.Length;
            _ = Argument(source, ref place);
            yield return Argument(source, ref place);
        }
    }

    /// <summary>What stands up to the next comma that is in no brackets and no text.</summary>
    private static string Argument(string source, ref int place)
    {
        var (begin, depth, text) = (place, 0, false);
        for (; text || depth > 0 || source[place] is not ','; place++)
        {
            if (source[place] == '"')
            {
                text = !text;
            }
            else if (!text)
            {
                depth += source[place] is '(' or '{' or '[' ? 1 : source[place] is ')' or '}' or ']' ? -1 : 0;
            }
        }

        return source[begin..place++].Trim();
    }

    /// <summary>As the desk looks it up.</summary>
    private static string Key(string act) => act.Replace('.', '-');

    private static IEnumerable<string> Keys(string language, string group)
    {
        var labels = File.ReadAllText(Repository.Path("Hotline.Desk", "src", "i18n", language, "labels.ts"));
        var begin = labels.IndexOf($"  {group}: {{", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"no words of {group}");
        var end = labels.IndexOf("\n  },", begin, StringComparison.Ordinal);
        return Entry().Matches(labels[begin..end]).Select(found => found.Groups["key"].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\.Record\(", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    [GeneratedRegex("^\"[a-z.-]+\"$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("const string \\w+ = \"(?<act>[a-z.-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex("AuditedAct\\.\\w+ => \"(?<act>[a-z.-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Arm();

    [GeneratedRegex("^    '?(?<key>[a-z-]+)'?: ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
