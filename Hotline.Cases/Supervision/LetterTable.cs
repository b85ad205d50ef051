using System.Globalization;
using System.Text;
using Hotline.Cases.Calendar;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>The ledger as CSV (RFC 4180) for spreadsheets: a byte order mark, times in China, and no cell that a spreadsheet would reckon with.</summary>
internal static class LetterTable
{
    private static readonly string[] Head =
        ["文号", "种类", "工单", "主送单位", "制发单位", "标题", "依据条款", "制发时间", "制发人", "期限", "逾期", "状态", "答复", "答复时间", "销号时间", "销号人", "销号说明"];

    public static string Write(IEnumerable<LetterView> rows)
    {
        var table = new StringBuilder("\uFEFF");
        Line(table, Head);
        foreach (var row in rows)
        {
            Line(
                table,
                [
                    row.Number, row.Kind, row.CaseNumber, row.Unit.Name, row.Office?.Name ?? "热线", row.Title, row.Clause, At(row.IssuedAt), row.IssuedBy, At(row.Due),
                    row.Late ? "是" : "", Words(row.State), row.Reply, At(row.RepliedAt), At(row.StruckOffAt), row.StruckOffBy, row.StrikeOffNote,
                ]);
        }

        return table.ToString();
    }

    private static void Line(StringBuilder table, IEnumerable<string?> cells) => table.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>What begins like a formula is told to be text (OWASP, CSV injection).</summary>
    private static string Cell(string? text)
    {
        var safe = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string At(DateTimeOffset? at) => at is { } time ? ChinaTime.Local(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private static string Words(LetterState state) => state switch
    {
        LetterState.Issued => "已制发",
        LetterState.Replied => "已答复",
        LetterState.StruckOff => "已销号",
    };
}
