using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Recordings from the end of the call to their deletion: the standard rule of two years, packed after 30 days, copies valid for 72 hours.</summary>
public sealed class CustodyDeskTests
{
    private readonly FakeVault vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_shows_its_legs_its_completeness_and_its_pauses()
    {
        await using var city = await OpenAsync();
        var id = await RecordAsync(city, "c1", stored: TimeSpan.FromSeconds(59));

        var found = (await Custody(city).FindAsync(city.Agent, id, Token))!;

        Assert.Equal(59.0 / 60, found.Completeness);
        Assert.Equal([new RecordedLegView("citizen", 60, 59), new RecordedLegView("8001", 60, 60)], found.Legs);
        var mark = Assert.Single(found.Marks);
        Assert.Equal((RecordingMarkKind.Pause, 10, 25, "payment", "8001"), (mark.Kind, mark.FromSeconds, mark.ToSeconds, mark.Text, mark.By));
        Assert.Equal(found.Recording.StartedAt.AddMonths(24), found.KeepUntil);
        Assert.Null(await Custody(city).FindAsync(city.Agent with { AgentId = "8002" }, id, Token));
        Assert.Null(await Custody(city).FindAsync(city.Handler, id, Token));
    }

    [Fact]
    public async Task A_gap_is_an_alarm_that_a_person_closes()
    {
        await using var city = await OpenAsync();
        await RecordAsync(city, "c1", stored: TimeSpan.FromSeconds(58));
        Assert.Empty(await Alarms(city).ListAsync(city.Leader, openOnly: true, Token));
        await RecordAsync(city, "c2", stored: TimeSpan.FromSeconds(40));
        await RecordAsync(city, "c2", stored: TimeSpan.FromSeconds(40));
        await city.Intake.AcceptAsync(city.Call("c3") with { EndedAt = city.Time.GetUtcNow().AddMinutes(1), Ending = ContactEnding.Failed }, Token);

        var open = await Alarms(city).ListAsync(city.Supervisor, openOnly: true, Token);

        Assert.Equal([("all", null), ("citizen", 20.0)], open.Select(alarm => (alarm.Party, alarm.MissingSeconds)).OrderBy(alarm => alarm.Party));
        Assert.Empty(await Alarms(city).ListAsync(city.Agent, openOnly: true, Token));
        var alarm = open.Single(one => one.Party == "citizen");
        Assert.IsType<ActResult<RecordingAlarmView>.NotFound>(await Alarms(city).CloseAsync(city.Agent, alarm.Id, "看过", Token));
        Assert.IsType<ActResult<RecordingAlarmView>.Invalid>(await Alarms(city).CloseAsync(city.Leader, alarm.Id, " ", Token));
        Assert.Equal("磁盘曾满", SampleCity.Done(await Alarms(city).CloseAsync(city.Leader, alarm.Id, "磁盘曾满", Token)).Note);
        Assert.IsType<ActResult<RecordingAlarmView>.NotAllowed>(await Alarms(city).CloseAsync(city.Leader, alarm.Id, "又看", Token));
        Assert.Single(await Alarms(city).ListAsync(city.Leader, openOnly: true, Token));
        Assert.Equal(2, (await Alarms(city).ListAsync(city.Leader, openOnly: false, Token)).Count);
    }

    [Fact]
    public async Task A_gap_told_while_the_call_goes_on_is_one_alarm_with_the_worst_that_is_known()
    {
        await using var city = await OpenAsync();
        var missing = new MissingSound { CallId = "c1", RecordingId = Guid.NewGuid(), AgentId = "8001", Party = "citizen", Missing = TimeSpan.FromSeconds(3) };
        await Alarms(city).RaiseAsync(missing, Token);
        await Alarms(city).RaiseAsync(missing with { Missing = TimeSpan.FromSeconds(30) }, Token);
        await Alarms(city).RaiseAsync(missing with { Party = "8001", Missing = TimeSpan.FromSeconds(4) }, Token);
        Assert.Equal(("citizen", 30), Assert.Single(await Alarms(city).ListAsync(city.Leader, true, Token)) is var alarm ? (alarm.Party, alarm.MissingSeconds) : default);

        await Alarms(city).RaiseAsync(missing with { Party = "all", Missing = null }, Token);

        Assert.Null(Assert.Single(await Alarms(city).ListAsync(city.Leader, true, Token)).MissingSeconds);
    }

