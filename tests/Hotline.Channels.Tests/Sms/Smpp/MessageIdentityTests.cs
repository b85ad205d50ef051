using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Smpp;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sms.Smpp;

public sealed class MessageIdentityTests
{
    private readonly ManualTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 23, 59, 0, TimeSpan.Zero));
    private readonly MessageIdentity identity;

    public MessageIdentityTests() => identity = new MessageIdentity(clock);

    [Fact]
    public void What_comes_again_unacknowledged_is_the_same_also_after_midnight()
    {
        var first = Identify(Message("1"), link: 1);
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.EndsWith("-20261122", first, StringComparison.Ordinal);
        Assert.Equal(first, Identify(Message("1"), link: 1));
        Assert.Equal(first, Identify(Message("1"), link: 2));
    }

    [Fact]
    public void What_comes_again_on_another_link_is_the_same_even_if_acknowledged()
    {
        var first = Identify(Message("1"), link: 1);
        identity.Acknowledged(SmppDelivery.Fingerprint(Message("1")), link: 1);

        Assert.Equal(first, Identify(Message("1"), link: 2));
    }

    [Fact]
    public void What_comes_again_after_a_prompt_acknowledgement_on_the_same_link_was_written_again()
    {
        var first = Identify(Message("1"), link: 1);
        identity.Acknowledged(SmppDelivery.Fingerprint(Message("1")), link: 1);
        var second = Identify(Message("1"), link: 1);

        Assert.Equal(first + "-1", second);
        Assert.Equal(second, Identify(Message("1"), link: 1));
    }

    [Fact]
    public void After_a_slow_acknowledgement_it_is_taken_for_the_same()
    {
        var first = Identify(Message("1"), link: 1);
        clock.Advance(TimeSpan.FromSeconds(20));
        identity.Acknowledged(SmppDelivery.Fingerprint(Message("1")), link: 1);

        Assert.Equal(first, Identify(Message("1"), link: 1));
    }

    [Fact]
    public void Other_words_another_sender_or_another_extension_are_other_messages()
    {
        var ids = new[] { Message("1"), Message("2"), Message("1", from: "13800000002"), Message("1", to: "123450043") }
            .Select(message => Identify(message, link: 1));

        Assert.Equal(4, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Fields_do_not_flow_into_each_other() =>
        Assert.False(string.Equals(
            SmppDelivery.Fingerprint(Message("1", from: "12", to: "3")), SmppDelivery.Fingerprint(Message("1", from: "1", to: "23")), StringComparison.Ordinal));

    [Fact]
    public void The_name_the_centre_gives_stands_for_the_day_and_for_repeats()
    {
        var named = Message("1") with { Options = [new(OptionTag.ReceiptedMessageId, "abc\0"u8.ToArray())] };
        var first = Identify(named, link: 1);
        identity.Acknowledged(SmppDelivery.Fingerprint(named), link: 1);

        Assert.EndsWith("-abc", first, StringComparison.Ordinal);
        Assert.Equal(first, Identify(named, link: 1));
    }

    private string Identify(ShortMessage content, long link)
    {
        var delivery = SmppDelivery.Of(new DeliverSm { Content = content }, link, _ => Task.FromResult(true));
        return identity.Identify(delivery.Fingerprint, delivery.Name, link);
    }

    private static ShortMessage Message(string text, string from = "13800000001", string to = "123450042") => new()
    {
        Source = new SmppAddress(1, 1, from),
        Destination = new SmppAddress(1, 1, to),
        Octets = System.Text.Encoding.Latin1.GetBytes(text),
    };
}
