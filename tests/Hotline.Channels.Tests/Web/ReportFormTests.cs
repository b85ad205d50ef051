using Hotline.Channels.Web;

namespace Hotline.Channels.Tests.Web;

public sealed class ReportFormTests
{
    private static readonly Ticket Ticket = new("k", "000000000000", "b", default);

    [Fact]
    public void A_form_that_says_what_the_matter_is_suffices()
    {
        Assert.Empty(new ReportForm { What = "路灯不亮" }.Check(WebTexts.Chinese));
        Assert.Equal([ReportField.What], Faults(new ReportForm()));
    }

    [Theory]
    [InlineData("25.4", "", false)]
    [InlineData("", "119", false)]
    [InlineData("91", "119", false)]
    [InlineData("NaN", "119", false)]
    [InlineData("1e1", "119", false)]
    [InlineData("-25.4", " 119.01 ", true)]
    public void A_point_has_both_coordinates(string latitude, string longitude, bool good) =>
        Assert.Equal(good ? [] : [ReportField.Point], Faults(new ReportForm { What = "x", Latitude = latitude, Longitude = longitude }));

    [Theory]
    [InlineData("13800000001", true)]
    [InlineData("+86 (594) 359-0000", true)]
    [InlineData("1234", false)]
    [InlineData("打我手机13800000001", false)]
    public void A_phone_number_looks_like_one(string phone, bool good) => Assert.Equal(good ? [] : [ReportField.Phone], Faults(new ReportForm { What = "x", Phone = phone }));

    [Fact]
    public void Every_limit_is_named_in_both_languages()
    {
        var form = new ReportForm { What = new string('x', 4001), Place = new string('x', 151), Name = new string('x', 51) };
        foreach (var texts in new[] { WebTexts.Chinese, WebTexts.English })
        {
            Assert.Equal(["4000", "150", "50"], form.Check(texts).Select(fault => string.Concat(fault.Words.Where(char.IsAsciiDigit))));
        }
    }

    [Fact]
    public void The_id_comes_of_the_ticket_and_of_all_that_is_said()
    {
        var form = new ReportForm { What = "x", Place = "y" };
        var photo = new DraftPhoto("", 0, "hash", "a.jpg", 1);
        string Id(ReportForm said, params DraftPhoto[] photos) => said.ToMessage(Ticket, photos, [], default).ExternalId;

        Assert.Equal(Id(form), Id(form with { }));
        Assert.Equal(6, new[] { Id(form), Id(form with { What = "xy", Place = "" }), Id(form with { Confidential = true }), Id(form with { Phone = "12345" }), Id(form, photo), Id(form with { Class = "01" }) }.Distinct().Count());
    }

    [Fact]
    public void What_a_form_may_not_say_is_taken_for_nothing()
    {
        var form = ReportForm.Read(new Dictionary<string, string> { ["what"] = " a\r\nb ", ["kind"] = "petition" });

        Assert.Equal(("a\nb", "complaint"), (form.What, form.Kind));
    }

    private static IEnumerable<ReportField> Faults(ReportForm form) => form.Check(WebTexts.English).Select(fault => fault.Field);
}
