using Hotline.Telephony.Ivr;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Ivr;

public sealed class CallFlowTests
{
    private static readonly HashSet<string> Prompts = new(StringComparer.Ordinal)
    {
        "greeting", "recording-notice", "please-wait", "you-are-number", "callers-ahead", "estimated-wait", "minutes", "less-than-a-minute",
        "you-are-next", "greeting.en", "menu", "case", "progress-registered", "progress-dispatched", "progress-handling", "progress-replied", "progress-closed", "n0", "n1", "n2", "n2-counted", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "n10", "n100", "connecting", "goodbye", "agents-offline", "music",
    };

    private static readonly FlowNames Names = new(Prompts, new HashSet<string> { "general", "enterprise" }, new HashSet<string> { "hazard", "elderly" });

    [Fact]
    public void The_flow_we_ship_is_greeting_notice_and_line()
    {
        var errors = new FlowErrors("default.yaml");
        var flow = FlowFile.Read(File.ReadAllText(Repository.Path("policies", "callflows", "default.yaml")), Names, errors);

        Assert.Empty(errors.InOrder);
        Assert.Equal(["greeting", "recording-notice"], Assert.IsType<AnnounceStep>(flow!.Start).Prompts);
        var queue = Assert.IsType<QueueStep>(flow.Steps[Assert.Single(flow.Start.Exits).To.Value]);
        Assert.Equal((true, true, TimeSpan.FromSeconds(30), "music"), (queue.AnnouncePosition, queue.AnnounceWait, queue.AnnounceEvery, queue.Music));
        Assert.Empty(queue.Exits);
    }

