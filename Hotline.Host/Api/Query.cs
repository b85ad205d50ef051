namespace Hotline.Host.Api;

/// <summary>Query strings: a parameter without a value is one not given.</summary>
internal static class Query
{
    public static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
