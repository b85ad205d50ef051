using Hotline.Cases.Notices;

namespace Hotline.Cases.Tests.Notices;

public sealed class OutboxNoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(7, 320)]
    [InlineData(8, 600)]
    [InlineData(5000, 600)]
    public void Pauses_double_up_to_ten_minutes(int attempts, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), OutboxNotice.Pause(attempts));

    [Fact]
    public void A_claim_holds_for_its_lease_and_no_longer()
    {
        var notice = OutboxNotice.Of(OutboxNotice.SurveyKind, Guid.NewGuid(), "20260302000001", new NoticeDoor(Medium.Sms, "13800000001"), "?", "1234", Now);
        Assert.True(notice.Claim(Now));
        Assert.False(notice.Claim(Now + OutboxNotice.Lease - TimeSpan.FromTicks(1)));
        Assert.True(notice.Claim(Now + OutboxNotice.Lease));
        Assert.Equal(2, notice.Attempts);
        notice.Accepted("id", Now);
        Assert.False(notice.Claim(Now + TimeSpan.FromDays(1)));
    }
}
