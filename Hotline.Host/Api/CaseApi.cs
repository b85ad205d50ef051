using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Cases (工单) and the acts on them.</summary>
internal static class CaseApi
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapGet("/suggestion", Suggest).Needs(Right.RegisterCases).WithName("suggestUnit")
            .Produces<SuggestionView>().ProducesProblem(StatusCodes.Status404NotFound);

        // A read, but with what a citizen said in it: not for an address line.
        cases.MapPost("/similar", (SimilarQuery body, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
                board.FindSimilarAsync(context.Actor(), body, cancellationToken))
            .Needs(Right.RegisterCases).WithName("findSimilarCases").Produces<SimilarView>();
        cases.MapGet("/", ListAsync).Needs(Right.ReadCases).WithName("listCases").Produces<PageOf<CaseSummary>>();
        cases.MapGet("/{number}", FindAsync).Needs(Right.ReadCases).WithName("getCase")
            .Produces<CaseView>().ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapPost("/", RegisterAsync).Needs(Right.RegisterCases).NeedsIdempotencyKey().WithName("registerCase")
            .Produces<CaseView>().Produces<CaseView>(StatusCodes.Status201Created).ProducesValidationProblem();

        Map<DispatchRequest>("dispatch", Right.SteerCases, body => new CaseAct.Dispatch(body.UnitId, body.Note, body.CoHandlers));
        Map<SignRequest>("sign", Right.HandleCases, _ => new CaseAct.Sign());
        Map<OnSiteRequest>("on-site", Right.HandleCases, body => new CaseAct.OnSite(
            body.Place, body.Note, body.At, body.Longitude, body.Latitude, body.AccuracyMetres, body.PhotoIds));
        Map<ContactRequesterRequest>("contact", Right.ContactRequesters, body => new CaseAct.ContactRequester(body.ContactId, body.NoticeId, body.Note));
        Map<RevealRequest>("reveal", Right.RevealRequesters, body => new CaseAct.Reveal(body.Reason));
        Map<MessageRequest>("message", Right.HandleCases, body => new CaseAct.Message(body.Text));
        Map<ReplyRequest>("reply", Right.HandleCases, body => new CaseAct.Reply(
            body.Text, body.Outcome, new() { Statement = body.Statement, RequesterTold = body.RequesterTold, Leader = body.Leader }));
        Map<CloseRequest>("close", Right.SteerCases, body => new CaseAct.Close(body.Outcome, body.Note));
        Map<ReworkRequest>("rework", Right.SteerCases, body => new CaseAct.Rework(body.Reason, body.Due));
        Map<VerifyRequest>("verify", Right.VerifyCases, body => new CaseAct.Verify(body.Passed, body.Note, body.Due));
        Map<ObjectRequest>("object", Right.SteerCases, body => new CaseAct.Object(body.Text, body.ContactId));
        Map<ApproveClosingRequest>("approve-closing", Right.DecideClosings, body => new CaseAct.ApproveClosing(body.Note));
        Map<RefuseClosingRequest>("refuse-closing", Right.DecideClosings, body => new CaseAct.RefuseClosing(body.Reason, body.Due));
        Map<ReturnRequest>("return", Right.HandleCases, body => new CaseAct.Return(
            new() { Reason = body.Reason, SuggestedUnitId = body.SuggestedUnitId, PreTreatment = body.PreTreatment, Leader = body.Leader }));
        Map<AcceptReturnRequest>("accept-return", Right.SteerCases, body => new CaseAct.AcceptReturn(body.UnitId, body.Note));
        Map<RefuseReturnRequest>("refuse-return", Right.DecideRequests, body => new CaseAct.RefuseReturn(body.Reason, body.Groundless));
        Map<ExtendRequest>("extend", Right.HandleCases, body => new CaseAct.Extend(
            new() { Reason = body.Reason, Until = body.Until, RequesterTold = body.RequesterTold, Leader = body.Leader, LongCycle = body.LongCycle }));
        Map<ApproveExtensionRequest>("approve-extension", Right.DecideRequests, body => new CaseAct.ApproveExtension(body.Note));
        Map<RefuseExtensionRequest>("refuse-extension", Right.DecideRequests, body => new CaseAct.RefuseExtension(body.Reason));
        Map<SetLimitRequest>("set-limit", Right.SteerCases, body => new CaseAct.SetLimit(
            new() { Source = body.Source, Document = body.Document, Due = body.Due }));

        Map<SupplementRequest>("supplement", Right.SteerCases, body => new CaseAct.Supplement(body.ContactId, body.Text, body.Urge));
        Map<MergeRequest>("merge", Right.SteerCases, body => new CaseAct.Merge(body.Into, body.Reason));
        Map<UnmergeRequest>("unmerge", Right.SteerCases, body => new CaseAct.Unmerge(body.Reason));

        Map<RefuseRequest>("refuse", Right.SteerCases, body => new CaseAct.Refuse(body.Ground, body.Text));
        Map<AnswerRequest>("answer", Right.SteerCases, body => new CaseAct.Answer(body.Text, body.Citations));
        Map<CoReplyRequest>("co-reply", Right.HandleCases, body => new CaseAct.CoReply(body.Text));
        Map<DesignateRequest>("designate", Right.HandleCases, body => new CaseAct.Designate(body.UnitId, body.Note));

        Map<ConfirmReturnRequest>("confirm-return", Right.HandleCases, body => new CaseAct.ConfirmReturn(body.Note));
        Map<SignOffRequest>("sign-off", Right.DecideRequests, body => new CaseAct.SignOff(body.Note));
        Map<RefuseSignOffRequest>("refuse-sign-off", Right.DecideRequests, body => new CaseAct.RefuseSignOff(body.Reason));
        Map<OpenAdjudicationRequest>("open-adjudication", Right.SteerCases, body => new CaseAct.OpenAdjudication(body.Reason));
        Map<AdjudicateRequest>("adjudicate", Right.SteerCases, body => new CaseAct.Adjudicate(
            body.Mode, body.Participants, body.Opinions, body.Decision, body.UnitId, body.CoHandlers));
        Map<ObserveRequest>("observe", Right.HandleCases, body => new CaseAct.Observe(body.Process, body.Plan, body.Direction, body.ExpectedAt));
        Map<ApproveObservationRequest>("approve-observation", Right.SteerCases, body => new CaseAct.ApproveObservation(body.Note));
        Map<RefuseObservationRequest>("refuse-observation", Right.SteerCases, body => new CaseAct.RefuseObservation(body.Reason));
        Map<DelegateRequest>("delegate", Right.HandleCases, body => new CaseAct.Delegate(body.UnitId, body.Task, body.Due));
        Map<TakeOnRequest>("take-on", Right.HandleCases, _ => new CaseAct.TakeOn());
        Map<ReportUpRequest>("report-up", Right.HandleCases, body => new CaseAct.ReportUp(body.Text));
        Map<RedoBelowRequest>("redo-below", Right.HandleCases, body => new CaseAct.RedoBelow(body.UnitId, body.Reason, body.Due));

        void Map<TBody>(string act, Right right, Func<TBody, CaseAct> read)
            where TBody : ActRequest =>
            cases.MapPost($"/{{number}}/{act}", (string number, TBody body, ICaseDesk desk, HttpContext context, CancellationToken cancellationToken) =>
                    ActAsync(number, body.Version, read(body), desk, context, cancellationToken))
                .Needs(right).NeedsIdempotencyKey().WithName($"{CamelCase(act)}Case")
                .Produces<CaseView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static string CamelCase(string act) =>
        string.Concat(act.Split('-').Select((word, index) => index == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    private static IResult Suggest(
        string? category, string? place, string? type, bool? hazard, double? longitude, double? latitude, int? fine, ICaseBoard board) => category is null
        ? Problems.Invalid("category", "must be given")
        : board.Suggest(category, place, new() { RequestType = type, Hazard = hazard ?? false, Longitude = longitude, Latitude = latitude, Fine = fine }) is { } suggestion
            ? TypedResults.Ok(suggestion)
            : Problems.Of(StatusCodes.Status404NotFound, "no-unit", "No unit is responsible for this category.");

    private static async Task<IResult> ListAsync(
        string? state, string? q, string? unit, bool? late, bool? supervised, bool? mine, int? page, int? size, ICaseBoard board, HttpContext context, CancellationToken cancellationToken)
    {
        if (!Wire.TryRead<CaseState>(state, out var wanted))
        {
            return Problems.Invalid("state", "is no state of a case");
        }

        var query = new CaseQuery
        {
            State = wanted,
            Words = q,
            UnitId = unit,
            Late = late ?? false,
            Supervised = supervised ?? false,
            Mine = mine ?? false,
            Page = page ?? 1,
            Size = size ?? 20,
        };
        return TypedResults.Ok(await board.ListCasesAsync(context.Actor(), query, cancellationToken));
    }

    private static async Task<IResult> FindAsync(string number, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        await board.FindCaseAsync(context.Actor(), number, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound("case");

    private static async Task<IResult> RegisterAsync(NewCase body, ICaseDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await desk.RegisterAsync(context.Actor(), IdempotencyKey.Of(context), body, cancellationToken);
        return result.ToAnswer(done => done.Repeated ? TypedResults.Ok(done.View) : TypedResults.Created($"/api/cases/{done.View.Number}", done.View));
    }

    private static async Task<IResult> ActAsync(
        string number, int? version, CaseAct act, ICaseDesk desk, HttpContext context, CancellationToken cancellationToken) => version is null
        ? Problems.Invalid("version", "must be given: the version of the case as it was read")
        : (await desk.ActAsync(context.Actor(), IdempotencyKey.Of(context), number, version.Value, act, cancellationToken)).ToAnswer();
}

/// <summary>What every act carries: the version of the case as it was read.</summary>
internal abstract record ActRequest
{
    public int? Version { get; init; }
}

internal sealed record DispatchRequest(string? UnitId, string? Note, IReadOnlyList<CoHandlerForm>? CoHandlers) : ActRequest;

internal sealed record SignRequest : ActRequest;

internal sealed record OnSiteRequest(
    string? Place, string? Note, DateTimeOffset? At, double? Longitude, double? Latitude, double? AccuracyMetres, IReadOnlyList<Guid>? PhotoIds) : ActRequest;

internal sealed record ContactRequesterRequest(Guid? ContactId, Guid? NoticeId, string? Note) : ActRequest;

internal sealed record RevealRequest(string? Reason) : ActRequest;

internal sealed record MessageRequest(string? Text) : ActRequest;

internal sealed record ReplyRequest(string? Text, CaseOutcome? Outcome, string? Statement, string? RequesterTold, string? Leader) : ActRequest;

internal sealed record CloseRequest(CaseOutcome? Outcome, string? Note) : ActRequest;

internal sealed record ReworkRequest(string? Reason, DateTimeOffset? Due) : ActRequest;

internal sealed record VerifyRequest(bool? Passed, string? Note, DateTimeOffset? Due) : ActRequest;

internal sealed record ObjectRequest(string? Text, Guid? ContactId) : ActRequest;

internal sealed record ApproveClosingRequest(string? Note) : ActRequest;

internal sealed record RefuseClosingRequest(string? Reason, DateTimeOffset? Due) : ActRequest;

internal sealed record ReturnRequest(string? Reason, string? SuggestedUnitId, string? PreTreatment, string? Leader) : ActRequest;

internal sealed record AcceptReturnRequest(string? UnitId, string? Note) : ActRequest;

internal sealed record RefuseReturnRequest(string? Reason, bool Groundless) : ActRequest;

internal sealed record OpenAdjudicationRequest(string? Reason) : ActRequest;

internal sealed record AdjudicateRequest(
    string? Mode, string? Participants, string? Opinions, string? Decision, string? UnitId, IReadOnlyList<CoHandlerForm>? CoHandlers) : ActRequest;

internal sealed record ObserveRequest(string? Process, string? Plan, string? Direction, DateTimeOffset? ExpectedAt) : ActRequest;

internal sealed record ApproveObservationRequest(string? Note) : ActRequest;

internal sealed record RefuseObservationRequest(string? Reason) : ActRequest;

internal sealed record ExtendRequest(string? Reason, DateTimeOffset? Until, string? RequesterTold, string? Leader, bool LongCycle) : ActRequest;

internal sealed record ApproveExtensionRequest(string? Note) : ActRequest;

internal sealed record RefuseExtensionRequest(string? Reason) : ActRequest;

internal sealed record SupplementRequest(Guid? ContactId, string? Text, bool Urge) : ActRequest;

internal sealed record MergeRequest(string? Into, string? Reason) : ActRequest;

internal sealed record UnmergeRequest(string? Reason) : ActRequest;

internal sealed record RefuseRequest(int? Ground, string? Text) : ActRequest;

internal sealed record AnswerRequest(string? Text, IReadOnlyList<Citation>? Citations) : ActRequest;

internal sealed record CoReplyRequest(string? Text) : ActRequest;

internal sealed record DesignateRequest(string? UnitId, string? Note) : ActRequest;

internal sealed record SetLimitRequest(CaseLimitSource? Source, string? Document, DateTimeOffset? Due) : ActRequest;

internal sealed record ConfirmReturnRequest(string? Note) : ActRequest;

internal sealed record SignOffRequest(string? Note) : ActRequest;

internal sealed record RefuseSignOffRequest(string? Reason) : ActRequest;

internal sealed record DelegateRequest(string? UnitId, string? Task, DateTimeOffset? Due) : ActRequest;

internal sealed record TakeOnRequest : ActRequest;

internal sealed record ReportUpRequest(string? Text) : ActRequest;

internal sealed record RedoBelowRequest(string? UnitId, string? Reason, DateTimeOffset? Due) : ActRequest;
