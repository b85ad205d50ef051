using Hotline.Cases.Contacts;

namespace Hotline.Cases.Tests.Contacts;

public sealed class ContactTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly ContactReceived Call =
        new() { Medium = Medium.Phone, ExternalId = "c1", Number = "13800000001", CalledNumber = "12345", ArrivedAt = Now };

    [Fact]
    public void A_call_reaches_us_when_an_agent_answers_and_a_message_when_it_arrives()
    {
        Assert.Null(Contact.From(Call, Now).ReachedAt);
        Assert.Equal(Now.AddSeconds(7), Contact.From(Call with { AnsweredAt = Now.AddSeconds(7) }, Now).ReachedAt);
        Assert.Equal(Now, Contact.From(Call with { Medium = Medium.Sms }, Now).ReachedAt);
    }

    [Fact]
    public void What_was_known_stays_and_times_are_kept_in_UTC()
    {
        var contact = Contact.From(Call with { AgentId = "8001", AnsweredAt = Now.ToOffset(TimeSpan.FromHours(8)) }, Now);
        contact.Add(Call with { AgentId = "8002", EndedAt = Now.AddMinutes(1), Ending = ContactEnding.CallerHungUp });
        Assert.Equal(("8001", (DateTimeOffset?)Now, TimeSpan.Zero), (contact.AgentId, contact.AnsweredAt, contact.AnsweredAt!.Value.Offset));
        Assert.Equal((ContactEnding.CallerHungUp, Now.AddMinutes(1)), (contact.Ending, contact.EndedAt!.Value));
    }

    [Fact]
    public void A_stranger_cannot_make_us_keep_a_novel_as_a_number()
    {
        var contact = Contact.From(Call with { Number = new string('1', 5000), CalledNumber = new string('2', 5000) }, Now);
        Assert.Equal((64, 64, 64), (contact.Number.Length, contact.NumberKey.Length, contact.CalledNumber.Length));
        Assert.Throws<ArgumentException>(() => Contact.From(Call with { ExternalId = new string('x', 101) }, Now));
        Assert.Throws<ArgumentException>(() => Contact.From(Call with { ExternalId = "" }, Now));
    }
}
