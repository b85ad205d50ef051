using Hotline.Channels.Web;

namespace Hotline.Channels.Tests.Web;

public sealed class QueryCodeTests
{
    [Fact]
    public void A_code_reads_as_it_is_shown_and_as_people_type_it()
    {
        var code = QueryCode.Draw();

        Assert.Matches("^[0-9]{12}$", code);
        Assert.Equal(code, QueryCode.Read(QueryCode.Show(code)));
        Assert.Equal(code, QueryCode.Read($" {QueryCode.Show(code).ToLowerInvariant().Replace('-', ' ')} "));
        Assert.NotEqual(QueryCode.Draw(), QueryCode.Draw());
    }

    [Theory]
    [InlineData("oil0-OIL0-0000", "011001100000")]
    [InlineData("ＡＢＣＤ－１２３４－５６７８", "ABCD12345678")]
    [InlineData("ABCD-1234-567U", null)]
    [InlineData("ABCD-1234-567", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void What_is_easily_taken_for_another_is_that_other(string? typed, string? code) => Assert.Equal(code, QueryCode.Read(typed));

    [Fact]
    public void A_code_keyed_in_on_a_telephone_is_the_one_on_the_page()
    {
        Assert.Equal(QueryCode.Address("482109375561"), new ReportCodes().AddressOf("482109375561"));
        Assert.Null(new ReportCodes().AddressOf("48210937556"));
        Assert.Null(new ReportCodes().AddressOf(null));
    }

    [Fact]
    public void Addresses_tell_codes_apart_and_do_not_hold_them()
    {
        Assert.NotEqual(QueryCode.Address("000000000000"), QueryCode.Address("000000000001"));
        Assert.Matches("^[0-9a-f]{32}$", QueryCode.Address("000000000000"));
    }
}
