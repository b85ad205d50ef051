using Hotline.Channels.Sms;

namespace Hotline.Channels.Tests.Sms;

public sealed class LongTextsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly LongTexts texts = new(capacity: 2, TimeSpan.FromMinutes(15));
    private readonly List<LongText> displaced = [];

    [Fact]
    public void Parts_of_two_senders_stay_apart()
    {
        Add("a", 1, 2, 1, "one ");
        Add("b", 1, 2, 1, "uno ");
        var whole = Add("a", 1, 2, 2, "two");

        Assert.True(whole.IsComplete);
        Assert.Equal("one two", whole.Text);
    }

    [Fact]
    public void What_never_came_is_marked_after_the_expiry()
    {
        Add("a", 1, 3, 1, "one ");
        Add("a", 1, 3, 3, " three");

        Assert.Equal(Start.AddMinutes(15), texts.NextExpiry);
        Assert.Empty(texts.Expire(Start.AddMinutes(14)));
        var expired = Assert.Single(texts.Expire(Start.AddMinutes(15)));
        Assert.Equal("one […] three", expired.Text);
        Assert.Equal("one | three", string.Join('|', expired.Fingerprints));
        Assert.Null(texts.NextExpiry);
    }

    [Fact]
    public void The_oldest_gives_way_when_there_are_too_many()
    {
        Add("a", 1, 2, 1, "one");
        Add("b", 1, 2, 1, "uno");
        Add("c", 1, 2, 1, "eins");

        Assert.Equal("a", Assert.Single(displaced).Key.From);
    }

    [Fact]
    public void Another_part_in_the_same_place_begins_a_new_text()
    {
        Add("a", 1, 2, 1, "one");
        var second = Add("a", 1, 2, 1, "other");

        Assert.Equal("one[…]", Assert.Single(displaced).Text);
        Assert.Equal("other[…]", second.Text);
        Assert.Single(texts.Expire(Start.AddMinutes(15)));
    }

    [Fact]
    public void The_same_part_again_changes_nothing()
    {
        var first = Add("a", 1, 2, 1, "one");

        Assert.Same(first, Add("a", 1, 2, 1, "one"));
        Assert.Empty(displaced);
    }

    private LongText Add(string from, int reference, int total, int number, string text) =>
        texts.Add(new LongTextKey(from, "12345", reference, total), number, text, fingerprint: text, Start, displaced);
}
