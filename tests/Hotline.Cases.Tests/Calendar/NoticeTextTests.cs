using System.Text.Json;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Calendar;

public sealed class NoticeTextTests(ITestOutputHelper output)
{
    private const string Notice = """
        国务院办公厅关于2026年
        部分节假日安排的通知
        国办发明电〔2025〕7号
        各省、自治区、直辖市人民政府：
        一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
        二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
        三、清明节：4月4日（周六）至6日（周一）放假，共3天。
        四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
        五、端午节：6月19日（周五）至21日（周日）放假，共3天。
        六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
        七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
        节假日期间，各地区、各部门要妥善安排好值班。
        """;

    [Fact]
    public void Reads_a_whole_notice_as_the_calendar_has_it()
    {
        var year = NoticeText.Read(Notice, "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm", out var errors);
        Assert.Empty(errors);
        var ours = Calendars.China.Published.Single(known => known.Year == 2026);
        Assert.Equal(ours.Notices, year!.Notices);
        Assert.Equal(ours.Days.OrderBy(day => day.Date), year.Days.OrderBy(day => day.Date));
        Assert.Contains("国办发明电〔2025〕7号", CalendarWriter.Write(year), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("国办发明电〔2025〕7号", "", "number")]
    [InlineData("2026年", "今年", "title")]
    [InlineData("放假，共3天", "休息", "no day off found for 清明节")]
    [InlineData("9月20日", "1月3日", "2026-01-03 is named twice")]
    public void Reports_what_it_cannot_read(string right, string wrong, string expected)
    {
        var year = NoticeText.Read(Notice.Replace("关于2026年\n", "关于2026年", StringComparison.Ordinal).Replace(right, wrong, StringComparison.Ordinal), null, out var errors);
        Assert.Null(year);
        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    // A sentence of each kind of wording since 2007; + off, - worked.
    [Theory]
    [InlineData(2019, "2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。", "+1230 +1231 +0101 -1229")]
    [InlineData(2014, "4月5日放假，4月7日（星期一）补休。", "+0405 +0407")]
    [InlineData(2019, "4月5日放假，与周末连休。", "+0405")]
    [InlineData(2025, "1月1日（周三）放假1天，不调休。", "+0101")]
    [InlineData(2015, "9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。", "+0903 +0904 +0905 -0906")]
    [InlineData(2008, "6月7日—9日放假，共3天。其中，6月7日（星期六）照常公休，6月8日（农历五月初五，端午节）为法定节假日，6月8日（星期日）公休日调至6月9日（星期一）。", "+0607 +0608 +0609")]
    [InlineData(2008, "9月29日—10月5日放假，共7天。9月27日（星期六）、9月28日（星期日）两个公休日调至9月29日（星期一）、30日（星期二）。", "+0929 +0930 +1001 +1002 +1003 +1004 +1005 -0927 -0928")]
    [InlineData(2007, "1月1日—3日放假，共3天。将2006年12月30日（星期六)、31日（星期日）两个公休日分别调至2007年1月2日、3日，2006年12月30日（星期六)、31日（星期日）上班。", "+0101 +0102 +0103 -1230 -1231")]
    public void Reads_every_wording(int year, string words, string days) => Assert.Equal(
        days,
        string.Join(' ', NoticeText.Festival(year, "节", words).Select(day => FormattableString.Invariant($"{(day.Off ? '+' : '-')}{day.Date:MMdd}"))));

    [Fact]
    public void Reads_the_corpus_of_notice_sentences()
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Corpus!, "holiday-cn", "scripts", "description_parsing_cases.json")));
        var read = 0;
        foreach (var given in cases.RootElement.EnumerateArray())
        {
            var expected = given.GetProperty("expected").EnumerateArray()
                .Select(day => (day.GetProperty("date").GetString(), day.GetProperty("isOffDay").GetBoolean())).Order();
            var words = given.GetProperty("description").GetString()!;
            var found = NoticeText.Festival(given.GetProperty("year").GetInt32(), "节", words)
                .Select(day => ((string?)FormattableString.Invariant($"{day.Date:yyyy-MM-dd}"), day.Off)).Order();
            Assert.True(expected.SequenceEqual(found), $"{words}: {string.Join(' ', found)}");
            read++;
        }

        output.WriteLine($"{read} sentences read");
        Assert.Equal(49, read);
    }
}
