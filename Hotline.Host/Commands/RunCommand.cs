using System.Text.Json;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Live;
using Hotline.Host.Readiness;

namespace Hotline.Host.Commands;

/// <summary><c>run</c>: starts the product and stays until it is told to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> ExecuteAsync(Invocation invocation, TextWriter output)
    {
        if (invocation.Words.Count > 0)
        {
            throw new StartRefusedException([$"run takes no '{invocation.Words[0]}'; see --help"]);
        }

        await using var product = await RunningProduct.StartAsync(invocation.Settings);
        await GreetAsync(product, output);
        await product.App.WaitForShutdownAsync();
        return 0;
    }

    private static async Task GreetAsync(RunningProduct product, TextWriter output)
    {
        var http = product.Http.ToString().TrimEnd('/');
        var (sip, tls) = (product.Sip, product.SipTls);
        var sample = product.App.Services.GetRequiredService<StaffRegister>().Accounts.Where(account => account.SamplePassword).ToArray();
        await output.WriteLineAsync($"Hotline {Product.Version}, data in {product.Settings.DataFolder}");
        await output.WriteLineAsync($"  desk   {http}");
        if (product.Https is { } secure)
        {
            await output.WriteLineAsync($"  desk   {secure.ToString().TrimEnd('/')}");
        }

        if (tls.Count > 0)
        {
            await output.WriteLineAsync($"  SIP    {string.Join(", ", tls)} (TLS)");
        }

        await output.WriteLineAsync($"  SIP    {string.Join(", ", sip)} (UDP, TCP), {http}{SipSockets.Path} (WebSocket); citizens ring {product.Settings.Telephony.HotlineNumber}");
        if (sample.Length > 0)
        {
            var names = string.Join(", ", sample.Where(account => account.UserName is "agent1" or "agent2" || !account.Roles.Contains(Role.Agent)).Select(account => account.UserName));
            var phones = string.Join(", ", sample.Where(account => account.Roles.Contains(Role.Agent)).Select(account => account.Phone?.AgentId).OfType<string>().Order(StringComparer.Ordinal).Take(2));
            await output.WriteLineAsync($"  sign-ins of the sample city: {names}; password {SampleStaff.Password}");
            await output.WriteLineAsync($"  phones of the sample city: {phones}; the same password");
        }

        foreach (var missing in product.App.Services.GetRequiredService<Shortages>().Now)
        {
            await output.WriteLineAsync($"  DEGRADED: without the {Wire.Word(missing.Part)}; calls are answered all the same");
        }

        var doors = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["http"] = http,
            ["sip"] = sip[0].ToString(),
            ["https"] = product.Https?.ToString().TrimEnd('/'),
            ["sipTls"] = tls is [var firstSecure, ..] ? firstSecure.ToString() : null,
            ["sipOther"] = sip is [_, var other, ..] ? other.ToString() : null,
            ["sipTlsOther"] = tls is [_, var otherSecure, ..] ? otherSecure.ToString() : null,
        };
        await output.WriteLineAsync($"ready {JsonSerializer.Serialize(doors.Where(door => door.Value is not null).ToDictionary(StringComparer.Ordinal))}");
        await output.FlushAsync();
    }
}
