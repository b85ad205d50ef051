using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using Hotline.Testing;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Policies;

/// <summary>The regulations that ship with the product, each read once.</summary>
internal static class Regulations
{
    public static Policy Hanjiang { get; } = Load("hanjiang-2016");

    public static Policy Gaoling { get; } = Load("gaoling-2020");

    public static Policy Haimen { get; } = Load("haimen-2016");

    public static Policy Xiangan { get; } = Load("xiangan-2018");

    public static Policy Yongning { get; } = Load("yongning-2017");

    public static IEnumerable<Policy> All => [Gaoling, Haimen, Hanjiang, Xiangan, Yongning];

    /// <summary>A clock of the policy, begun at the moment.</summary>
    public static CaseClock Start(this Policy policy, ClockName name, CaseFacts facts, string at, int deduct = 0) => CaseClock.Start(
        policy.Clock(name, facts) ?? throw new InvalidOperationException($"{policy.Id} has no clock {name} for {facts}"),
        At(at),
        China.With(policy.OfficeHours),
        facts,
        deduct);

    public static ExtensionWindow Extend(this Policy policy, CaseFacts facts, string at) => ExtensionWindow.Of(
        policy.Extension(facts) ?? throw new InvalidOperationException($"{policy.Id} has no extension for {facts}"),
        policy.Start(ClockName.Handle, facts, at),
        At(at),
        China.With(policy.OfficeHours));

    /// <summary>The practice is named once, on the clause, and carried out in the room.</summary>
    public static Section Has(this Policy policy, PracticeName name, string clause, string room)
    {
        var practice = Assert.Single(policy.Practices, practice => practice.Name == name);
        Assert.Equal(($"{policy.Id}/{clause}", room), (practice.Clause.Id, practice.Room));
        return practice.Settings;
    }

    private static Policy Load(string id)
    {
        var loaded = PolicyFile.Load(Repository.Path("policies", $"{id}.yaml"));
        return loaded.Value ?? throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Errors));
    }
}
