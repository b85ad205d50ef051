using System.Globalization;
using Hotline.Cases;
using Hotline.Host.Readiness;

namespace Hotline.Host.Commands;

/// <summary>
/// <c>staff list</c>, <c>staff disable USER-NAME REASON</c>, <c>staff enable USER-NAME</c>: who has an account, and who is shut out. While the product is stopped.
/// </summary>
internal static class StaffCommand
{
    public static async Task<int> ExecuteAsync(Invocation invocation, TextWriter output)
    {
        if (invocation.Words is not ([] or ["list"] or ["disable", _, _, ..] or ["enable", _]))
        {
            throw new StartRefusedException(["staff list, staff disable USER-NAME REASON or staff enable USER-NAME; see --help"]);
        }

        var reason = string.Join(' ', invocation.Words.Skip(2)).Trim();
        if (invocation.Words is ["disable", ..] && reason.Length is 0 or > StaffDisabling.LongestReason)
        {
            throw new StartRefusedException([$"a reason has 1 to {StaffDisabling.LongestReason} characters"]);
        }

        var builder = Product.CreateBuilder(invocation.Settings);
        var settings = HotlineSettings.Read(builder.Configuration);
        using var folder = StartChecks.TakeFolder(settings.DataFolder);
        await using var app = Product.Build(builder, settings);
        var opening = app.Services.GetRequiredService<Opening>();
        await opening.RequireAsync(CancellationToken.None);
        await opening.OpenStaffAsync(CancellationToken.None);

        var staff = app.Services.GetRequiredService<IStaffDesk>();
        if (invocation.Words is not [var act, var userName, ..])
        {
            await ListAsync(await staff.ListAsync(CancellationToken.None), output);
            return 0;
        }

        var change = act == "disable"
            ? await staff.DisableAsync(null, userName, reason, CancellationToken.None)
            : await staff.EnableAsync(null, userName, CancellationToken.None);
        if (Refusal(change, userName) is { } refusal)
        {
            throw new StartRefusedException([refusal]);
        }

        app.Services.GetRequiredService<StaffCopy>().Keep(await staff.ListAsync(CancellationToken.None));
        await output.WriteLineAsync($"{userName} is {act}d{(change == StaffChange.Unchanged ? " already" : "")}.");
        return 0;
    }

    private static string? Refusal(StaffChange change, string userName) => change switch
    {
        StaffChange.Done or StaffChange.Unchanged => null,
        StaffChange.NotFound => $"there is no account '{userName}'",
        StaffChange.LastAdministrator => $"'{userName}' is the last administrator who is not disabled; enable another one first",
        StaffChange.Oneself => "nobody disables themselves; another administrator may",
    };

    private static async Task ListAsync(IReadOnlyList<StaffAccount> accounts, TextWriter output)
    {
        foreach (var account in accounts)
        {
            var disabled = account.Disabled is { } shut
                ? string.Create(CultureInfo.InvariantCulture, $"disabled since {shut.Since:u} by {shut.By ?? "the command line"}: {shut.Reason}")
                : "";
            await output.WriteLineAsync(string.Join('\t', account.UserName, account.Name, string.Join(',', account.Roles), account.Unit?.Name, account.Phone?.AgentId, disabled));
        }
    }
}
