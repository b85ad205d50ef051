using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Telephony;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Host.Live;

/// <summary>What the product tells the desk without being asked.</summary>
internal interface ILiveClient
{
    Task CallOffered(CallOfferedMessage message);

    Task CallAnswered(CallAnsweredMessage message);

    Task CallEnded(CallEndedMessage message);

    Task CaseChanged(CaseChangedMessage message);

    Task SwitchboardChanged(BoardAnswer board);

    Task DeadlineWarning(DeadlineWarningMessage message);

    Task TasksChanged(TasksChangedMessage message);
}

/// <summary>
/// The one hub. The desk only listens; what people do goes over HTTP. Each connection joins the groups its person may hear, and whoever may
/// watch the board gets it at once: a desk that was away needs no other way to catch up.
/// </summary>
internal sealed class LiveHub(ISwitchboard switchboard) : Hub<ILiveClient>
{
    public override async Task OnConnectedAsync()
    {
        var account = Context.GetHttpContext()!.Account();
        foreach (var group in Audience.GroupsOf(account))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, group);
        }

        if (account.Has(Right.WatchSwitchboard))
        {
            await Clients.Caller.SwitchboardChanged(BoardAnswer.Of(switchboard.View));
        }

        await base.OnConnectedAsync();
    }
}

/// <summary>Who hears what. Nobody is in two groups that hear the same event.</summary>
internal static class Audience
{
    /// <summary>Those who may see every case.</summary>
    public const string AllCases = "cases";

    /// <summary>Those who may watch the telephone board.</summary>
    public const string Board = "board";

    /// <summary>Those who work the lists of tasks.</summary>
    public const string Tasks = "tasks";

    /// <summary>Handlers of a unit, who see that unit's cases only.</summary>
    public static string Unit(string unitId) => $"unit:{unitId}";

    /// <summary>The person behind a telephone account.</summary>
    public static string Agent(string agentId) => $"agent:{agentId}";

    /// <summary>Everybody of a role.</summary>
    public static string Of(Role role) => $"role:{role}";

    public static IEnumerable<string> GroupsOf(StaffAccount account)
    {
        if (account.Roles.Any(role => role != Role.Handler && RightsTable.Holders(Right.ReadCases).Contains(role)))
        {
            yield return AllCases;
        }
        else if (account.Roles.Contains(Role.Handler) && account.Unit is { } unit)
        {
            yield return Unit(unit.Id);
        }

        if (account.Has(Right.WatchSwitchboard))
        {
            yield return Board;
        }

        if (account.Has(Right.WorkTasks))
        {
            yield return Tasks;
        }

        if (account.Phone is { } phone)
        {
            yield return Agent(phone.AgentId);
        }

        foreach (var role in account.Roles)
        {
            yield return Of(role);
        }
    }
}