    [Fact]
    public async Task What_was_kept_for_long_enough_is_deleted_with_a_certificate()
    {
        await using var city = await OpenAsync();
        var old = await RecordAsync(city, "old");
        city.Time.Advance(TimeSpan.FromDays(40));
        var young = await RecordAsync(city, "young");
        city.GoTo("2028-03-02T15:00");
        Assert.Equal(2, await Custody(city).SweepAsync(Token));
        Assert.Empty(vault.Deleted);

        city.GoTo("2028-03-03T16:30");
        Assert.Equal(1, await Custody(city).SweepAsync(Token));

        Assert.Equal([old], vault.Deleted);
        var certificate = (await Custody(city).FindAsync(city.Supervisor, old, Token))!.Deletion!;
        Assert.True(certificate.Intact);
        Assert.Equal((city.Time.GetUtcNow(), new string('a', 64)), (certificate.DeletedAt, certificate.Sha256));
        Assert.Contains("24个月", certificate.Rule, StringComparison.Ordinal);
        Assert.Null((await Custody(city).FindAsync(city.Supervisor, young, Token))!.Deletion);
        Assert.IsType<ActResult<RecordingPlay>.NotAllowed>(await city.Recordings.PlayAsync(city.Supervisor, old, "复核", Token));
        Assert.IsType<ActResult<RecordingHoldView>.NotAllowed>(await Custody(city).HoldAsync(city.Supervisor, old, "信访", Token));
        Assert.Equal("recording.delete", Assert.Single((await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Act = "recording.delete" }, Token)).Items).Act);
        Assert.Equal(0, await Custody(city).SweepAsync(Token));

        await city.ExecuteAsync("UPDATE DeletionCertificates SET Rule = 'x'", "");
        Assert.False((await Custody(city).FindAsync(city.Supervisor, old, Token))!.Deletion!.Intact);
    }

    [Fact]
    public async Task A_deletion_that_was_cut_off_is_finished_by_the_next_run()
    {
        await using var city = await OpenAsync();
        var id = await RecordAsync(city, "c1");
        city.GoTo("2028-04-01T12:00");
        vault.Fails = true;
        Assert.Equal(0, await Custody(city).SweepAsync(Token));
        Assert.Null((await Custody(city).FindAsync(city.Supervisor, id, Token))!.Deletion!.DeletedAt);

        vault.Fails = false;
        await Custody(city).SweepAsync(Token);

        Assert.Equal([id], vault.Deleted);
        Assert.NotNull((await Custody(city).FindAsync(city.Supervisor, id, Token))!.Deletion!.DeletedAt);
    }

    [Fact]
    public async Task A_ban_keeps_a_recording_until_it_is_lifted()
    {
        await using var city = await OpenAsync();
        var id = await RecordAsync(city, "c1");
        Assert.IsType<ActResult<RecordingHoldView>.NotFound>(await Custody(city).HoldAsync(city.Agent, id, "我要", Token));
        Assert.IsType<ActResult<RecordingHoldView>.Invalid>(await Custody(city).HoldAsync(city.Supervisor, id, null, Token));
        var hold = SampleCity.Done(await Custody(city).HoldAsync(city.Supervisor, id, "法院调取", Token));
        city.GoTo("2030-01-01T12:00");
        vault.CanPack = false;
        Assert.Equal(0, await Custody(city).SweepAsync(Token));

        Assert.Equal("结案", SampleCity.Done(await Custody(city).EndHoldAsync(city.Supervisor, id, hold.Id, "结案", Token)).EndReason);
        Assert.IsType<ActResult<RecordingHoldView>.NotAllowed>(await Custody(city).EndHoldAsync(city.Supervisor, id, hold.Id, "结案", Token));

        Assert.Equal(1, await Custody(city).SweepAsync(Token));
        Assert.Equal(
            ["recording.delete", "recording.hold-end", "recording.hold"],
            (await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Subject = id.ToString() }, Token)).Items.Select(entry => entry.Act));
    }

    [Fact]
    public async Task A_copy_leaves_when_two_agree_for_whoever_asked_and_for_a_while()
    {
        await using var city = await OpenAsync();
        var id = await RecordAsync(city, "c1");
        var custody = Custody(city);
        Assert.IsType<ActResult<RecordingExportView>.NotFound>(await custody.AskExportAsync(city.Agent, id, "自己留", Token));
        Assert.IsType<ActResult<RecordingExportView>.Invalid>(await custody.AskExportAsync(city.Supervisor, id, "", Token));
        var asked = SampleCity.Done(await custody.AskExportAsync(city.Supervisor, id, "法院调取", Token));
        Assert.IsType<ActResult<RecordingExportView>.NotAllowed>(await custody.FetchExportAsync(city.Supervisor, asked.Id, Token));
        Assert.Equal("no-right", Assert.IsType<ActResult<RecordingExportView>.NotAllowed>(await custody.DecideExportAsync(city.Supervisor, asked.Id, true, null, Token)).Code);
        Assert.IsType<ActResult<RecordingExportView>.NotFound>(await custody.DecideExportAsync(city.Leader, asked.Id, true, null, Token));
        Assert.Empty(await custody.ListExportsAsync(city.Leader, null, Token));

        Assert.Equal(ExportState.Approved, SampleCity.Done(await custody.DecideExportAsync(city.Admin, asked.Id, true, null, Token)).State);
        Assert.IsType<ActResult<RecordingExportView>.NotAllowed>(await custody.DecideExportAsync(city.Admin, asked.Id, false, "不", Token));
        Assert.IsType<ActResult<RecordingExportView>.NotFound>(await custody.FetchExportAsync(city.Leader, asked.Id, Token));
        Assert.Equal(1, SampleCity.Done(await custody.FetchExportAsync(city.Supervisor, asked.Id, Token)).Fetched);
        city.Time.Advance(TimeSpan.FromHours(72));
        Assert.IsType<ActResult<RecordingExportView>.NotAllowed>(await custody.FetchExportAsync(city.Supervisor, asked.Id, Token));
        Assert.Equal(ExportState.Expired, Assert.Single(await custody.ListExportsAsync(city.Admin, null, Token)).State);
        Assert.Equal(
            ["recording.export", "recording.export-approve", "recording.export-ask"],
            (await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Subject = id.ToString() }, Token)).Items.Select(entry => entry.Act));
    }

    [Fact]
    public async Task A_refusal_says_why_and_an_open_request_keeps_the_recording()
    {
        await using var city = await OpenAsync();
        var id = await RecordAsync(city, "c1");
        var asked = SampleCity.Done(await Custody(city).AskExportAsync(city.Leader, id, "家属要求", Token));
        city.GoTo("2029-01-01T12:00");
        vault.CanPack = false;
        Assert.Equal(0, await Custody(city).SweepAsync(Token));
        Assert.IsType<ActResult<RecordingExportView>.Invalid>(await Custody(city).DecideExportAsync(city.Supervisor, asked.Id, false, null, Token));

        Assert.Equal("无授权", SampleCity.Done(await Custody(city).DecideExportAsync(city.Supervisor, asked.Id, false, "无授权", Token)).Decision);

        Assert.Equal(1, await Custody(city).SweepAsync(Token));
    }

    [Fact]
    public async Task What_is_no_longer_fresh_is_packed_once_and_keeps_its_first_seal()
    {
        await using var city = await OpenAsync();
        var (good, bad) = (await RecordAsync(city, "good"), await RecordAsync(city, "bad"));
        vault.Refused.Add(bad);
        Assert.Equal(0, await Custody(city).SweepAsync(Token));
        city.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(2, await Custody(city).SweepAsync(Token));
        Assert.Equal(0, await Custody(city).SweepAsync(Token));

        var found = (await Custody(city).FindAsync(city.Supervisor, good, Token))!;
        Assert.Equal((100, new string('b', 64), new string('a', 64), "x.flac"), (found.Packed!.Bytes, found.Packed.Sha256, found.Recording.Sha256, found.Recording.File));
        Assert.Null((await Custody(city).FindAsync(city.Supervisor, bad, Token))!.Packed);
    }

    [Fact]
    public async Task A_rule_below_the_floor_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("retention.yaml"), "keep-months: 3\nbasis: 省钱\n", Token);

        var refused = await Assert.ThrowsAsync<CaseStartException>(() => SampleCity.OpenAsync(options => options with { RetentionFile = folder.File("retention.yaml") }));

        Assert.Contains("retention.yaml:1: keep-months: expected a whole number from 6 to 1200, found '3'", refused.Message, StringComparison.Ordinal);
    }

    private static IRecordingCustody Custody(SampleCity city) => city.Services.GetRequiredService<IRecordingCustody>();

    private static IRecordingAlarms Alarms(SampleCity city) => city.Services.GetRequiredService<IRecordingAlarms>();

    private Task<SampleCity> OpenAsync() => SampleCity.OpenAsync(provide: services => services.AddSingleton<IRecordingVault>(vault));

    private static async Task<Guid> RecordAsync(SampleCity city, string call, TimeSpan? stored = null)
    {
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(call)).AsSpan(0, 16));
        var answered = city.Call(call);
        await city.Intake.AcceptAsync(
            answered with
            {
                EndedAt = answered.AnsweredAt!.Value.AddMinutes(1),
                Ending = ContactEnding.CallerHungUp,
                RecordingId = id,
                Recording = new SealedRecording
                {
                    RecordingId = id,
                    File = $"{call}.wav",
                    StartedAt = answered.AnsweredAt.Value,
                    Duration = TimeSpan.FromMinutes(1),
                    TalkTime = TimeSpan.FromMinutes(1),
                    Bytes = 960_058,
                    Sha256 = new string('a', 64),
                    Legs =
                    [
                        new SealedLeg("citizen", TimeSpan.FromMinutes(1), stored ?? TimeSpan.FromMinutes(1)),
                        new SealedLeg("8001", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
                    ],
                    Pauses = [new SealedPause(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25), "payment", "8001")],
                },
            },
            Token);
        return id;
    }

    private sealed class FakeVault : IRecordingVault
    {
        public bool CanPack { get; set; } = true;

        public bool Fails { get; set; }

        public List<Guid> Deleted { get; } = [];

        public HashSet<Guid> Refused { get; } = [];

        public ValueTask<PackedRecording?> PackAsync(Guid recordingId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Refused.Contains(recordingId) ? null : new PackedRecording("x.flac", 100, new string('b', 64)));

        public ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                throw new IOException("The disk is read-only.");
            }

            Deleted.Add(recordingId);
            return ValueTask.CompletedTask;
        }
    }
}
