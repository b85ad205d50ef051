using Hotline.Cases;
using Hotline.Host.Access;

namespace Hotline.Host.Live;

/// <summary>Who hears what. Nobody is in two groups that hear the same event.</summary>
internal static class Audience
{
    /// <summary>Those who may see every case.</summary>
    public const string AllCases = "cases";

    /// <summary>Those who may watch the telephone board.</summary>
    public const string Board = "board";

    /// <summary>Those who see the lists of tasks.</summary>
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

        if (account.Has(Right.ReadTasks))
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
