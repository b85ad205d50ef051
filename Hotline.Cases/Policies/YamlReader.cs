using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hotline.Cases.Policies;

/// <summary>
/// Reads YAML against a grammar and keeps every error with its line and key instead of stopping at the first.
/// </summary>
/// <param name="file">As errors name it.</param>
internal sealed class YamlReader(string file)
{
    private readonly List<PolicyError> _errors = [];
    private readonly List<ClauseUse> _uses = [];
    private Dictionary<string, Clause>? _clauses;

    public IReadOnlyList<PolicyError> Errors => _errors;

    /// <summary>Every rule that names a clause, in the file's order.</summary>
    public IReadOnlyList<ClauseUse> Uses => _uses;

    public void Add(int line, string key, string expected, string? nearest = null) =>
        _errors.Add(new PolicyError(file, line, key, expected, nearest));

    public void AddRange(IEnumerable<PolicyError> errors) => _errors.AddRange(errors);

    /// <summary>The file's root section; <see langword="null"/> where it cannot be read at all. Even with errors it holds all that is right.</summary>
    public Section? Read(string text, SectionType grammar)
    {
        var yaml = new YamlStream();
        var scanner = new Scanner(new StringReader(text));
        try
        {
            yaml.Load(new Parser(scanner));
        }
        catch (YamlException wrong)
        {
            Add((int)wrong.Start.Line, "yaml", wrong.InnerException?.Message ?? wrong.Message);
            return null;
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet 16.3.0 throws for a list or section in brackets that is never closed.
            Add((int)scanner.CurrentPosition.Line, "yaml", "expected the bracket opened above to be closed");
            return null;
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            Add(1, "yaml", $"one document, {grammar.Expected}");
            return null;
        }

        ReadClauses(root, grammar);
        return ReadSection(root, grammar, string.Empty) as Section;
    }

    private static int Line(YamlNode node) => (int)node.Start.Line;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    // Clauses may stand anywhere in the file, so that they are gathered before the rules that name them.
    private void ReadClauses(YamlMappingNode root, SectionType grammar)
    {
        if (grammar.Find("clauses") is null)
        {
            return;
        }

        _clauses = new Dictionary<string, Clause>(StringComparer.Ordinal);
        var id = root.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: "id" }).Value is YamlScalarNode { Value: { } text } ? text : "?";
        if (root.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: "clauses" }).Value is YamlMappingNode clauses)
        {
            foreach (var (key, gist) in clauses.Children)
            {
                if (key is YamlScalarNode { Value: { } name } && gist is YamlScalarNode { Value: { } words })
                {
                    _clauses[name] = new Clause($"{id}/{name}", words);
                }
            }
        }
    }

    private object? ReadNode(YamlNode node, FieldType type, string path)
    {
        switch (type)
        {
            case ScalarType scalar:
                return ReadScalar(node, scalar, path);
            case ListType list when node is YamlSequenceNode sequence:
                var items = sequence.Children
                    .Select((child, index) => ReadNode(child, list.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")));
                return items.OfType<object>().ToImmutableArray();
            case MapType map when node is YamlMappingNode mapping:
                return ReadMap(mapping, map, path);
            case SectionType section when node is YamlMappingNode mapping:
                return ReadSection(mapping, section, path);
            case VariantType variant when node is YamlMappingNode mapping:
                return ReadVariant(mapping, variant, path);
            default:
                Add(Line(node), path, $"expected {type.Expected}");
                return null;
        }
    }

    private object? ReadScalar(YamlNode node, ScalarType type, string path)
    {
        if (node is not YamlScalarNode { Value: { } text })
        {
            Add(Line(node), path, $"expected {type.Expected}");
            return null;
        }

        if (type is ClauseType && _clauses is not null)
        {
            if (_clauses.TryGetValue(text, out var clause))
            {
                _uses.Add(new ClauseUse(path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : path, Line(node), clause));
                return clause;
            }

            Add(Line(node), path, $"expected {type.Expected}, found '{text}'", NearestName.Of(text, _clauses.Keys));
            return null;
        }

        if (type.Read(text) is { } value)
        {
            return value;
        }

        Add(Line(node), path, $"expected {type.Expected}, found '{text}'", NearestName.Of(text, type.Valid));
        return null;
    }

    private Dictionary<string, object> ReadMap(YamlMappingNode mapping, MapType type, string path)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, child) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (ReadNode(child, type.Item, Join(path, name)) is { } value)
            {
                values[name] = value;
            }
        }

        return values;
    }

    private Section? ReadVariant(YamlMappingNode mapping, VariantType type, string path)
    {
        var chosen = mapping.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: { } key } && key == type.Discriminator).Value;
        var name = (chosen as YamlScalarNode)?.Value;
        foreach (var (variant, section) in type.Variants)
        {
            if (string.Equals(variant, name, StringComparison.Ordinal))
            {
                return ReadSection(mapping, section, path);
            }
        }

        var valid = type.Variants.Select(variant => variant.Name).ToList();
        Add(
            Line(chosen ?? mapping),
            Join(path, type.Discriminator),
            $"expected one of {string.Join(", ", valid)}, found {(name is null ? "nothing" : $"'{name}'")}",
            NearestName.Of(name ?? string.Empty, valid));
        return null;
    }

    private Section? ReadSection(YamlMappingNode mapping, SectionType type, string path)
    {
        var before = _errors.Count;
        var values = new Dictionary<string, (object, int)>(StringComparer.Ordinal);
        foreach (var (keyNode, child) in mapping.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? string.Empty;
            if (type.Find(key) is not { } field)
            {
                Add(Line(keyNode), Join(path, key), $"unknown key, expected one of {string.Join(", ", type.Fields.Select(known => known.Key))}",
                    NearestName.Of(key, type.Fields.Select(known => known.Key)));
                continue;
            }

            if (ReadNode(child, field.Type, Join(path, key)) is { } value)
            {
                values[key] = (value, Line(keyNode));
            }
        }

        foreach (var field in type.Fields)
        {
            if (field.Required && !mapping.Children.Any(child => child.Key is YamlScalarNode { Value: { } key } && key == field.Key))
            {
                Add(Line(mapping), Join(path, field.Key), $"missing, expected {field.Type.Expected}");
            }
        }

        // The root is kept with its errors, so that what lies in other files is checked in the same run.
        return _errors.Count == before || path.Length == 0 ? new Section(path, Line(mapping), values) : null;
    }
}
