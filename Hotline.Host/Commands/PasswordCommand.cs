using System.Security.Cryptography;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Readiness;
using Microsoft.AspNetCore.Identity;

namespace Hotline.Host.Commands;

/// <summary>
/// <c>password USER-NAME</c>: a new password for signing in, read from standard input, and a new one for the telephone, made by us and
/// printed once. Two, because a telephone's digest is quick to guess from (RFC 7616 §5.12). While the product is stopped.
/// </summary>
internal static class PasswordCommand
{
    /// <summary>Shortest password: 12 characters, for what guards citizens' data on a network (NIST SP 800-63B-4 asks for 15 where it is the only factor, 8 otherwise).</summary>
    private const int Shortest = 12;

    private const int PhonePasswordLength = 20;

    public static async Task<int> ExecuteAsync(Invocation invocation, TextReader input, TextWriter output)
    {
        if (invocation.Words is not [var userName])
        {
            throw new StartRefusedException(["password needs one user name; see --help"]);
        }

        var builder = Product.CreateBuilder(invocation.Settings);
        var settings = HotlineSettings.Read(builder.Configuration);
        using var folder = StartChecks.TakeFolder(settings.DataFolder);
        await using var app = Product.Build(builder, settings);
        await app.Services.GetRequiredService<Opening>().RequireAsync(CancellationToken.None);
        await app.Services.GetRequiredService<Opening>().OpenStaffAsync(CancellationToken.None);

        var staff = app.Services.GetRequiredService<IStaffDesk>();
        var account = await staff.FindAsync(userName, CancellationToken.None)
            ?? throw new StartRefusedException([$"there is no account '{userName}'"]);
        await output.WriteLineAsync($"New password for {account.UserName}, at least {Shortest} characters, then Enter:");
        var password = await input.ReadLineAsync() ?? "";
        if (password.Length < Shortest || password.Contains(SampleStaff.Password, StringComparison.OrdinalIgnoreCase))
        {
            throw new StartRefusedException([$"a password has at least {Shortest} characters and is not the sample one"]);
        }

        var phonePassword = account.Phone is null ? null : RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", PhonePasswordLength);
        var changed = await staff.ChangePasswordAsync(
            account.UserName,
            app.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(account, password),
            phonePassword is null ? null : SampleStaff.PhoneOf(account.Phone!.AgentId, settings.Telephony.Realm, phonePassword),
            CancellationToken.None);
        if (!changed)
        {
            throw new StartRefusedException([$"the account '{userName}' changed meanwhile; try again"]);
        }

        app.Services.GetRequiredService<StaffCopy>().Keep(await staff.ListAsync(CancellationToken.None));
        await output.WriteLineAsync($"{account.UserName} has a new password; older sessions are over.");
        if (phonePassword is not null)
        {
            await output.WriteLineAsync($"Telephone {account.Phone!.AgentId} has the password {phonePassword} (shown this once).");
        }

        return 0;
    }
}
