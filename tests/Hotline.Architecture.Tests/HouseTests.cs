using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.Architecture.Tests;

/// <summary>The plan of the house: a star of projects, a front door to each library, rooms in order.</summary>
public sealed partial class HouseTests
{
    /// <summary>Each library's rooms; a room uses only those before it. A room may have rooms inside, which are one with it unless listed.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Hotline.Telephony"] =
        [
            "Sip.Messages", "Sip.Parsing", "Sip.Transport", "Sip.Transactions", "Sip.Dialogs", "Sip.Registrar", "Sip",
            "Sdp", "Rtp", "WebRtc", "Media", "Recording", "Calls", "Acd", "Ivr", "Switchboard",
        ],
        ["Hotline.Channels"] =
            ["Mime", "Receiving", "Sending", "Email", "WeChat", "Sms", "Web", "Open311", "WorkGroup", "Exchange"],
        ["Hotline.Cases"] =
        [
            "Calendar", "Policies", "Organisation", "Contacts", "Recordings", "Deadlines", "Notices", "Casework", "Supervision", "Knowledge", "Directory", "Assessment",
            "Figures", "Staffing", "Quality", "Shifts", "Exchange",
            "Storage", "Desks", "Imports", "Commands",
        ],
        ["Hotline.Scheduler"] = ["Jobs"],
    };

    /// <summary>Folders that are part of a front door which outgrew a screenful.</summary>
    private static readonly string[] PublicFolders = ["Hotline.Cases.Views"];

    /// <summary>Front-door types that put the rooms together; the others only say what is offered.</summary>
    private static readonly string[] Openers = ["TelephonyServices", "ChannelServices", "CaseServices", "PolicyCommands", "FlowCommands", "SchedulerServices", "Timetable"];

    public static TheoryData<string> Libraries => [.. Rooms.Keys];

    [Theory]
    [InlineData("Hotline.Telephony")]
    [InlineData("Hotline.Channels")]
    [InlineData("Hotline.Cases")]
    [InlineData("Hotline.Scheduler", "Hotline.Cases")]
    public void A_project_sees_only_its_neighbours_in_the_star(string project, params string[] neighbours)
    {
        var seen = TypeUses.References(PathOf(project)).Where(name => name.StartsWith("Hotline.", StringComparison.Ordinal));

        Assert.Empty(seen.Except(neighbours));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Only_the_front_door_is_public(string library)
    {
        var behind = TypeUses.Read(PathOf(library))
            .Where(type => type.IsPublic && type.Namespace != library && !PublicFolders.Contains(type.Namespace) && !IsGenerated(type));

        Assert.Empty(behind.Select(type => $"{type.Namespace}.{type.Name}"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_type_stands_in_a_room_of_the_plan(string library)
    {
        var homeless = TypeUses.Read(PathOf(library))
            .Where(type => type.Namespace.StartsWith(library, StringComparison.Ordinal) && type.Namespace != library && RoomOf(library, type.Namespace) < 0)
            .Where(type => !PublicFolders.Contains(type.Namespace));

        Assert.Empty(homeless.Select(type => $"{type.Namespace}.{type.Name}"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_room_uses_only_rooms_before_it(string library)
    {
        Assert.Empty(UsesAgainstTheOrder(library, TypeUses.Read(PathOf(library))));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_front_door_looks_into_no_room_but_to_open_the_house(string library)
    {
        var peeping =
            from type in TypeUses.Read(PathOf(library))
            where type.Namespace == library && !Openers.Contains(type.Name)
            from used in type.Uses
            where RoomOf(library, used.Namespace) >= 0
            select $"{type.Name} → {used.Namespace}.{used.Name}";

        Assert.Empty(peeping);
    }

    [Fact]
    public void The_checker_sees_uses_in_signatures_and_in_instructions()
    {
        var session = TypeUses.Read(PathOf("Hotline.Telephony")).Single(type => type is { Namespace: "Hotline.Telephony.Switchboard", Name: "CallSession" });

        Assert.Contains(("Hotline.Telephony.Calls", "Call"), session.Uses);
        Assert.Contains(("Hotline.Telephony.Sip.Dialogs", "Dialog"), session.Uses);
        Assert.Contains(("Hotline.Telephony.Sip.Dialogs", "DialogEnding"), session.Uses);
    }

    [Fact]
    public void The_checker_refuses_a_use_against_the_order()
    {
        var backwards = new TypeUse("Hotline.Telephony.Acd", "Agent", false, new HashSet<(string, string)> { ("Hotline.Telephony.Switchboard", "Node") });
        var forwards = new TypeUse("Hotline.Telephony.Switchboard", "Node", false, new HashSet<(string, string)> { ("Hotline.Telephony.Acd", "Agent") });

        Assert.Equal(["Hotline.Telephony.Acd.Agent → Hotline.Telephony.Switchboard.Node"], UsesAgainstTheOrder("Hotline.Telephony", [backwards, forwards]));
    }

    [Fact]
    public void The_namespace_is_the_folder()
    {
        var misplaced =
            from project in Rooms.Keys.Append("Hotline.Host")
            from file in Directory.EnumerateFiles(Repository.Path(project), "*.cs", SearchOption.AllDirectories)
            let folder = Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')
            where !folder.Contains(".obj", StringComparison.Ordinal) && !folder.Contains(".bin", StringComparison.Ordinal)
            let declared = NamespaceLine().Match(File.ReadAllText(file))
            where declared.Success && declared.Groups["name"].Value != folder
            select $"{file}: {declared.Groups["name"].Value}";

        Assert.Empty(misplaced);
    }

    [Fact]
    public void No_folder_is_named_for_nothing_in_particular()
    {
        string[] empty = ["Utils", "Util", "Helpers", "Managers", "Common", "Shared", "Core", "Services", "Models", "Interfaces", "Infrastructure", "Misc"];
        var folders = Rooms.Keys.Append("Hotline.Host").Append("tests").Append("bench")
            .SelectMany(project => Directory.EnumerateDirectories(Repository.Path(project), "*", SearchOption.AllDirectories))
            .Where(folder => empty.Contains(Path.GetFileName(folder)) && !folder.Contains("/obj/", StringComparison.Ordinal) && !folder.Contains("/bin/", StringComparison.Ordinal));

        Assert.Empty(folders);
    }

    private static string[] UsesAgainstTheOrder(string library, IEnumerable<TypeUse> types) =>
    [
        .. from type in types
           let room = RoomOf(library, type.Namespace)
           where room >= 0
           from used in type.Uses
           where RoomOf(library, used.Namespace) > room
           select $"{type.Namespace}.{type.Name} → {used.Namespace}.{used.Name}",
    ];

    // The listed room with the longest name that the namespace lies in; -1 for none.
    private static int RoomOf(string library, string space)
    {
        var inside = space.StartsWith(library + ".", StringComparison.Ordinal) ? space[(library.Length + 1)..] : "";
        return Rooms[library].Index()
            .Where(room => inside == room.Item || inside.StartsWith(room.Item + ".", StringComparison.Ordinal))
            .OrderByDescending(room => room.Item.Length)
            .Select(room => room.Index)
            .FirstOrDefault(-1);
    }

    // Regular expressions and interop marshalling written by the compiler's generators.
    private static bool IsGenerated(TypeUse type) => !type.Namespace.StartsWith("Hotline.", StringComparison.Ordinal);

    private static string PathOf(string project) => Path.Combine(AppContext.BaseDirectory, project + ".dll");

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceLine();
}
