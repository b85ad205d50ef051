using Hotline.Cases.Storage;

namespace Hotline.Cases.Tests.Storage;

public sealed class WordPairsTests
{
    [Theory]
    [InlineData("路灯不亮", "\"路灯 灯不 不亮\"")]
    [InlineData("路灯　不亮", "\"路灯\" \"不亮\"")]
    [InlineData("灯", "\"灯\"*")]
    [InlineData("ＡＢ12", "\"ab b1 12\"")]
    [InlineData("路\u200F灯", "\"路灯\"")]
    [InlineData("路\0灯", "\"路\"* \"灯\"*")]
    [InlineData("\u0001 \t", null)]
    [InlineData("👨‍👩‍👧", "\"👨👩 👩👧\"")]
    public void What_is_looked_for_becomes_phrases(string words, string? phrases) => Assert.Equal(phrases, WordPairs.Phrases(words));

    [Fact]
    public void Signs_are_looked_for_as_they_stand()
    {
        var phrases = WordPairs.Phrases("100%_\"OR*")!;
        Assert.Equal(2, phrases.Count(letter => letter == '"'));
        Assert.DoesNotContain('%', phrases);
        Assert.StartsWith("\"10 00 0", phrases, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_character_begins_a_token_and_no_phrase_crosses_a_gap()
    {
        var tokens = WordPairs.Index("路灯", "亮").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["路灯", "灯", "亮"], tokens.Where(token => token[0] < '\uE000'));
        Assert.Equal(5, tokens.Length);
    }

    [Fact]
    public void Halves_of_characters_do_no_harm()
    {
        Assert.Equal("\"a\uFFFD\"", WordPairs.Phrases("a\uD800"));
        Assert.NotEmpty(WordPairs.Index("\uDC00坏"));
    }

    [Fact]
    public void A_query_of_a_book_is_cut() => Assert.True(WordPairs.Phrases(new string('路', 100_000))!.Length < 400);
}
