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
        contacts.MapGet("/{id:guid}", FindAsync).Needs(Right.ReadContacts).WithName("getContact").Produces<ContactView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static ValueTask<PageOf<ContactSummary>> ListAsync(
        string? number, bool? mine, int? page, int? size, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        board.ListContactsAsync(
            context.Actor(),
            new ContactQuery { Number = number, Mine = mine ?? false, Page = page ?? 1, Size = size ?? 20 },
            cancellationToken);

    private static async Task<IResult> FindAsync(Guid id, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        await board.FindContactAsync(context.Actor(), id, cancellationToken) is { } contact ? TypedResults.Ok(contact) : Problems.NotFound("contact");
}
