using System.Net;
using System.Text.Json.Nodes;
using Hotline.Phones;
using Hotline.Telephony.Media;

namespace Hotline.Bench;

/// <summary>What the tour leaves behind, as <c>--json</c> tells it.</summary>
internal sealed record TourResult(
    string CaseNumber, string ContactId, string CallId, string RecordingFile, double RecordingSeconds, DateTimeOffset DispatchedAt, string Survey, string State);

/// <summary>
/// The main job, once: a citizen rings, an agent answers and registers a case, a unit handles it, the citizen says by SMS whether it is solved.
/// A client like any other: HTTP, SIP and SMPP only.
/// </summary>
internal sealed class Tour(ProductProcess product, SmallSmsc smsc, Report report) : IAsyncDisposable
{
    private const string HotlineNumber = "12345";
    private const string Citizen = "13900510001";
    private const string Place = "榕江区中山路 18 号";
    private const int CitizenTone = 1000;
    private const int AgentTone = 600;

    // Stretches of 100 ms: the silence before the first packet and after the last.
    private const int UnclearAtEnds = 4;

    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RingPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OutboxPatience = TimeSpan.FromSeconds(90);

    private readonly PhoneRack citizens = new(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
    private readonly PhoneRack agents = new(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
    private readonly long begun = TimeProvider.System.GetTimestamp();

    internal async Task<TourResult> WalkAsync(CancellationToken cancellationToken)
    {
        using var agent = await DeskSession.SignInAsync(product.Http, "agent1", cancellationToken);
        using var dispatcher = await DeskSession.SignInAsync(product.Http, "dispatcher", cancellationToken);
        using var unit = await DeskSession.SignInAsync(product.Http, "unit1", cancellationToken);
        using var supervisor = await DeskSession.SignInAsync(product.Http, "supervisor", cancellationToken);

        var (citizenCall, agentCall) = await TalkAsync(agent, cancellationToken);
        var contact = await ContactAsync(agent, cancellationToken);
        var number = await RegisterAsync(agent, unit, contact, cancellationToken);
        await HearEachOtherAsync(citizenCall, agentCall, cancellationToken);
        var end = await citizenCall.HangUpAsync(cancellationToken);
        await agentCall.Ended.WaitAsync(Soon, cancellationToken);
        Mark("挂机", $"The citizen hangs up after {end.Talked.TotalSeconds:0.0} s; {end.Media.Lost} of {end.Media.Received} packets lost");

        var recording = await RecordingAsync(supervisor, number, cancellationToken);
        await HandleAsync(number, dispatcher, unit, cancellationToken);
        var archived = await SurveyAsync(number, dispatcher, cancellationToken);
        return new TourResult(
            number,
            Text(contact, "id"),
            Text(contact, "callId"),
            Path.GetFullPath(Path.Combine(product.DataFolder, "recordings", Text(recording, "file"))),
            Math.Round(recording["durationSeconds"]!.GetValue<double>(), 2),
            archived["assignments"]![0]!["dispatchedAt"]!.GetValue<DateTimeOffset>(),
            Text(archived["survey"]!, "answer"),
            Text(archived, "state"));
    }

    public async ValueTask DisposeAsync()
    {
        await citizens.DisposeAsync();
        await agents.DisposeAsync();
    }

    private async Task<(PhoneCall Citizen, PhoneCall Agent)> TalkAsync(DeskSession agent, CancellationToken cancellationToken)
    {
        var agentPhone = agents.Add(Text(agent.User, "agentId"), AgentTone);
        await agentPhone.RegisterAsync(DeskSession.SamplePassword, cancellationToken);
        await agent.PostAsync("/api/switchboard/ready", new { }, cancellationToken);
        Mark("就绪", $"Agent {agentPhone.User} has a phone registered and is ready");

        var citizenCall = await citizens.Add(Citizen, CitizenTone).CallAsync(HotlineNumber, RingPatience, cancellationToken);
        Mark("来电", $"{Citizen} rings {HotlineNumber} and hears the greeting");
        var agentCall = await agentPhone.Ringing.ReadAsync(cancellationToken).AsTask().WaitAsync(RingPatience, cancellationToken);
        Mark("振铃", $"The phone of agent {agentPhone.User} rings");
        await agentCall.AnswerAsync();
        Mark("接听", "The agent answers; the recording runs, caller left, agent right");
        return (citizenCall, agentCall);
    }

    /// <summary>The contact the answered call has become.</summary>
    private async Task<JsonNode> ContactAsync(DeskSession agent, CancellationToken cancellationToken)
    {
        var page = await agent.GetUntilAsync(
            $"/api/contacts?number={Citizen}&mine=true",
            "the call has become a contact",
            page => page["items"]!.AsArray() is [{ } newest, ..] && newest["answeredAt"] is not null && newest["endedAt"] is null,
            Soon,
            cancellationToken);
        var contact = await agent.GetAsync($"/api/contacts/{Text(page["items"]![0]!, "id")}", cancellationToken);
        Mark("弹屏", $"The agent's desk shows the caller; earlier contacts: {contact["earlier"]!["contacts"]!.AsArray().Count}");
        return contact;
    }

    private async Task<string> RegisterAsync(DeskSession agent, DeskSession unit, JsonNode contact, CancellationToken cancellationToken)
    {
        var category = CategoryOf(await agent.GetAsync("/api/categories", cancellationToken), Text(unit.User["unit"]!, "id"))
            ?? throw new BenchException($"no category belongs to the unit of {unit.UserName}");
        var registered = await agent.PostAsync(
            "/api/cases",
            new
            {
                contactId = Text(contact, "id"),
                requestType = "complaint",
                categoryCode = Text(category, "code"),
                place = Place,
                text = $"市民反映“{Text(category, "name")}”，请尽快到现场查看处理。",
                confidential = false,
                hazard = false,
                requesterName = "陈先生",
                requesterPhone = (string?)null,
            },
            cancellationToken);
        var number = Text(registered, "number");
        Mark("登记", $"Case {number} is registered while they talk: {Text(category, "name")}");
        return number;
    }

    private async Task HearEachOtherAsync(PhoneCall citizenCall, PhoneCall agentCall, CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Talk || citizenCall.HeardShareOf(AgentTone) < ToneShare.Clear || agentCall.HeardShareOf(CitizenTone) < ToneShare.Clear)
        {
            if (TimeProvider.System.GetElapsedTime(since) > Soon)
            {
                throw new BenchException(
                    $"the two do not hear each other: the citizen hears {citizenCall.HeardShareOf(AgentTone):0.00} of the agent's tone, the agent {agentCall.HeardShareOf(CitizenTone):0.00} of the citizen's");
            }

            await beat.WaitForNextTickAsync(cancellationToken);
        }

        Mark("通话", "Each hears the other's tone clearly");
    }

    private async Task<JsonNode> RecordingAsync(DeskSession supervisor, string number, CancellationToken cancellationToken)
    {
        var page = await supervisor.GetUntilAsync(
            $"/api/recordings?case={number}",
            "the recording is sealed and found by its case",
            page => page["items"]!.AsArray() is [{ } first, ..] && first["sealed"]!.GetValue<bool>(),
            Soon,
            cancellationToken);
        var recording = page["items"]![0]!;
        var play = await supervisor.PostAsync($"/api/recordings/{Text(recording, "id")}/plays", new { reason = "质检抽听" }, cancellationToken);
        var sound = WavFile.Parse("recording", await supervisor.GetBytesAsync(Text(play, "audioUrl"), cancellationToken));
        if (sound.Channels != 2 || ToneShare.UnclearStretches(sound.Samples(0), CitizenTone) > UnclearAtEnds || ToneShare.UnclearStretches(sound.Samples(1), AgentTone) > UnclearAtEnds)
        {
            throw new BenchException("the recording does not hold the citizen's tone on the left and the agent's on the right");
        }

        Mark("录音", $"The supervisor plays the recording: {sound.Duration.TotalSeconds:0.0} s, each voice in its channel; the play is in the audit trail");
        return recording;
    }

    private async Task HandleAsync(string number, DeskSession dispatcher, DeskSession unit, CancellationToken cancellationToken)
    {
        var found = await dispatcher.GetAsync($"/api/cases/{number}", cancellationToken);
        var suggestion = await dispatcher.GetAsync(
            $"/api/cases/suggestion?category={Text(found["category"]!, "code")}&place={Uri.EscapeDataString(Place)}", cancellationToken);
        await ActAsync(dispatcher, number, "dispatch", version => new { version, unitId = Text(suggestion["unit"]!, "id"), note = (string?)null }, cancellationToken);
        Mark("派单", $"Dispatched to {Text(suggestion["unit"]!, "name")}: {Text(suggestion, "reason")}");
        await ActAsync(unit, number, "sign", version => new { version }, cancellationToken);
        Mark("签收", "The unit signs for it");
        await ActAsync(unit, number, "reply", version => new { version, text = "已到现场核实并处理完毕。", outcome = "solved" }, cancellationToken);
        Mark("答复", "The unit replies: solved");
        await ActAsync(dispatcher, number, "close", version => new { version, outcome = "solved", note = (string?)null }, cancellationToken);
        Mark("办结", "The case is closed; the citizen is asked");
    }

    private async Task<JsonNode> SurveyAsync(string number, DeskSession dispatcher, CancellationToken cancellationToken)
    {
        ReceivedSms question;
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(OutboxPatience);
            try
            {
                question = await smsc.Messages.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                var notices = await dispatcher.GetAsync($"/api/notices?case={number}", cancellationToken);
                throw new BenchException($"no survey came by SMS within {OutboxPatience.TotalSeconds} s; notices: {notices.ToJsonString()}");
            }
        }

        Mark("短信", $"{question.From} → {question.To}: {question.Text}");
        smsc.Reply(question, "1");
        Mark("回复", $"{question.To} → {question.From}: 1");
        var archived = await dispatcher.GetUntilAsync(
            $"/api/cases/{number}", "the answer closes the case for good", found => Text(found, "state") == "archived", Soon, cancellationToken);
        Mark("归档", $"Satisfied: the case is archived; {archived["history"]!.AsArray().Count} entries of sealed history");
        return archived;
    }

    private static async Task ActAsync(DeskSession who, string number, string act, Func<int, object> body, CancellationToken cancellationToken)
    {
        var found = await who.GetAsync($"/api/cases/{number}", cancellationToken);
        await who.PostAsync($"/api/cases/{number}/{act}", body(found["version"]!.GetValue<int>()), cancellationToken);
    }

    /// <summary>The first lowest category that the unit answers for, hazards left out: they have a track of their own.</summary>
    private static JsonNode? CategoryOf(JsonNode tree, string unitId)
    {
        foreach (var category in tree.AsArray())
        {
            var found = category!["children"]?.AsArray() is { Count: > 0 } children ? CategoryOf(children, unitId)
                : category["responsibleUnit"]?["id"]?.GetValue<string>() == unitId && !category["hazard"]!.GetValue<bool>() ? category
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? throw new BenchException($"no '{name}' in {node.ToJsonString()}");

    // +03.2 s  来电  …
    private void Mark(string chinese, string english) =>
        report.Say($"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds,6:0.0} s  {chinese}  {english}");
}
