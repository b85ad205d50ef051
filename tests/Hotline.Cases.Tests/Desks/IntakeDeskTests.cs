namespace Hotline.Cases.Tests.Desks;

public sealed class IntakeDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Later_reports_of_a_call_add_to_the_same_contact()
    {
        await using var city = await SampleCity.OpenAsync();
        var recording = Guid.NewGuid();
        var answered = city.Call("c1") with { RecordingId = recording };
        var id = await city.Intake.AcceptAsync(answered, Token);
        var row = Assert.Single((await city.Board.ListRecordingsAsync(city.Leader, new RecordingQuery(), Token)).Items);
        Assert.Equal((recording, false, (double?)null), (row.Id, row.Sealed, row.DurationSeconds));

        city.Time.Advance(TimeSpan.FromMinutes(4));
        var ended = answered with { AnsweredAt = answered.AnsweredAt, EndedAt = city.Time.GetUtcNow(), Ending = ContactEnding.CallerHungUp, Recording = Sealed(recording, answered.AnsweredAt!.Value) };
        Assert.Equal(id, await city.Intake.AcceptAsync(ended, Token));
        Assert.Equal(id, await city.Intake.AcceptAsync(ended, Token));
        Assert.Equal(id, await city.Intake.AcceptAsync(answered, Token));

        var contact = (await city.Board.FindContactAsync(city.Agent, id, Token))!;
        Assert.Equal((ContactEnding.CallerHungUp, recording, "8001"), (contact.Ending!.Value, contact.RecordingId!.Value, contact.AgentId));
        Assert.Equal(city.Time.GetUtcNow(), contact.EndedAt);
        Assert.Equal(1, (await city.Board.ListContactsAsync(city.Agent, new ContactQuery(), Token)).Total);
        row = Assert.Single((await city.Board.ListRecordingsAsync(city.Leader, new RecordingQuery(), Token)).Items);
        Assert.Equal((true, 239.9, 240.0, "2026/03/c1.wav"), (row.Sealed, row.DurationSeconds, row.TalkSeconds, row.File));
    }

    [Fact]
    public async Task A_call_whose_end_is_reported_first_is_whole_all_the_same()
    {
        await using var city = await SampleCity.OpenAsync();
        var recording = Guid.NewGuid();
        var answered = city.Call("c1") with { RecordingId = recording };
        var id = await city.Intake.AcceptAsync(
            answered with { EndedAt = answered.AnsweredAt!.Value.AddMinutes(1), Ending = ContactEnding.AgentHungUp, Recording = Sealed(recording, answered.AnsweredAt.Value) }, Token);
        Assert.Equal(id, await city.Intake.AcceptAsync(answered, Token));
        Assert.NotNull((await city.Board.FindContactAsync(city.Agent, id, Token))!.EndedAt);
        Assert.True(Assert.Single((await city.Board.ListRecordingsAsync(city.Leader, new RecordingQuery(), Token)).Items).Sealed);
    }

    [Fact]
    public async Task The_same_report_many_times_at_once_is_one_contact()
    {
        await using var city = await SampleCity.OpenAsync();
        var call = city.Call("c1");
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => city.Intake.AcceptAsync(call, Token).AsTask()));
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task The_same_id_through_another_door_is_another_contact()
    {
        await using var city = await SampleCity.OpenAsync();
        var call = await city.Intake.AcceptAsync(city.Call("x"), Token);
        var message = await city.Intake.AcceptAsync(
            new ContactReceived { Medium = Medium.Sms, ExternalId = "x", Number = SampleCity.Caller, CalledNumber = "12345", Text = "路灯不亮", ArrivedAt = city.Time.GetUtcNow() }, Token);
        Assert.NotEqual(call, message);
    }

    [Fact]
    public async Task A_caller_is_known_by_any_way_of_writing_the_number()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await city.AnswerAsync("+86 138-0000-0001");
        var seen = await city.RegisterAsync(SampleCity.Form(first));
        var second = await city.AnswerAsync("13800000001");
        await city.AnswerAsync("13900000002");
        var earlier = (await city.Board.FindContactAsync(city.Agent, second, Token))!.Earlier;
        Assert.Equal([first], earlier.Contacts.Select(contact => contact.Id));
        Assert.Equal([seen.Number], earlier.Cases.Select(summary => summary.Number));
        Assert.Equal([seen.Number], earlier.Contacts[0].CaseNumbers);
    }

    [Fact]
    public async Task Callers_who_withhold_their_number_have_no_history_in_common()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync("")));
        var second = await city.AnswerAsync("");
        var earlier = (await city.Board.FindContactAsync(city.Agent, second, Token))!.Earlier;
        Assert.Empty(earlier.Contacts);
        Assert.Empty(earlier.Cases);
    }

    private static SealedRecording Sealed(Guid id, DateTimeOffset at) => new()
    {
        RecordingId = id,
        File = "2026/03/c1.wav",
        StartedAt = at,
        Duration = TimeSpan.FromSeconds(239.9),
        TalkTime = TimeSpan.FromSeconds(240),
        Bytes = 3_838_400,
        Sha256 = new string('a', 64),
    };
}
