using System.Net;
using System.Net.Sockets;
using Hotline.Host.Commands;
using Hotline.Testing;
using Microsoft.Data.Sqlite;

namespace Hotline.Host.Tests.Commands;

/// <summary>What the operator sees when the product must not start: one line each on stderr, and exit code 2.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_port_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var line = Assert.Single(await RefusedAsync("--http", listener.LocalEndpoint.ToString()!));

        Assert.Equal($"hotline: http {listener.LocalEndpoint} (TCP) is in use by another program; stop it, or choose another port with --http", line);
    }

    [Fact]
    public async Task The_sample_password_beyond_loopback()
    {
        var lines = await RefusedAsync("--http", "0.0.0.0:0", "--sip", "0.0.0.0:0");

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("hotline: will not listen on http 0.0.0.0:0 while accounts use the sample password: admin, agent1, agent2", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("hotline: will not listen on sip 0.0.0.0:0 ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_the_policy_is_named_by_file_line_and_key()
    {
        var policies = folder.CopyPolicies();
        var file = Path.Combine(policies, "hanjiang-2016.yaml");
        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllLinesAsync(file, [.. lines, "limts: 3"]);

        var refusal = await RefusedAsync("--policies", policies);

        Assert.Contains(refusal, line => line.StartsWith($"hotline: {file}:{lines.Length + 1}", StringComparison.Ordinal) && line.Contains("limts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_error_in_the_call_flow_is_named_by_file_line_and_key()
    {
        var policies = folder.CopyPolicies();
        var file = Path.Combine(policies, "callflows", "default.yaml");
        await File.AppendAllTextAsync(file, "\ngreting: hello\n");

        var refusal = await RefusedAsync("--policies", policies);

        Assert.Contains(refusal, line => line.StartsWith($"hotline: {file}:", StringComparison.Ordinal) && line.Contains("greting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_of_a_newer_version()
    {
        Directory.CreateDirectory(folder.File("data"));
        await using (await RunningProduct.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Http"] = "127.0.0.1:0",
            ["Sip"] = "127.0.0.1:0",
            ["Data"] = folder.File("data"),
        }))
        {
            await using var database = new SqliteConnection($"Data Source={folder.File("data/hotline.db")}");
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_Future', '99.0.0')";
            await command.ExecuteNonQueryAsync();
        }

        var line = Assert.Single(await RefusedAsync());

        Assert.StartsWith("hotline: the database was written by a newer version of Hotline", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_in_use()
    {
        await using var product = await RunningProduct.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Http"] = "127.0.0.1:0",
            ["Sip"] = "127.0.0.1:0",
            ["Data"] = folder.File("data"),
        });

        var line = Assert.Single(await RefusedAsync());

        Assert.Equal($"hotline: another Hotline is running on the data folder {folder.File("data")}; stop it, or choose another folder with --data", line);
    }

    private async Task<string[]> RefusedAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(["run", "--data", folder.File("data"), "--http=127.0.0.1:0", "--sip=127.0.0.1:0", .. arguments], output, errors);
        Assert.Equal(2, code);
        Assert.Empty(output.ToString());
        return errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
