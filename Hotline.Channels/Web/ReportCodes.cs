namespace Hotline.Channels.Web;

/// <summary>Our own codes, for other doors.</summary>
internal sealed class ReportCodes : IReportCodes
{
    public string? AddressOf(string? typed) => QueryCode.Read(typed) is { } code ? QueryCode.Address(code) : null;
}
