using System.Text;
using Hotline.Cases.Imports;

namespace Hotline.Cases.Tests.Imports;

public sealed class ImportRowsTests
{
    [Fact]
    public void Csv_keeps_quoted_line_breaks_and_knows_the_line_of_each_row()
    {
        var rows = ImportRows.FromCsv("编号,描述\r\n1,\"两行\r\n\"\"引号\"\",逗号\"\r\n\r\n2, b \n3,\"\"", ',');

        Assert.Null(rows.Fault);
        Assert.Equal(["编号", "描述"], rows.Columns);
        Assert.Equal([(2, "1", "两行\r\n\"引号\",逗号"), (5, "2", "b"), (6, "3", "")], rows.Rows.Select(row => (row.Line, row.Values!["编号"], row.Values["描述"])));
        Assert.Equal("2, b ", rows.Rows[1].Source);
    }

    [Fact]
    public void A_row_that_cannot_be_read_says_why_and_the_others_are_read()
    {
        var rows = ImportRows.FromCsv("a;b\n1\n1;2;3\n1;2\n1;\"open\n", ';').Rows;

        Assert.Equal(["expected 2 fields, found 1", "expected 2 fields, found 3", null, "expected the quotation mark to be closed"], rows.Select(row => row.Fault));
        Assert.Equal([2, 3, 4, 5], rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b,a\n1,2,3")]
    public void A_file_without_columns_is_none(string text) => Assert.NotNull(ImportRows.FromCsv(text, ',').Fault);

    [Fact]
    public void Json_rows_stand_under_their_path_with_their_lines()
    {
        var rows = ImportRows.FromJson("{\n \"x\": [1],\n \"data\": { \"rows\": [\n  {\"id\": 7, \"t\": \"灯\", \"n\": null, \"deep\": {}},\n  5,\n\n  {\"id\": \"8\"}\n ] } }", ["data", "rows"]);

        Assert.Null(rows.Fault);
        Assert.Equal([(4, "7", null), (5, null, "expected an object"), (7, "8", (string?)null)], rows.Rows.Select(row => (row.Line, row.Values?["id"], row.Fault)));
        Assert.Equal(("灯", ""), (rows.Rows[0].Values!["t"], rows.Rows[0].Values!["n"]));
    }

    [Theory]
    [InlineData("{\"data\": 5}", 1)]
    [InlineData("{\"other\": []}", 1)]
    [InlineData("{\"data\": [\n{\"a\": }]}", 2)]
    [InlineData("", 1)]
    [InlineData("[]", 1)]
    public void Json_without_such_a_list_is_refused_with_its_line(string text, int line) => Assert.Equal(line, ImportRows.FromJson(text, ["data"]).Fault!.Line);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-bom")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("gb18030")]
    public void The_encoding_is_found(string name)
    {
        const string text = "编号,内容\n1,路灯不亮€𠮷\n";
        Encoding encoding = name switch
        {
            "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!,
            _ => new UTF8Encoding(false),
        };
        var mark = name is "utf-8-bom" ? Encoding.UTF8.GetPreamble() : name.StartsWith("utf-16", StringComparison.Ordinal) ? encoding.GetPreamble() : [];

        Assert.Equal((text, name == "utf-8-bom" ? "utf-8" : name), ImportText.Read([.. mark, .. encoding.GetBytes(text)]));
    }

    [Fact]
    public void What_is_no_text_in_any_of_them_is_refused() => Assert.Null(ImportText.Read([0x61, 0xff, 0xff, 0x80]));
}
