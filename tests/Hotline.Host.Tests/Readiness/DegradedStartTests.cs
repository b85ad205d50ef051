using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Hotline.Host.Commands;
using Hotline.Host.Readiness;
using Hotline.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Readiness;

/// <summary>The product starts though its database or its policies are away, says so, and takes them up again.</summary>
public sealed class DegradedStartTests : IDisposable
{
    private readonly TemporaryFolder data = new();

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_product_that_knows_its_people_starts_without_its_database_and_takes_it_up_when_it_is_back(bool locked)
    {
        await StartOnceAsync();
        var back = locked ? await LockAsync() : TakeAway();
        var product = new TestProduct { Folder = data.Path };
        await product.InitializeAsync();
        await using (product)
        {
            using var agent = await product.SignInAsync("agent1");
            var health = await agent.GetAsync("/health");
            Assert.Equal(("degraded", "database"), (health.Text("status"), Assert.Single(health.List("missing")).Text("part")));
            await agent.PostAsync("/api/switchboard/ready", null, HttpStatusCode.NoContent);
            Assert.Contains("ready 8001", product.Switchboard.Asked);

            var (status, problem) = await agent.AskAsync(HttpMethod.Get, "/api/contacts");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "database-unavailable"), (status, problem.Text("code")));
            var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "13800000001");
            await Assert.ThrowsAnyAsync<DbException>(() => product.ReportAsync(call.Ended));

            await back();
            await UntilAsync(agent, answer => answer.Text("status") == "ready" && answer.List("missing").Length == 0);
            await product.ReportAsync(call.Ended);
            Assert.Single((await agent.GetAsync("/api/contacts?number=13800000001")).List("items"));
        }
    }

    [Fact]
    public async Task Who_was_disabled_after_the_copy_is_out_with_their_telephone_when_the_database_is_back()
    {
        await StartOnceAsync();
        var copy = await File.ReadAllBytesAsync(data.File("staff.copy"), TestContext.Current.CancellationToken);
        using var said = new StringWriter();
        Assert.Equal(0, await StaffCommand.ExecuteAsync(new Invocation { Command = "staff", Settings = Settings(), Words = ["disable", "agent1", "离职"] }, said));
        SqliteConnection.ClearAllPools();
        await File.WriteAllBytesAsync(data.File("staff.copy"), copy, TestContext.Current.CancellationToken);
        var back = TakeAway();
        var product = new TestProduct { Folder = data.Path };
        await product.InitializeAsync();
        await using (product)
        {
            using var agent = await product.SignInAsync("agent1");
            await using var screen = await LiveScreen.OpenAsync(agent);
            using var stranger = product.Stranger();
            Assert.DoesNotContain("accounts", product.Switchboard.Asked);

            await back();
            await UntilAsync(stranger, answer => answer.Text("status") == "ready");
            await screen.BrokenOffAsync(); // the last that happens; the database answers before the accounts are taken over
            Assert.Contains("accounts", product.Switchboard.Asked);
            Assert.Equal("signed-out", (await agent.GetAsync("/api/session", HttpStatusCode.Unauthorized)).Text("code"));
            Assert.NotNull(product.Services.GetRequiredService<StaffCopy>().Read()!.Single(account => account.UserName == "agent1").Disabled);
        }
    }

    [Fact]
    public async Task A_first_start_without_a_database_is_refused()
    {
        Directory.CreateDirectory(data.File("hotline.db"));
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => RunningProduct.StartAsync(Settings()));
        Assert.Contains("the database cannot be opened", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_whose_policy_folder_is_gone_goes_by_those_of_the_last_start()
    {
        using var policies = new TemporaryFolder();
        Copy(Repository.Path("policies"), policies.Path);
        var named = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Policies"] = policies.Path };
        await StartOnceAsync(named);
        Directory.Delete(policies.Path, recursive: true);

        var product = new TestProduct { Folder = data.Path, Settings = named };
        await product.InitializeAsync();
        await using (product)
        {
            using var leader = await product.SignInAsync("leader");
            var health = await leader.GetAsync("/health");
            Assert.Equal(("degraded", "policies"), (health.Text("status"), Assert.Single(health.List("missing")).Text("part")));
            Assert.Equal(["default", "consumer", "environment"], (await leader.GetAsync("/api/call-flows")).List("profiles").Select(profile => profile.Text("name")));
            await leader.GetAsync("/api/cases");
            Directory.CreateDirectory(policies.Path);
        }

        Copy(Repository.Path("policies"), policies.Path);
        var next = new TestProduct { Folder = data.Path, Settings = named };
        await next.InitializeAsync();
        await using (next)
        {
            using var stranger = next.Stranger();
            Assert.Equal("ready", (await stranger.GetAsync("/health")).Text("status"));
        }
    }

    private async Task StartOnceAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var product = new TestProduct { Folder = data.Path, Settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal) };
        await product.InitializeAsync();
        await product.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private async Task<Func<Task>> LockAsync()
    {
        var holder = new SqliteConnection($"Data Source={data.File("hotline.db")};Pooling=False");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = holder.CreateCommand();
        command.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE Held (Id INTEGER)";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return () => holder.DisposeAsync().AsTask();
    }

    private Func<Task> TakeAway()
    {
        var files = Directory.GetFiles(data.Path, "hotline.db*");
        foreach (var file in files)
        {
            File.Move(file, Path.Combine(data.Path, $"away-{Path.GetFileName(file)}"));
        }

        Directory.CreateDirectory(data.File("hotline.db"));
        return () =>
        {
            Directory.Delete(data.File("hotline.db"));
            foreach (var file in files)
            {
                File.Move(Path.Combine(data.Path, $"away-{Path.GetFileName(file)}"), file);
            }

            return Task.CompletedTask;
        };
    }

    private Dictionary<string, string?> Settings() => new(StringComparer.Ordinal) { ["Http"] = "127.0.0.1:0", ["Sip"] = "127.0.0.1:0", ["Data"] = data.Path };

    private static async Task UntilAsync(Seat seat, Func<JsonElement, bool> wanted)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!wanted(await seat.GetAsync("/health")))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "the database is not taken up");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
