using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hotline.Telephony.Ivr;

/// <summary>A piece of a flow file, and where it stands.</summary>
/// <param name="Line">1 being the first.</param>
/// <param name="Column">1 being the first.</param>
internal abstract record FlowNode(long Line, long Column)
{
    /// <summary>What this is, for a reader of the file.</summary>
    public abstract string Kind { get; }
}

internal sealed record FlowScalar(long Line, long Column, string Value) : FlowNode(Line, Column)
{
    public override string Kind => "\"" + Value + "\"";
}

internal sealed record FlowList(long Line, long Column, IReadOnlyList<FlowNode> Items) : FlowNode(Line, Column)
{
    public override string Kind => "a list";
}

internal sealed record FlowMap(long Line, long Column, IReadOnlyList<(FlowScalar Key, FlowNode Value)> Entries) : FlowNode(Line, Column)
{
    public override string Kind => "a group of keys";
}

/// <summary>YAML text as nodes with places. Anchors, aliases and several documents have no use in a flow and are errors.</summary>
internal static class FlowText
{
    public static FlowNode? Read(string text, FlowErrors errors)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                errors.Add(1, 1, "", "a call flow; the file is empty");
                return null;
            }

            var root = ReadNode(parser, errors, depth: 0);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _) && parser.Current is { } surplus)
            {
                errors.Add(surplus.Start.Line, surplus.Start.Column, "", "one document in the file");
            }

            return errors.Any ? null : root;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 16.3 fails so on an unclosed bracket before a new key.
            var at = parser.Current?.End ?? Mark.Empty;
            errors.Add(at.Line, at.Column, "", "valid YAML from here on");
            return null;
        }
        catch (YamlException broken)
        {
            errors.Add(broken.Start.Line, broken.Start.Column, "", "valid YAML: " + broken.Message);
            return null;
        }
    }

    private static FlowNode? ReadNode(IParser parser, FlowErrors errors, int depth)
    {
        // A flow is four levels deep; the parser underneath recurses with us.
        const int maxDepth = 16;
        var start = parser.Current!.Start;
        if (depth > maxDepth)
        {
            errors.Add(start.Line, start.Column, "", $"no more than {maxDepth} levels");
            parser.SkipThisAndNestedEvents();
            return null;
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new FlowScalar(start.Line, start.Column, scalar.Value);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<FlowNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (ReadNode(parser, errors, depth + 1) is { } item)
                {
                    items.Add(item);
                }
            }

            return new FlowList(start.Line, start.Column, items);
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            var entries = new List<(FlowScalar, FlowNode)>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = ReadNode(parser, errors, depth + 1);
                var value = ReadNode(parser, errors, depth + 1);
                if (key is FlowScalar name && value is not null)
                {
                    entries.Add((name, value));
                }
                else if (key is not null and not FlowScalar)
                {
                    errors.Add(key.Line, key.Column, "", "a name as key; found " + key.Kind);
                }
            }

            return new FlowMap(start.Line, start.Column, entries);
        }

        errors.Add(start.Line, start.Column, "", "plain values; anchors and aliases (& and *) are not used in a flow");
        parser.SkipThisAndNestedEvents();
        return null;
    }
}
