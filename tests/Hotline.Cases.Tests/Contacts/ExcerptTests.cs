using System.Globalization;
using Hotline.Cases.Contacts;

namespace Hotline.Cases.Tests.Contacts;

public sealed class ExcerptTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Theory]
    [InlineData("路灯不亮", "路灯不亮")]
    [InlineData("幸福路十二号门前的路灯", "幸福路十二号门…")]
    [InlineData("幸福路十二号的𠮷野家", "幸福路十二号的…")]
    [InlineData("门前👨‍👩‍👧‍👦", "门前…")]
    [InlineData("门前路灯不cafe\u0301", "门前路灯不ca…")]
    [InlineData("门前路灯不亮e\u0301e\u0301", "门前路灯不亮…")]
    [InlineData("门前路灯不🇨🇳🇨🇳", "门前路灯不…")]
    public void A_text_of_more_than_eight_units_ends_with_a_whole_character(string text, string shown) =>
        Assert.Equal(shown, Excerpt.Of(text, 8));

    [Fact]
    public void A_single_character_longer_than_the_room_is_cut_between_code_points()
    {
        Assert.Equal("👨\u200d…", Excerpt.Of(Family, 4));
        Assert.Equal("👨\u200d…", Excerpt.Of(Family, 5));
        Assert.Equal(20, Excerpt.Of("e" + new string('\u0301', 500), 20).Length);
    }

    [Fact]
    public void At_every_length_whole_characters_are_kept_and_as_many_as_fit()
    {
        var text = string.Concat(Enumerable.Repeat("路" + Family + "𠮷e\u0301🇨🇳\r\n", 6));
        var ends = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
        for (var longest = Family.Length + 2; longest <= text.Length + 1; longest++)
        {
            var shown = Excerpt.Of(text, longest);
            Assert.True(shown.Length <= longest);
            var kept = shown.Length == text.Length ? text.Length : shown.Length - 1;
            Assert.StartsWith(text[..kept], shown, StringComparison.Ordinal);
            Assert.Contains(kept, ends);
            Assert.Equal(longest >= text.Length ? text.Length : ends.Where(end => end < longest).Max(), kept);
        }
    }

    [Theory]
    [InlineData("幸福路十二号门前的路灯", "幸福路十二号门前")]
    [InlineData("幸福路十二号的𠮷", "幸福路十二号的")]
    [InlineData("门前路灯不亮", "门前路灯不亮")]
    public void What_is_kept_without_a_mark_ends_with_a_whole_character(string text, string kept) =>
        Assert.Equal(kept, Excerpt.Kept(text, 8));
}
