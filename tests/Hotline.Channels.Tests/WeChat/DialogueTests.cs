using Hotline.Channels.WeChat;

namespace Hotline.Channels.Tests.WeChat;

public sealed class DialogueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private int messages;

    [Fact]
    public void A_guided_report_asks_what_where_photos_and_phone()
    {
        var talk = Say(new Talk(), "反映").Next;
        talk = Say(talk, "路灯不亮").Next;
        Assert.Equal(TalkStep.Where, talk.Step);
        talk = Next(talk, Event("location", ("Label", "人民路18号"), ("Location_X", "31.2"), ("Location_Y", "121.4"))).Next;
        talk = Next(talk, Event("image", ("MediaId", "m1"))).Next;
        talk = Next(talk, Event("voice", ("MediaId", "m2"), ("Recognition", "已经三天了"))).Next;
        talk = Say(talk, "完成").Next;
        Assert.Equal(TalkStep.Phone, talk.Step);
        var turn = Say(talk, "13800000001");

        var submit = Assert.IsType<TalkDeed.Submit>(turn.Deed);
        Assert.Equal(("路灯不亮\n已经三天了", "人民路18号（31.2,121.4）", "13800000001"), (submit.Text, submit.Place, submit.Phone));
        Assert.Equal(["m1", "m2"], submit.Media.Select(media => media.MediaId));
        Assert.Equal(TalkStep.Idle, turn.Next.Step);
    }

    [Fact]
    public void Whoever_is_linked_is_not_asked_for_a_phone()
    {
        var talk = Say(Say(Say(new Talk(), "反映").Next, "路灯不亮").Next, "跳过").Next;
        var submit = Assert.IsType<TalkDeed.Submit>(Next(talk, Text("完成"), "13900000001").Deed);
        Assert.Equal((null, "13900000001"), (submit.Place, submit.Phone));
    }

    [Fact]
    public void Whatever_is_sent_in_whatever_order_is_in_the_report()
    {
        var talk = Next(new Talk(), Event("image", ("MediaId", "m1"))).Next;
        Assert.True(talk.IsDraft);
        talk = Say(talk, "井盖没了").Next;
        talk = Next(talk, Event("image", ("MediaId", "m2"))).Next;
        talk = Say(talk, "小学门口").Next;
        talk = Say(talk, "很危险").Next;
        talk = Say(talk, "完成").Next;
        talk = Say(talk, "不想留").Next;
        talk = Next(talk, Event("image", ("MediaId", "m3"))).Next;

        var submit = Assert.IsType<TalkDeed.Submit>(Dialogue.Expire(talk, null).Deed);
        Assert.Equal("（图片）\n井盖没了\n很危险\n不想留", submit.Text);
        Assert.Equal(("小学门口", 3), (submit.Place, submit.Media.Count));
    }

    [Theory]
    [InlineData("催办20261122000001", typeof(TalkDeed.Urge))]
    [InlineData("补充 20261122000001 又坏了", typeof(TalkDeed.Supplement))]
    [InlineData("我的工单", typeof(TalkDeed.ListCases))]
    [InlineData("查进度", typeof(TalkDeed.ListCases))]
    [InlineData("评价", typeof(TalkDeed.ListCases))]
    [InlineData("我有异议", typeof(TalkDeed.AskObjection))]
    [InlineData("异议：没有修", typeof(TalkDeed.AskObjection))]
    [InlineData("异议20261122000001", typeof(TalkDeed.AskObjection))]
    [InlineData("异议 20261122000001 没有修", typeof(TalkDeed.Object))]
    [InlineData("解绑", typeof(TalkDeed.Unlink))]
    [InlineData("绑定１３８００００００００", typeof(TalkDeed.SendCode))]
    [InlineData("1", typeof(TalkDeed.Hear))]
    [InlineData("楼下太吵了", typeof(TalkDeed.Hear))]
    public void Commands_lead_to_their_deeds(string words, Type deed) => Assert.IsType(deed, Say(new Talk(), words).Deed);

    [Fact]
    public void An_objection_asks_for_its_case_and_its_reason_and_can_be_left()
    {
        var asked = Next(new Talk(), Event("event", ("Event", "CLICK"), ("EventKey", "OBJECT"))).Next;
        Assert.Equal(TalkStep.Objection, asked.Step);
        var said = Assert.IsType<TalkDeed.Object>(Say(asked with { ObjectTo = "20261122000001" }, "没有修好").Deed);
        Assert.Equal(("20261122000001", "没有修好"), (said.CaseNumber, said.Why));
        said = Assert.IsType<TalkDeed.Object>(Say(asked, "20261122000002，没有修好").Deed);
        Assert.Equal(("20261122000002", "没有修好"), (said.CaseNumber, said.Why));
        Assert.Equal(new TalkDeed.AskObjection(null, "没有修好"), Say(asked, "没有修好").Deed);
        Assert.Equal(TalkStep.Idle, Say(asked, "取消").Next.Step);

        // A report that was begun is not lost by it.
        var draft = Say(Say(new Talk(), "反映").Next, "路灯不亮").Next;
        Assert.Equal((null, draft), (Say(draft, "我有异议").Deed, Say(draft, "我有异议").Next));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("３")]
    [InlineData("20261122000001 1")]
    [InlineData("差")]
    [InlineData("👎👎👎")]
    public void A_bare_digit_is_no_reason_of_an_objection_and_it_is_asked_for_again(string said)
    {
        var awaited = new Talk { Step = TalkStep.Objection, ObjectTo = "20261122000001" };
        var turn = Say(awaited, said);
        Assert.Equal((new TalkDeed.AskObjection("20261122000001", null), awaited), (turn.Deed, turn.Next));
        Assert.Equal("异议理由太短。", turn.Text);
        Assert.Equal(new TalkDeed.Object("20261122000001", "没修"), Say(turn.Next, "没修").Deed);
    }

    [Theory]
    [InlineData("video")]
    [InlineData("shortvideo")]
    [InlineData("voice")]
    public void A_film_or_a_voice_begins_a_report_and_is_fetched_with_it(string type)
    {
        var talk = Next(new Talk(), Event(type, ("MediaId", "m1"))).Next;
        Assert.Equal((TalkStep.What, true), (talk.Step, talk.IsDraft));
        Assert.Equal(new TalkMedia("1", "m1", type), Assert.Single(Assert.IsType<TalkDeed.Submit>(Dialogue.Expire(talk, null).Deed).Media));
    }

    [Fact]
    public void A_link_is_told_with_its_heading()
    {
        var talk = Say(new Talk(), "反映").Next;
        talk = Next(talk, Event("link", ("Title", "路灯新闻"), ("Url", "https://city.example/1"))).Next;
        Assert.Equal(["路灯新闻 https://city.example/1"], talk.What);
    }

    [Theory]
    [InlineData("投诉", "complaint")]
    [InlineData("举报", "report")]
    [InlineData("求助", "help")]
    [InlineData("建议", "suggestion")]
    [InlineData("反映", null)]
    public void The_word_that_begins_a_report_is_its_kind(string word, string? kind)
    {
        var talk = Say(Say(Say(Say(new Talk(), word).Next, "路灯不亮").Next, "跳过").Next, "完成").Next;
        Assert.Equal(kind, Assert.IsType<TalkDeed.Submit>(Say(talk, "跳过").Deed).Kind);
    }

    [Theory]
    [InlineData("居住证怎么办理", true)]
    [InlineData("明天还停水吗", true)]
    [InlineData("居住证？", true)]
    [InlineData("楼下太吵了", false)]
    [InlineData("１", false)]
    [InlineData("？", false)]
    public void What_asks_is_told_from_what_tells(string words, bool asks) => Assert.Equal(new TalkDeed.Hear(words, asks), Say(new Talk(), words).Deed);

    [Fact]
    public void Whoever_wants_to_ask_is_heard_as_asking()
    {
        var talk = Say(new Talk(), "咨询").Next;
        Assert.Equal(TalkStep.Question, talk.Step);
        Assert.Equal(talk, Next(new Talk(), Event("event", ("Event", "CLICK"), ("EventKey", "ASK"))).Next);
        Assert.Equal(new TalkDeed.Hear("居住证", true), Say(talk, "居住证").Deed);
    }

    [Fact]
    public void A_question_that_the_article_did_not_settle_is_a_report()
    {
        var talk = Say(new Talk { Asked = "居住证怎么办理" }, "未解决").Next;
        Assert.Equal((TalkStep.Where, "consultation"), (talk.Step, talk.Kind));
        Assert.Equal(["居住证怎么办理"], talk.What);
        Assert.Equal(TalkStep.What, Say(new Talk(), "转人工").Next.Step);
        Assert.Null(Say(new Talk { Asked = "居住证怎么办理" }, "已解决").Deed);
    }

    [Theory]
    [InlineData("subscribe", "", true)]
    [InlineData("unsubscribe", "", false)]
    [InlineData("SCAN", "scene", true)]
    [InlineData("CLICK", "REPORT", true)]
    [InlineData("CLICK", "BIND", true)]
    [InlineData("VIEW", "https://example.org", false)]
    [InlineData("LOCATION", "", false)]
    [InlineData("TEMPLATESENDJOBFINISH", "", false)]
    [InlineData("scancode_waitmsg", "k", true)]
    public void Events_are_answered_where_there_is_something_to_say(string name, string key, bool answered) =>
        Assert.Equal(answered, Next(new Talk(), Event("event", ("Event", name), ("EventKey", key))).Text is not null);

    [Fact]
    public void A_code_links_the_phone_it_was_sent_to_and_wrong_ones_run_out()
    {
        var asked = Next(new Talk(), Text("绑定13800000001"), code: "123456");
        Assert.Equal(new TalkDeed.SendCode("13800000001", "123456"), asked.Deed);
        Assert.DoesNotContain("123456", System.Text.Json.JsonSerializer.Serialize(asked.Next), StringComparison.Ordinal);
        Assert.Equal(new TalkDeed.Link("13800000001"), Say(asked.Next, "１２３４５６").Deed);
        Assert.Null(Next(asked.Next, Text("123456"), now: Now.AddMinutes(11)).Deed);

        var talk = asked.Next;
        for (var guess = 0; guess < 5; guess++)
        {
            var turn = Say(talk, "000000");
            Assert.Null(turn.Deed);
            talk = turn.Next;
        }

        Assert.Null(Say(talk, "123456").Deed);
    }

    [Fact]
    public void No_more_than_five_codes_leave_in_a_day()
    {
        var talk = new Talk();
        for (var time = 0; time < 5; time++)
        {
            var turn = Say(talk, "绑定13800000001");
            Assert.IsType<TalkDeed.SendCode>(turn.Deed);
            talk = turn.Next.Idle();
        }

        Assert.Null(Say(talk, "绑定13800000002").Deed);
        Assert.NotNull(Next(talk, Text("绑定13800000002"), now: Now.AddDays(1)).Deed);
    }

    private TalkTurn Say(Talk talk, string words) => Next(talk, Text(words));

    private static TalkTurn Next(Talk talk, WeChatEvent said, string? phone = null, string code = "123456", DateTimeOffset? now = null) =>
        Dialogue.Next(talk, said, phone, code, now ?? Now);

    private WeChatEvent Text(string words) => Event("text", ("Content", words));

    private WeChatEvent Event(string type, params (string Name, string Value)[] fields) => new(
        fields.Append(("MsgType", type)).Append(("FromUserName", "o1")).Append(("MsgId", $"{++messages}")).ToDictionary(field => field.Item1, field => field.Item2));
}
