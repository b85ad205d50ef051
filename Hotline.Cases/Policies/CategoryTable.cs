using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>
/// Reads the class tree from CSV: <c>code,parent,level,name,lead-unit,responsible-unit,hazard,convenience,limit,sample</c>, UTF-8, one class a line,
/// a class after the one above it. Lines that begin with <c>#</c> are comments; fields with commas stand in double quotes.
/// </summary>
internal static class CategoryTable
{
    private static readonly string[] Columns =
        ["code", "parent", "level", "name", "lead-unit", "responsible-unit", "hazard", "convenience", "limit", "sample"];

    /// <summary>Reads the table; with a city, every unit named must be one of its units.</summary>
    public static Loaded<CategoryTree> Load(string path, City? city)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text)
        {
            return new Loaded<CategoryTree>(null, [.. reader.Errors]);
        }

        var known = new Dictionary<string, Category>(StringComparer.Ordinal);
        var categories = new List<Category>();
        Dictionary<string, int>? header = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.TrimEnd('\r').TrimStart('\uFEFF');
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            var cells = Cells(trimmed);
            if (header is null)
            {
                header = Header(cells, number, reader);
                if (header is null)
                {
                    break;
                }
            }
            else if (new Row(cells, header, number, reader).Read(known, city) is { } category)
            {
                if (known.TryAdd(category.Code, category))
                {
                    categories.Add(category);
                }
                else
                {
                    reader.Add(number, "code", $"'{category.Code}' stands twice in the table");
                }
            }
        }

        return reader.Errors.Count > 0 ? new(null, [.. reader.Errors]) : new(new CategoryTree(categories), []);
    }

    private static Dictionary<string, int>? Header(List<string> cells, int line, YamlReader reader)
    {
        var before = reader.Errors.Count;
        foreach (var cell in cells.Where(cell => !Columns.Contains(cell, StringComparer.Ordinal)))
        {
            reader.Add(line, cell, $"unknown column, expected {string.Join(',', Columns)}", NearestName.Of(cell, Columns));
        }

        foreach (var column in Columns.Except(cells, StringComparer.Ordinal))
        {
            reader.Add(line, column, "missing column");
        }

        return reader.Errors.Count == before
            ? cells.Select((cell, index) => (cell, index)).ToDictionary(pair => pair.cell, pair => pair.index, StringComparer.Ordinal)
            : null;
    }

    // RFC 4180 on one line: a quoted field may hold commas and doubled quotes.
    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            var letter = line[index];
            if (quoted && letter == '"' && index + 1 < line.Length && line[index + 1] == '"')
            {
                cell.Append('"');
                index++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }

    private sealed class Row(List<string> cells, Dictionary<string, int> header, int line, YamlReader reader)
    {
        public Category? Read(Dictionary<string, Category> known, City? city)
        {
            var before = reader.Errors.Count;
            if (cells.Count != header.Count)
            {
                reader.Add(line, "row", FormattableString.Invariant($"expected {header.Count} cells, found {cells.Count}"));
                return null;
            }

            var (code, name) = (Required("code"), Required("name"));
            if (!Names<CategoryLevel>.TryParse(Cell("level"), out var level))
            {
                reader.Add(line, "level", $"expected one of {string.Join(", ", Names<CategoryLevel>.All)}, found '{Cell("level")}'",
                    NearestName.Of(Cell("level"), Names<CategoryLevel>.All));
                return null;
            }

            var parent = Parent(level, known);
            var category = new Category
            {
                Code = code,
                Name = name,
                Level = level,
                Parent = parent?.Code,
                LeadUnit = Unit("lead-unit", city, needed: level == CategoryLevel.Minor) ?? parent?.LeadUnit,
                ResponsibleUnit = Unit("responsible-unit", city, needed: level == CategoryLevel.Sub),
                Hazard = Flag("hazard"),
                ConvenienceList = Flag("convenience"),
                Limit = Limit(),
                Sample = Flag("sample"),
            };
            return reader.Errors.Count == before ? category : null;
        }

        private string Cell(string column) => cells[header[column]];

        private string Required(string column)
        {
            if (Cell(column).Length == 0)
            {
                reader.Add(line, column, "missing");
            }

            return Cell(column);
        }

        private Category? Parent(CategoryLevel level, Dictionary<string, Category> known)
        {
            var code = Cell("parent");
            if (level == CategoryLevel.Major)
            {
                if (code.Length > 0)
                {
                    reader.Add(line, "parent", "expected nothing: a major class stands at the top");
                }

                return null;
            }

            if (known.TryGetValue(code, out var parent) && parent.Level == level - 1)
            {
                return parent;
            }

            reader.Add(line, "parent", $"expected the code of a {Names<CategoryLevel>.Text(level - 1)} class above, found '{code}'",
                NearestName.Of(code, known.Values.Where(category => category.Level == level - 1).Select(category => category.Code)));
            return null;
        }

        private string? Unit(string column, City? city, bool needed)
        {
            var code = Cell(column);
            if (code.Length == 0)
            {
                if (needed)
                {
                    reader.Add(line, column, "missing, expected a unit's code");
                }

                return null;
            }

            if (city is not null && city.Find(code) is null)
            {
                reader.Add(line, column, $"no unit has the code '{code}'", NearestName.Of(code, city.Units.Select(unit => unit.Code)));
            }

            return code;
        }

        private bool Flag(string column)
        {
            var cell = Cell(column);
            if (cell is not ("yes" or "no" or ""))
            {
                reader.Add(line, column, $"expected yes, no or nothing, found '{cell}'", NearestName.Of(cell, ["yes", "no"]));
            }

            return cell == "yes";
        }

        private Period? Limit()
        {
            var cell = Cell("limit");
            if (cell.Length == 0)
            {
                return null;
            }

            if (PeriodText.TryParse(cell, out var limit))
            {
                return limit;
            }

            reader.Add(line, "limit", $"expected {PeriodText.Forms}, found '{cell}'");
            return null;
        }
    }
}
