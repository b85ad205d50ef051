using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Cases;
using Microsoft.AspNetCore.Identity;

namespace Hotline.Host.Access;

/// <summary>The invented people of the sample city. They share a published password, which keeps the product on loopback.</summary>
internal sealed class SampleStaff(IStaffDesk desk, IPasswordHasher<StaffAccount> hasher)
{
    /// <summary>The password of every sample account and every sample telephone.</summary>
    public const string Password = "hotline-sample";

    /// <summary>Telephones are numbered from here.</summary>
    private const int FirstPhone = 8001;

    private static readonly Person[] People =
    [
        new("agent1", "林晓燕", [Role.Agent], "city-hotline", 8001),
        new("agent2", "陈志强", [Role.Agent], "city-hotline", 8002),
        new("leader", "黄丽华", [Role.ShiftLeader], "city-hotline", 7001),
        new("dispatcher", "郑文斌", [Role.Dispatcher], "city-hotline", null),
        new("unit1", "吴建国", [Role.Handler], "urban-mgmt", null),
        new("unit2", "许美玲", [Role.Handler], "water-co", null),
        new("unit3", "郭志明", [Role.Handler], "drainage", null),
        new("head1", "陈建平", [Role.Handler, Role.UnitLeader], "urban-mgmt", null),
        new("head2", "何秀珍", [Role.Handler, Role.UnitLeader], "water-co", null),
        new("head3", "蔡国栋", [Role.Handler, Role.UnitLeader], "housing", null),
        new("efficiency", "周敏", [Role.Handler], "eff-office", null),
        new("supervisor", "方卫东", [Role.Supervisor], "eff-office", null),
        new("admin", "系统管理员", [Role.Admin], "city-hotline", null),
    ];

    /// <summary>Opens the sample accounts in a database that has none yet, with as many agents as asked for beyond the two of the city.</summary>
    public async Task OpenAsync(int agents, string realm, CancellationToken cancellationToken)
    {
        // One hash for all: hashing costs some 50 ms on purpose, and the password is published anyway.
        var hash = hasher.HashPassword(null!, Password);
        foreach (var person in People.Concat(Enumerable.Range(3, Math.Max(0, agents - 2)).Select(Agent)))
        {
            var opened = await desk.OpenAsync(
                new NewStaffAccount
                {
                    UserName = person.UserName,
                    Name = person.Name,
                    Roles = person.Roles,
                    UnitId = person.UnitId,
                    PasswordHash = hash,
                    SamplePassword = true,
                    Phone = person.Phone is { } phone ? PhoneOf(phone.ToString(CultureInfo.InvariantCulture), realm, Password) : null,
                },
                cancellationToken);
            if (!opened)
            {
                throw new StartRefusedException([$"the sample account {person.UserName} cannot be opened: the city has no unit '{person.UnitId}', or the name or telephone is taken"]);
            }
        }
    }

    /// <summary>A telephone account with the two digests of its password.</summary>
    public static StaffPhone PhoneOf(string agentId, string realm, string password)
    {
        var secret = Encoding.UTF8.GetBytes($"{agentId}:{realm}:{password}");
#pragma warning disable CA5351 // MD5 is what telephones can do (RFC 7616 §3.3); SHA-256 is offered first.
        var md5 = MD5.HashData(secret);
#pragma warning restore CA5351
        return new StaffPhone(agentId, Convert.ToHexStringLower(md5), Convert.ToHexStringLower(SHA256.HashData(secret)));
    }

    private static Person Agent(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"agent{number}"), $"话务员{number}", [Role.Agent], "city-hotline", FirstPhone + number - 1);

    private sealed record Person(string UserName, string Name, IReadOnlyList<Role> Roles, string UnitId, int? Phone);
}
