namespace Hotline.Channels;

/// <summary>Query codes that citizens got with a report on the web form, shown at another door: by the keys of a telephone. Thread-safe.</summary>
public interface IReportCodes
{
    /// <summary>The address at the web door of whoever has the code; null for what is no code. Says nothing of whether there is such a report.</summary>
    /// <param name="typed">As people type or key it: spaces and hyphens do not matter.</param>
    string? AddressOf(string? typed);
}