    [Fact]
    public void Every_flow_we_ship_is_sound_with_the_prompts_and_queues_we_ship()
    {
        var prompts = Directory.GetFiles(Repository.Path("prompts", "zh-CN"), "*.wav").Select(file => Path.GetFileNameWithoutExtension(file)!).ToHashSet(StringComparer.Ordinal);
        var queueErrors = new FlowErrors("queues.yaml");
        var queues = QueueFile.Read(File.ReadAllText(Repository.Path("policies", "queues.yaml")), queueErrors)!;
        var names = new FlowNames(prompts, queues.Groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal), queues.Priorities.Keys.ToHashSet(StringComparer.Ordinal));
        var files = Directory.GetFiles(Repository.Path("policies", "callflows"), "*.yaml");
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var errors = new FlowErrors(file);
            Assert.NotNull(FlowFile.Read(File.ReadAllText(file), names, errors));
            Assert.Empty(errors.InOrder);
        });
    }

    /// <summary>Faulty flows and the one error each must give: place, key, a word of what was expected, the name meant.</summary>
    public static TheoryData<string, string, int, int, string, string, string?> Faults => new()
    {
        { "empty", "", 1, 1, "", "a call flow", null },
        { "a list", "- a", 1, 1, "", "name, start and steps", null },
        { "not YAML", "name: [a\nstart: b", 1, 7, "", "valid YAML from here on", null },
        { "a tab", "name: a\n\tstart: b", 1, 7, "", "valid YAML: ", null },
        { "an alias", "name: a\nstart: b\nsteps: {b: {hang-up: *x}}", 3, 22, "", "anchors and aliases", null },
        { "two documents", "name: a\nstart: b\nsteps: {b: {hang-up: []}}\n---\nx: y", 4, 1, "", "one document", null },
        { "no name", "start: b\nsteps: {b: {hang-up: []}}", 1, 1, "name", "the key is missing", null },
        { "an unknown key", "name: a\nstrat: b\nstart: b\nsteps: {b: {hang-up: []}}", 2, 1, "strat", "one of name, start, steps", "start" },
        { "a key twice", "name: a\nname: c\nstart: b\nsteps: {b: {hang-up: []}}", 2, 1, "name", "a second time", null },
        { "a step twice", "name: a\nstart: b\nsteps:\n  b: {hang-up: []}\n  b: {hang-up: []}", 5, 3, "steps.b", "a second time", null },
        { "no such start", "name: a\nstart: be\nsteps: {b: {hang-up: []}}", 2, 8, "start", "there is no step \"be\"", null },
        { "no such next", "name: a\nstart: welcome\nsteps:\n  welcome: {announce: greeting, next: lime}\n  line: {hang-up: []}", 4, 39, "steps.welcome.next", "there is no step \"lime\"", "line" },
        { "steps missing", "name: a\nstart: b", 1, 1, "steps", "the key is missing", null },
        { "steps as text", "name: a\nstart: b\nsteps: b", 3, 8, "steps", "found \"b\"", null },
        { "no verb", "name: a\nstart: b\nsteps:\n  b: {}", 4, 3, "steps.b", "voicemail, hang-up; found none", null },
        { "two verbs", "name: a\nstart: b\nsteps:\n  b: {hang-up: [], announce: greeting, next: c}\n  c: {hang-up: []}", 4, 3, "steps.b", "found announce and hang-up", null },
        { "an unknown verb", "name: a\nstart: b\nsteps:\n  b: {hang-up: [], anounce: greeting}", 4, 20, "steps.b.anounce", "one of announce, hours,", "announce" },
        { "no such prompt", "name: a\nstart: b\nsteps:\n  b: {hang-up: goodbuy}", 4, 16, "steps.b.hang-up", "there is no goodbuy.wav", "goodbye" },
        { "no prompt", "name: a\nstart: b\nsteps:\n  b: {announce: [], next: c}\n  c: {hang-up: []}", 4, 17, "steps.b.announce", "at least one prompt", null },
        { "announce without next", "name: a\nstart: b\nsteps:\n  b: {announce: greeting}", 4, 6, "steps.b.next", "the key is missing", null },
        { "next after hang-up", "name: a\nstart: b\nsteps:\n  b: {hang-up: [], next: b}", 4, 26, "steps.b.next", "nothing after hang-up", null },
        { "a circle", "name: a\nstart: b\nsteps:\n  b: {announce: greeting, next: c}\n  c: {announce: greeting, next: b}", 5, 33, "steps.c.next", "a circle: b → c → b", null },
        { "a circle of one", "name: a\nstart: b\nsteps:\n  b: {announce: greeting, next: b}", 4, 33, "steps.b.next", "a circle: b → b", null },
        { "an unreached step", "name: a\nstart: b\nsteps:\n  b: {hang-up: []}\n  c: {hang-up: []}", 5, 3, "steps.c", "nothing reaches this one", null },
        { "queue as text", "name: a\nstart: b\nsteps:\n  b: {queue: music}", 4, 14, "steps.b.queue", "found \"music\"", null },
        { "no music", "name: a\nstart: b\nsteps:\n  b: {queue: {announce-every: 30s}}", 4, 14, "steps.b.queue.music", "the key is missing", null },
        { "unknown queue key", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, anounce-every: 30s}}", 4, 29, "steps.b.queue.anounce-every", "one of agent-free", "announce-every" },
        { "unknown announcement", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, announce: [positon]}}", 4, 40, "steps.b.queue.announce", "position or wait", "position" },
        { "a time without unit", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, announce-every: 30}}", 4, 45, "steps.b.queue.announce-every", "a time such as 30s or 10min", null },
        { "a time too short", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, announce-every: 1s}}", 4, 45, "steps.b.queue.announce-every", "from 5s to 10min", null },
        { "no such group", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, group: genral}}", 4, 36, "steps.b.queue.group", "there is no group \"genral\"", "general" },
        { "no such priority", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, priority: royal}}", 4, 39, "steps.b.queue.priority", "there is no priority", null },
        { "a callback without words", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, callback: {offer: greeting, done: goodbye}}}", 4, 39, "steps.b.queue.callback.confirm", "at least one prompt", null },
        { "a callback by no key", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, callback: {key: one, offer: greeting, confirm: greeting, done: goodbye}}}", 4, 45, "steps.b.queue.callback.key", "a key of a telephone", null },
        { "a menu without a person", "name: a\nstart: b\nsteps:\n  b: {menu: {say: menu, keys: {1: c}, otherwise: c}}\n  c: {hang-up: []}", 4, 3, "steps.b", "a person must be reached from every menu", null },
        { "a menu that comes back by itself", "name: a\nstart: b\nsteps:\n  b: {menu: {say: menu, keys: {0: q}, otherwise: c}}\n  c: {announce: greeting, next: b}\n  q: {queue: {music: music}}", 5, 33, "steps.c.next", "a circle: b → c → b", null },
        { "a menu of no key", "name: a\nstart: b\nsteps:\n  b: {menu: {say: menu, keys: {12: q}, otherwise: q}}\n  q: {queue: {music: music}}", 4, 32, "steps.b.menu.keys.12", "a key of a telephone", null },
        { "a way to nowhere", "name: a\nstart: b\nsteps:\n  b: {menu: {say: menu, keys: {1: lien}, otherwise: line}}\n  line: {queue: {music: music}}", 4, 35, "steps.b.menu.keys.1", "there is no step \"lien\"", "line" },
        { "hours of nothing", "name: a\nstart: b\nsteps:\n  b: {hours: {open: q, closed: q}}\n  q: {queue: {music: music}}", 4, 14, "steps.b.hours", "office: true", null },
        { "a window of no time", "name: a\nstart: b\nsteps:\n  b: {hours: {working-days: 8-12, open: q, closed: q}}\n  q: {queue: {music: music}}", 4, 29, "steps.b.hours.working-days", "a window such as 08:30-12:00", null },
        { "a day that is none", "name: a\nstart: b\nsteps:\n  b: {announce: {say: greeting, until: 2026-02-30}, next: q}\n  q: {queue: {music: music}}", 4, 40, "steps.b.announce.until", "a day such as", null },
        { "an end before the beginning", "name: a\nstart: b\nsteps:\n  b: {announce: {say: greeting, from: 2026-02-03, until: 2026-02-02}, next: q}\n  q: {queue: {music: music}}", 4, 58, "steps.b.announce.until", "a moment after from", null },
        { "a language nobody speaks", "name: a\nstart: b\nsteps:\n  b: {language: {say: greeting, keys: {1: fr}}, next: q}\n  q: {queue: {music: music}}", 4, 43, "steps.b.language.keys.1", "a language with prompts", null },
        { "progress of what nobody keyed in", "name: a\nstart: b\nsteps:\n  b: {progress: {number: cas, say: greeting, not-found: greeting, otherwise: q}, next: q}\n  q: {queue: {music: music}}", 4, 3, "steps.b.progress", "none keeps any as \"cas\"", null },
        { "a transfer into an address", "name: a\nstart: b\nsteps:\n  b: {transfer: {to: \"110@evil\", otherwise: q}}\n  q: {queue: {music: music}}", 4, 22, "steps.b.transfer.to", "a number of 3 to 20 digits", null },
        { "a score beyond five", "name: a\nstart: b\nrating: {ask: greeting, keys: {1: 6}}\nsteps:\n  b: {hang-up: []}", 3, 35, "rating.keys.1", "a score from 1 (worst) to 5 (best)", null },
        { "longest-wait without next", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music, longest-wait: 10min}}", 4, 6, "steps.b.next", "follows longest-wait", null },
        { "next without longest-wait", "name: a\nstart: b\nsteps:\n  b: {queue: {music: music}, next: b}", 4, 36, "steps.b.next", "longest-wait in the queue", null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_place(string fault, string text, int line, int column, string key, string expected, string? nearest)
    {
        var errors = new FlowErrors("flow.yaml");

        Assert.Null(FlowFile.Read(text, Names, errors));
        var error = Assert.Single(errors.InOrder);
        Assert.True((line, column, key, nearest) == (error.Line, error.Column, error.Key, error.Nearest), $"{fault}: {error}");
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.StartsWith($"flow.yaml:{line}:{column}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_named_at_once_in_the_order_of_the_file()
    {
        var errors = new FlowErrors("flow.yaml");
        FlowFile.Read(
            """
            name: a
            start: welcom
            steps:
              welcome:
                announce: [greting]
                next: lime
              line:
                queue:
                  musik: music
            """,
            Names,
            errors);

        Assert.Equal<string>(
            ["start", "steps.welcome.announce", "steps.welcome.next", "steps.line.queue.musik", "steps.line.queue.music"],
            errors.InOrder.Select(error => error.Key));
        Assert.Equal(["welcome", "greeting", "line", "music", null], errors.InOrder.Select(error => error.Nearest));
    }

    [Fact]
    public void A_menu_may_come_back_when_the_caller_asks_and_0_leads_to_a_person()
    {
        var errors = new FlowErrors("flow.yaml");
        var flow = FlowFile.Read(
            "name: a\nstart: b\nsteps:\n  b: {menu: {say: menu, keys: {1: c}, otherwise: q}}\n  c: {menu: {say: menu, keys: {9: b}, otherwise: q}}\n  q: {queue: {music: music}}",
            Names,
            errors);

        Assert.Empty(errors.InOrder);
        Assert.Equal("q", Assert.IsType<MenuStep>(flow!.Start).Ways['0'].Value);
    }

    [Fact]
    public void The_numbers_we_ship_name_flows_groups_and_prompts_that_are_there()
    {
        var faults = new List<string>();
        var set = FlowSetReader.Read(Shipped, faults);

        Assert.Empty(faults);
        Assert.Equal(["12315", "12369"], set!.Profiles.Select(profile => profile.Tag));
        Assert.Equal("consumer", set.Find("12315")!.Group);
        Assert.Equal("greeting-12369", set.Find("12369")!.PromptFor("greeting", null, set.Prompts.Find).Name);
        Assert.Null(set.Find("12345"));
    }

    [Fact]
    public void Diagrams_in_the_documents_are_those_of_the_flows_we_ship()
    {
        var page = File.ReadAllText(Repository.Path("docs", "call-flows.md"));
        Assert.All(["default", "callback", "branch", "menu"], name =>
        {
            var set = FlowSetReader.Read(Shipped with { CallFlowFile = Repository.Path("policies", "callflows", name + ".yaml") }, []);
            Assert.Contains($"```mermaid\n{FlowDiagram.Draw(set!.Default.Flow)}```", page, StringComparison.Ordinal);
        });
    }

    private static TelephonyOptions Shipped => new()
    {
        DataFolder = "",
        CallFlowFile = Repository.Path("policies", "callflows", "default.yaml"),
        ProfileFile = Repository.Path("policies", "numbers.yaml"),
        QueueFile = Repository.Path("policies", "queues.yaml"),
        PromptFolders = [Repository.Path("prompts", "zh-CN")],
    };

    [Theory]
    [InlineData("profiles: {a: {numbers: 1, flow: none.yaml}}", "numbers.yaml:1:34: profiles.a.flow: expected the file of a call flow; ")]
    [InlineData("profiles: {a: {flow: f.yaml}}", "profiles.a.numbers: expected the numbers that are called; there is none")]
    [InlineData("profiles: {a: {numbers: [1, 1], flow: f.yaml}}", "profiles.a.numbers: expected each number in one profile only")]
    [InlineData("profiles: {a: {numbers: 1, flow: f.yaml, group: genral}}", "did you mean \"general\"?")]
    [InlineData("profiles: {a: {numbers: 1, flow: f.yaml, prompts: {greting: greeting}}}", "profiles.a.prompts.greting: expected a prompt; there is no greting.wav")]
    [InlineData("profile: {}", "did you mean \"profiles\"?")]
    public void A_fault_in_the_numbers_is_named(string text, string expected)
    {
        var errors = new FlowErrors("numbers.yaml");
        ProfileFile.Read(text, Names, errors, file => file == "f.yaml" ? new CallFlow("f", new HangUpStep("h", []), new Dictionary<string, FlowStep>()) : throw new FileNotFoundException(file));

        Assert.Contains(errors.InOrder, error => error.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Announcing_the_place_needs_the_words_for_it()
    {
        var errors = new FlowErrors("flow.yaml");
        var few = Prompts.Where(prompt => prompt is not "n7").ToHashSet(StringComparer.Ordinal);
        FlowFile.Read("name: a\nstart: b\nsteps:\n  b: {queue: {music: music, announce: position}}", Names with { Prompts = few }, errors);

        Assert.Contains("there is no n7.wav", Assert.Single(errors.InOrder).Expected, StringComparison.Ordinal);
    }
}
