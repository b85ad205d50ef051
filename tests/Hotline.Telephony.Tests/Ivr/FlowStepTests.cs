using Hotline.Telephony.Ivr;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Ivr;

/// <summary>What each kind of step does to a caller.</summary>
public sealed class FlowStepTests
{
    private const string Menu = "steps: {b: {menu: {say: menu, keys: {1: news}, invalid: invalid, no-input: silent, tries: 2, otherwise: line}}, news: {announce: greeting, next: line}, line: {queue: {music: music}}}";

    private readonly ManualTimeProvider time = new();
    private readonly PaperCaller caller;

    public FlowStepTests() => caller = new PaperCaller(time);

    [Fact]
    public async Task A_key_of_the_menu_leads_on()
    {
        using var flow = RunningFlow.Begin(Menu, caller);
        await caller.HearsAsync("ask menu");
        caller.Press('1');
        await caller.HearsAsync("say greeting", "line", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Zero_is_a_person_though_the_menu_does_not_say_so()
    {
        using var flow = RunningFlow.Begin(Menu, caller);
        await caller.HearsAsync("ask menu");
        caller.Press('0');
        await caller.HearsAsync("line", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task A_wrong_key_and_then_silence_lead_to_a_person()
    {
        using var flow = RunningFlow.Begin(Menu, caller);
        await caller.HearsAsync("ask menu");
        caller.Press('7');
        await caller.HearsAsync("say invalid", "ask menu");
        time.Advance(TimeSpan.FromSeconds(6));
        await caller.HearsAsync("say silent", "line", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task A_flood_of_keys_ends_with_a_person()
    {
        using var flow = RunningFlow.Begin(Menu, caller);
        await caller.HearsAsync("ask menu");
        caller.Press(new string('9', 5000));
        await caller.HearsAsync("say invalid", "ask menu", "say invalid", "line", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Who_goes_round_and_round_is_brought_to_a_person()
    {
        using var flow = RunningFlow.Begin("steps: {b: {menu: {say: menu, keys: {1: c}, otherwise: line}}, c: {menu: {say: greeting, keys: {1: b}, otherwise: line}}, line: {queue: {music: music}}}", caller);
        for (var round = 0; round < 100; round++)
        {
            await caller.HearsAsync("ask menu");
            caller.Press('1');
            await caller.HearsAsync("ask greeting");
            caller.Press('1');
        }

        await caller.HearsAsync("line", "over music");
        await flow.EndAsync();
    }

    [Theory]
    [InlineData("2026-01-05T08:00", false, false, "open")]
    [InlineData("2026-01-05T13:00", false, false, "closed")]
    [InlineData("2026-01-05T08:00", true, false, "closed")]
    [InlineData("2026-01-05T10:30", true, false, "open")]
    [InlineData("2026-01-05T23:30", false, true, "open")]
    public async Task The_line_is_open_by_the_legal_calendar(string at, bool holiday, bool office, string way)
    {
        var dated = CallerAt(at);
        dated.OfficeOpen = office;
        if (holiday)
        {
            dated.Holidays.Add(new DateOnly(2026, 1, 5));
        }

        using var flow = RunningFlow.Begin(
            $"steps: {{b: {{hours: {{office: true, working-days: [08:00-12:00, 14:30-17:30], other-days: 10:00-11:00, open: open, closed: closed}}}}, open: {{queue: {{music: music}}}}, closed: {{hang-up: goodbye}}}}",
            dated);
        await dated.HearsAsync(way == "open" ? ["line", "over music"] : ["say goodbye", "hang up"]);
        await flow.EndAsync();
    }

    [Theory]
    [InlineData("2026-06-30T23:59", "say greeting")]
    [InlineData("2026-07-01T07:00", "say greeting notice")]
    [InlineData("2026-07-01T06:59", "say greeting")]
    [InlineData("2026-07-03T20:59", "say greeting notice")]
    [InlineData("2026-07-04T07:00", "say greeting")]
    public async Task An_announcement_is_made_at_its_days_and_hours(string at, string hears)
    {
        var dated = CallerAt(at);
        using var flow = RunningFlow.Begin(
            "steps: {b: {announce: [greeting, {say: notice, from: 2026-07-01, until: 2026-07-03, between: \"07:00-21:00\"}], next: line}, line: {queue: {music: music}}}", dated);
        await dated.HearsAsync(hears, "line");
        await flow.EndAsync();
    }

    [Fact]
    public async Task A_notice_of_an_incident_is_said_before_the_line()
    {
        caller.Incident = ["notice"];
        using var flow = RunningFlow.Begin("steps: {b: {queue: {music: music}}}", caller);
        await caller.HearsAsync("say notice", "line", "over music");
        await flow.EndAsync();
    }

    [Theory]
    [InlineData("2", "en")]
    [InlineData("1", null)]
    [InlineData("9", null)]
    public async Task A_key_chooses_the_language(string key, string? language)
    {
        using var flow = RunningFlow.Begin("steps: {b: {language: {say: greeting, keys: {1: zh, 2: en}}, next: line}, line: {queue: {music: music, announce: position}}}", caller);
        await caller.HearsAsync("ask greeting");
        caller.Press(key);
        await caller.HearsAsync("line", "over music");
        Assert.Equal(language, caller.Language);

        caller.Place = new Hotline.Telephony.Acd.LinePlace(26, null, true, false);
        time.Advance(TimeSpan.FromSeconds(30));
        await caller.HearsAsync(language is null ? "say you-are-number n2 n10 n5 callers-ahead" : "say you-are-number n20.en n5.en callers-ahead");
        await flow.EndAsync();
    }

    private const string Progress = "steps: {b: {collect: {say: menu, as: case, least: 4, most: 6, tries: 2, invalid: invalid, otherwise: line}, next: p}, p: {progress: {number: case, say: notice, not-found: silent, otherwise: line}, next: bye}, bye: {hang-up: goodbye}, line: {queue: {music: music}}}";

    [Fact]
    public async Task A_case_number_keyed_in_is_read_back_with_where_the_case_stands()
    {
        caller.Inquiry = _ => Task.FromResult<InquiryState?>(InquiryState.Handling);
        using var flow = RunningFlow.Begin(Progress, caller);
        await caller.HearsAsync("ask menu");
        caller.Press("2601#");
        await caller.HearsAsync(
            "key within 4s", "key within 4s", "key within 4s", "key within 4s", "inquire 2601", "say notice n2 n6 n0 n1 progress-handling", "say goodbye", "hang up");
        await flow.Task;
    }

    [Fact]
    public async Task Too_few_digits_are_asked_for_again_and_then_a_person_helps()
    {
        using var flow = RunningFlow.Begin(Progress, caller);
        await caller.HearsAsync("ask menu");
        caller.Press("1#");
        await caller.HearsAsync("key within 4s", "say invalid", "ask menu");
        time.Advance(TimeSpan.FromSeconds(8));
        await caller.HearsAsync("say invalid", "line", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task Zero_instead_of_a_number_is_a_person()
    {
        using var flow = RunningFlow.Begin(Progress, caller);
        await caller.HearsAsync("ask menu");
        caller.Press("0#");
        await caller.HearsAsync("key within 4s", "line", "over music");
        await flow.EndAsync();
    }

    [Fact]
    public async Task A_case_of_somebody_else_is_as_if_it_were_not_there()
    {
        using var flow = RunningFlow.Begin(Progress, caller);
        await caller.HearsAsync("ask menu");
        caller.Press("123456");
        await caller.HearsAsync("key within 4s", "key within 4s", "key within 4s", "key within 4s", "key within 4s", "inquire 123456", "say silent", "line", "over music");
        await flow.EndAsync();
    }

    private const string ByCode = "steps: {b: {collect: {say: menu, as: case, most: 1, tries: 1, otherwise: line}, next: p}, p: {progress: {number: case, say: notice, unknown: c, otherwise: line}, next: bye}, c: {collect: {say: greeting, as: code, most: 2, tries: 1, otherwise: line}, next: q}, q: {progress: {number: case, code: code, say: notice, not-found: silent, otherwise: b2}, next: bye}, b2: {menu: {say: menu, keys: {1: b}, otherwise: line}}, bye: {hang-up: goodbye}, line: {queue: {music: music}}}";

    [Fact]
    public async Task Who_rings_from_elsewhere_is_asked_for_the_query_code()
    {
        caller.Inquiry = _ => Task.FromResult<InquiryState?>(caller.Collected.ContainsKey("code") ? InquiryState.Replied : null);
        using var flow = RunningFlow.Begin(ByCode, caller);
        await caller.HearsAsync("ask menu");
        caller.Press("7");
        await caller.HearsAsync("inquire 7", "ask greeting");
        caller.Press("42");
        await caller.HearsAsync("key within 4s", "inquire 7 42", "say notice n7 progress-replied", "say goodbye", "hang up");
        await flow.Task;
    }

    [Fact]
    public async Task Who_guesses_numbers_and_codes_is_led_to_a_person_without_an_answer()
    {
        using var flow = RunningFlow.Begin(ByCode, caller);
        for (var round = 0; round < ProgressStep.MostInVain / 2; round++)
        {
            await caller.HearsAsync("ask menu");
            caller.Press("7");
            await caller.HearsAsync("inquire 7", "ask greeting");
            caller.Press("42");
            await caller.HearsAsync("key within 4s", "inquire 7 42", "say silent", "ask menu");
            caller.Press("1");
        }

        await caller.HearsAsync("ask menu");
        caller.Inquiry = _ => Task.FromResult<InquiryState?>(InquiryState.Handling);
        caller.Press("7");
        await caller.HearsAsync("line", "over music");
        await flow.EndAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_knows_of_cases_is_away_and_the_caller_still_reaches_the_line(bool hangs)
    {
        caller.Inquiry = hangs ? _ => new TaskCompletionSource<InquiryState?>().Task : _ => throw new IOException("the database is away");
        using var flow = RunningFlow.Begin(Progress, caller);
        await caller.HearsAsync("ask menu");
        caller.Press("123456");
        await caller.HearsAsync("key within 4s", "key within 4s", "key within 4s", "key within 4s", "key within 4s", "inquire 123456");
        if (hangs)
        {
            time.Advance(ProgressStep.Patience);
        }

        await caller.HearsAsync("nobody answers", "line", "over music");
        await flow.EndAsync();
    }

    [Theory]
    [InlineData(true, "transfer 110")]
    [InlineData(false, "transfer 110", "line", "over music")]
    public async Task Who_is_not_reached_by_a_transfer_goes_on_in_the_flow(bool answers, params string[] hears)
    {
        caller.TransferAnswers = answers;
        using var flow = RunningFlow.Begin("steps: {b: {transfer: {to: \"110\", say: notice, otherwise: line}}, line: {queue: {music: music}}}", caller);
        await caller.HearsAsync(["say notice", .. hears]);
        await flow.EndAsync();
        caller.HeardNothingMore();
    }

    [Fact]
    public async Task A_message_is_recorded_and_the_caller_thanked()
    {
        using var flow = RunningFlow.Begin("steps: {b: {voicemail: {say: notice, longest: 1min, done: goodbye}}}", caller);
        await caller.HearsAsync("say notice", "record 60s #", "say goodbye", "hang up");
        await flow.Task;
    }

    [Theory]
    [InlineData("3", 1)]
    [InlineData("81", 5)]
    [InlineData("88", null)]
    [InlineData("", null)]
    public async Task A_rating_is_the_score_of_its_key(string pressed, int? score)
    {
        var question = new RatingQuestion(["menu"], new Dictionary<char, int> { ['1'] = 5, ['3'] = 1 }, []);
        var asking = question.AskAsync(caller, CancellationToken.None);
        await caller.HearsAsync("ask menu");
        caller.Press(pressed);
        if (pressed.Length == 0)
        {
            time.Advance(TimeSpan.FromSeconds(8));
        }

        Assert.Equal(score, await asking);
    }

    private static PaperCaller CallerAt(string at) =>
        new(new ManualTimeProvider(DateTimeOffset.Parse(at + "Z", System.Globalization.CultureInfo.InvariantCulture)));
}
