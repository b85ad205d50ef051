namespace Hotline.Telephony.Ivr;

/// <summary>The words of prompts, where the list they were spoken from (<c>prompts.tsv</c>) lies in a prompt folder or above it.</summary>
internal static class PromptTexts
{
    private const string ListName = "prompts.tsv";

    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> folders)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var list in new[] { Path.Combine(folder, ListName), Path.Combine(folder, "..", ListName) }.Where(File.Exists))
            {
                foreach (var line in File.ReadLines(list).Select(line => line.Split('\t')).Where(line => line.Length > 1 && !line[0].StartsWith('#')))
                {
                    texts.TryAdd(line[0], line[1]);
                }
            }
        }

        return texts;
    }
}
