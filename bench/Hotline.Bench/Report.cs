using System.Text.Json;

namespace Hotline.Bench;

/// <summary>What a run says: words for people, and with <c>--json</c> one line for programs, alone on stdout.</summary>
internal sealed class Report(Arguments arguments)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool json = arguments.Has("--json");

    internal void Say(string line) => (json ? Console.Error : Console.Out).WriteLine(line);

    internal void End(object result)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, Form));
        }
    }
}
