using System.Text.Json.Nodes;
using Hotline.Cases.Exchange;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Exchange;

public sealed class LetterBodyTests
{
    private static readonly string[] Examples = [.. File.ReadLines(Repository.Path("docs", "exchange.md")).Where(line => line.StartsWith("{\"name\":", StringComparison.Ordinal))];

    [Fact]
    public void The_page_has_a_true_example_of_each_letter()
    {
        var names = new List<string>();
        foreach (var example in Examples)
        {
            var letter = JsonNode.Parse(example)!;
            var name = letter["name"]!.GetValue<string>();
            var (body, fault) = LetterBody.Read(name, letter["body"]!.ToJsonString());
            Assert.Null(fault);
            Assert.True(JsonNode.DeepEquals(letter["body"], JsonNode.Parse(body!.Write())), $"{name}: {body.Write()}");
            names.Add(name);
        }

        Assert.Equal(LetterName.FromAbove.Union(LetterName.FromBelow).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(LetterName.Reply, """{"outcome":"solved"}""")]
    [InlineData(LetterName.Reply, """{"text":"好"}""")]
    [InlineData(LetterName.Reply, """{"text":"好","outcome":"splendid"}""")]
    [InlineData(LetterName.Reply, """{"text":"好","outcome":1}""")]
    [InlineData(LetterName.Case, """{"text":"路灯不亮"}""")]
    [InlineData(LetterName.Case, """{"number":"1","text":"路灯不亮","longitude":119}""")]
    [InlineData(LetterName.Case, """{"number":"1","text":"路灯不亮","longitude":1e400,"latitude":1}""")]
    [InlineData(LetterName.Case, """{"number":"1","text":"路灯不亮","files":[{"sha256":"../../etc/passwd","bytes":1,"mediaType":"image/png","name":"a"}]}""")]
    [InlineData(LetterName.Case, """{"number":"1","text":"路灯不亮","files":[null]}""")]
    [InlineData(LetterName.Limit, "{}")]
    [InlineData(LetterName.Decision, """{"of":"return/1"}""")]
    [InlineData(LetterName.Sign, "null")]
    [InlineData(LetterName.Sign, "[]")]
    [InlineData(LetterName.Sign, "")]
    [InlineData(LetterName.Sign, """{"by":""")]
    public void What_is_no_such_letter_is_said_to_be_none(string name, string body) => Assert.NotNull(LetterBody.Read(name, body).Fault);

    [Fact]
    public void What_is_too_long_is_refused_and_what_we_say_is_cut_between_characters()
    {
        Assert.NotNull(LetterBody.Read(LetterName.Progress, new LetterBody { Text = new string('灯', 4001) }.Write()).Fault);
        Assert.NotNull(LetterBody.Read(LetterName.Progress, new LetterBody { Text = "灯", By = new string('灯', 501) }.Write()).Fault);
        Assert.Null(LetterBody.Read(LetterName.Progress, new LetterBody { Text = new string('灯', 4000) }.Write()).Fault);
        var cut = LetterBody.Cut(string.Concat(Enumerable.Repeat("😀", 300)), 500)!;
        Assert.True(cut.Length <= 500 && !char.IsHighSurrogate(cut[^2]));
    }

    [Fact]
    public void What_a_later_installation_says_besides_is_passed_over() =>
        Assert.Equal("好", LetterBody.Read(LetterName.Progress, """{"text":"好","mood":{"colour":"blue"}}""").Body!.Text);

    [Fact]
    public void Pauses_grow_to_five_minutes_and_no_further()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], Enumerable.Range(1, 11).Select(attempts => SentLetter.Pause(attempts).TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(5), SentLetter.Pause(100_000));
    }
}
