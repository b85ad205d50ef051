using Hotline.Cases.Supervision;
using Hotline.Cases.Tests.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Supervision;

public sealed class SupervisionPageTests
{
    [Fact]
    public async Task The_page_in_the_docs_is_what_the_policies_say() =>
        Assert.True(
            await File.ReadAllTextAsync(Repository.Path("docs", "supervision.md"), TestContext.Current.CancellationToken) == SupervisionPage.Write(Regulations.All),
            "docs/supervision.md is not what the policies say; renew it with: ./hotline policy supervision > docs/supervision.md");
}
