using Hotline.Channels.Web;

namespace Hotline.Channels;

/// <summary>The query code that a citizen got with a report on the web form, shown at another door: by the keys of a telephone.</summary>
public static class ReportCode
{
    /// <summary>The address at the web door of whoever has the code; null for what is no code. Says nothing of whether there is such a report.</summary>
    /// <param name="typed">As people type or key it: spaces and hyphens do not matter.</param>
    public static string? AddressOf(string? typed) => QueryCode.Read(typed) is { } code ? QueryCode.Address(code) : null;
}
