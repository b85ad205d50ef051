using Hotline.Cases;
using Hotline.Host.Access;

namespace Hotline.Host.Tests.Access;

public sealed class RightsTableTests
{
    [Fact]
    public void Every_right_has_somebody_who_holds_it() =>
        Assert.All(Enum.GetValues<Right>(), right => Assert.NotEmpty(RightsTable.Holders(right)));

    [Fact]
    public void An_administrator_reads_no_citizen() => Assert.All(
        [Right.ReadContacts, Right.ReadCases, Right.HearRecordings, Right.ReadNotices, Right.WorkTasks],
        right => Assert.DoesNotContain(Role.Admin, RightsTable.Holders(right)));

    [Fact]
    public void A_handler_hears_no_recording_and_reads_no_contact() => Assert.All(
        [Right.ReadContacts, Right.HearRecordings, Right.ReadNotices, Right.WatchSwitchboard, Right.ReadAudit],
        right => Assert.DoesNotContain(Role.Handler, RightsTable.Holders(right)));
}
