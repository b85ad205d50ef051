using Hotline.Channels.Web;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Web;

public sealed class DraftShelfTests : IDisposable
{
    private static readonly byte[] Jpeg = [0xff, 0xd8, 0xff, 1];
    private static readonly Ticket Mine = new("00000000000000000000000000000001", "", "", default);
    private static readonly Ticket Yours = new("00000000000000000000000000000002", "", "", default);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Photographs_stay_with_their_form_in_order_and_once()
    {
        var shelf = Shelf();
        Assert.Empty(shelf.List(Mine));
        shelf.Keep(Mine, "../../b.jpg", Jpeg);
        shelf.Keep(Mine, "照片-1.jpg", [.. Jpeg, 2]);
        shelf.Keep(Mine, "again.jpg", Jpeg);
        shelf.Keep(Yours, "c.jpg", Jpeg);

        Assert.Equal(["b.jpg", "照片-1.jpg"], shelf.List(Mine).Select(photo => photo.Name));
        var opened = await DraftShelf.OpenAsync(shelf.List(Mine)[1], TestContext.Current.CancellationToken);
        Assert.Equal(("照片-1.jpg", "image/jpeg", 5), (opened.FileName, opened.MediaType, opened.Content.Length));
        shelf.Remove(Mine, shelf.List(Mine)[0].Hash);
        Assert.Equal(["照片-1.jpg"], shelf.List(Mine).Select(photo => photo.Name));
        Assert.Single(shelf.List(Yours));
    }

    [Fact]
    public void Forms_never_sent_are_forgotten_after_a_day_and_never_fill_the_disk()
    {
        var shelf = Shelf();
        Assert.True(shelf.Keep(Mine, new string('长', 200) + ".jpg", new byte[600]));
        Assert.False(shelf.Keep(Yours, "b.jpg", new byte[500]));
        Assert.EndsWith("长.jpg", shelf.List(Mine)[0].Name, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromHours(25));
        Assert.True(shelf.Keep(Yours, "b.jpg", new byte[500]));
        Assert.Empty(shelf.List(Mine));
    }

    public void Dispose() => folder.Dispose();

    private DraftShelf Shelf() => new(new WebFormOptions { DraftFolder = Path.Combine(folder.Path, "drafts"), MaxDraftBytes = 1000 }, time);
}
