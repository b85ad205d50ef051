namespace Hotline.Host.Api;

/// <summary>Query strings: a parameter without a value is one not given.</summary>
internal static class Query
{
    /// <summary>Takes parameters without a value out of the query, so that <c>?page=&amp;q=</c> reads as no parameters at all.</summary>
    public static IApplicationBuilder UseGivenParameters(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Query.Any(parameter => string.IsNullOrWhiteSpace(parameter.Value)))
        {
            context.Request.Query = new QueryCollection(context.Request.Query
                .Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value))
                .ToDictionary(StringComparer.OrdinalIgnoreCase));
        }

        return next(context);
    });
}
