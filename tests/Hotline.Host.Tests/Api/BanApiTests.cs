using System.Net;
using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests.Api;

public sealed class BanApiTests : IAsyncLifetime
{
    private readonly FakeBanDesk desk = new();
    private readonly TestProduct product;

    public BanApiTests() => product = new TestProduct { Adjust = services => services.Replace(ServiceDescriptor.Singleton<IBanDesk>(desk)) };

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task An_administrator_sees_bans_and_lifts_them_and_nobody_else_does()
    {
        using var admin = await product.SignInAsync("admin");
        using var supervisor = await product.SignInAsync("supervisor");

        var ban = Assert.Single((await admin.GetAsync("/api/bans")).EnumerateArray());
        Assert.Equal(("192.0.2.7", 10), (ban.Text("address"), ban.GetProperty("failures").GetInt32()));
        await supervisor.GetAsync("/api/bans", HttpStatusCode.Forbidden);
        await supervisor.DeleteAsync("/api/bans/192.0.2.7", HttpStatusCode.Forbidden);

        await admin.DeleteAsync("/api/bans/not-an-address", HttpStatusCode.BadRequest);
        await admin.DeleteAsync("/api/bans/192.0.2.8", HttpStatusCode.NotFound);
        await admin.DeleteAsync("/api/bans/192.0.2.7", HttpStatusCode.NoContent);
        Assert.Empty((await admin.GetAsync("/api/bans")).EnumerateArray());
        var entry = Assert.Single((await admin.GetAsync("/api/audit")).List("items"));
        Assert.Equal(("ban.lift", "192.0.2.7"), (entry.Text("act"), entry.Text("subject")));
    }

    private sealed class FakeBanDesk : IBanDesk
    {
        private readonly List<BannedAddress> bans = [new(IPAddress.Parse("192.0.2.7"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), 10)];

        public IReadOnlyList<BannedAddress> Bans => bans;

        public bool Lift(IPAddress address) => bans.RemoveAll(ban => ban.Address.Equals(address)) > 0;
    }
}
