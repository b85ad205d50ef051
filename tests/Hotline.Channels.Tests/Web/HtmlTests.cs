using Hotline.Channels.Web;

namespace Hotline.Channels.Tests.Web;

public sealed class HtmlTests
{
    [Fact]
    public void Texts_are_escaped_markup_and_lists_of_it_are_not()
    {
        const string evil = "<script>'\"&";
        var inner = Html.Of($"<b>{evil}</b>");

        Assert.Equal("<b>&lt;script&gt;&#x27;&quot;&amp;</b>", inner.Markup);
        Assert.Equal("<p title=\"路灯\">&lt;script&gt;&#x27;&quot;&amp;3<b>&lt;script&gt;&#x27;&quot;&amp;</b></p>", Html.Of($"<p title=\"{"路灯"}\">{evil}{3}{new[] { inner }}</p>").Markup);
    }
}
