using System.Security.Cryptography;
using System.Text;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Contacts (来电记录).</summary>
internal static class ContactApi
{
    public static void MapContacts(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("/", ListAsync).Needs(Right.ReadContacts).WithName("listContacts");
        contacts.MapPost("/", RegisterAsync).Needs(Right.RegisterCases).NeedsIdempotencyKey().WithName("registerContact")
            .Produces<ContactView>(StatusCodes.Status201Created).ProducesValidationProblem();
        contacts.MapGet("/{id:guid}", FindAsync).Needs(Right.ReadContacts).WithName("getContact").Produces<ContactView>().ProducesProblem(StatusCodes.Status404NotFound);
        contacts.MapGet("/{id:guid}/identities", (Guid id, IIdentityDesk desk, HttpContext context, CancellationToken cancellationToken) =>
            desk.ListAsync(context.Actor(), id, cancellationToken)).Needs(Right.ReadContacts).WithName("listIdentities");
        contacts.MapPost("/{id:guid}/identities", async (Guid id, LinkIdentityRequest body, IIdentityDesk desk, HttpContext context, CancellationToken cancellationToken) =>
            (await desk.LinkAsync(context.Actor(), id, body.EvidenceContactId, body.Note, cancellationToken)).ToAnswer()).Needs(Right.RegisterCases).WithName("linkIdentity")
            .Produces<IReadOnlyList<IdentityView>>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        contacts.MapPost("/{id:guid}/identities/end", async (Guid id, EndIdentityRequest body, IIdentityDesk desk, HttpContext context, CancellationToken cancellationToken) =>
            (await desk.EndAsync(context.Actor(), id, body.LinkId, body.Reason, cancellationToken)).ToAnswer()).Needs(Right.RegisterCases).WithName("endIdentity")
            .Produces<IReadOnlyList<IdentityView>>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        contacts.MapPost("/{id:guid}/refusal", RefuseAsync).Needs(Right.RegisterCases).WithName("refuseContact")
            .Produces<RefusalView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        contacts.MapGet("/{id:guid}/attachments", (Guid id, IAttachmentStore store, HttpContext context, CancellationToken cancellationToken) =>
            store.ListAsync(context.Actor(), id, cancellationToken)).Needs(Right.ReadContacts).WithName("listAttachments");
        contacts.MapGet("/{id:guid}/attachments/{attachmentId:guid}", OpenAttachmentAsync).Needs(Right.ReadContacts).WithName("getAttachment")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Somebody stands at the counter, or a patrol found something: a contact like any other, to register a case from.</summary>
    private static async Task<IResult> RegisterAsync(
        NewContactRequest body, IContactIntake intake, ICaseBoard board, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Medium is not (Medium.Counter or Medium.Patrol))
        {
            return Problems.Invalid("medium", "counter or patrol is expected: other contacts come in by themselves");
        }

        if (body.Number?.Length > 30 || body.Text?.Length > 4000)
        {
            return Problems.Invalid(body.Number?.Length > 30 ? "number" : "text", "is too long");
        }

        var (actor, now) = (context.Actor(), time.GetUtcNow());
        var id = await intake.AcceptAsync(
            new ContactReceived
            {
                Medium = body.Medium.Value,
                ExternalId = $"{actor.Id:N}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(IdempotencyKey.Of(context))).AsSpan(0, 16))}",
                Number = body.Number?.Trim() ?? "",
                CalledNumber = "",
                AgentId = actor.AgentId,
                Text = body.Text?.Trim(),
                ArrivedAt = now,
                AnsweredAt = now,
            },
            cancellationToken);
        return await board.FindContactAsync(actor, id, cancellationToken) is { } contact
            ? TypedResults.Created($"/api/contacts/{id}", contact)
            : Problems.NotFound("contact");
    }

    // As a download whatever it is: nothing a stranger sent runs or is drawn in the desk's own page.
    private static async Task<IResult> OpenAttachmentAsync(Guid id, Guid attachmentId, IAttachmentStore store, HttpContext context, CancellationToken cancellationToken) =>
        await store.OpenAsync(context.Actor(), id, attachmentId, cancellationToken) is { } opened
            ? TypedResults.Stream(opened.Content, "application/octet-stream", opened.View.FileName)
            : Problems.NotFound("attachment");

    private static ValueTask<PageOf<ContactSummary>> ListAsync(
        string? number, bool? mine, int? page, int? size, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        board.ListContactsAsync(
            context.Actor(),
            new ContactQuery { Number = number, Mine = mine ?? false, Page = page ?? 1, Size = size ?? 20 },
            cancellationToken);

    // The same ground again is the same refusal: no idempotency key.
    private static async Task<IResult> RefuseAsync(Guid id, RefusalRequest body, IRefusalDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.RefuseAsync(context.Actor(), id, body.Ground, body.Text, cancellationToken)).ToAnswer();

    private static async Task<IResult> FindAsync(Guid id, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        await board.FindContactAsync(context.Actor(), id, cancellationToken) is { } contact ? TypedResults.Ok(contact) : Problems.NotFound("contact");
}

/// <summary>A visit to a counter, or a find on patrol.</summary>
internal sealed record NewContactRequest(Medium? Medium, string? Number, string? Text);

/// <summary>The contact in which the citizen said that the address is theirs, and how it came up.</summary>
internal sealed record LinkIdentityRequest(Guid? EvidenceContactId, string? Note);

/// <summary>The link to end, and why.</summary>
internal sealed record EndIdentityRequest(Guid? LinkId, string? Reason);

internal sealed record RefusalRequest(int? Ground, string? Text);
