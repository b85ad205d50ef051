using System.Collections.Frozen;

namespace Hotline.Telephony.Media;

/// <summary>All prompts, loaded at start. Immutable.</summary>
internal sealed class PromptLibrary
{
    private readonly FrozenDictionary<string, Prompt> _prompts;

    private PromptLibrary(Dictionary<string, Prompt> prompts) => _prompts = prompts.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of all prompts.</summary>
    public IEnumerable<string> Names => _prompts.Keys;

    /// <summary>Loads every <c>*.wav</c> of the folders; of prompts of the same name the one in the earlier folder counts.</summary>
    /// <exception cref="WavException">Files are not prompts we can play; the message has a line for each, naming the file and what was expected.</exception>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    public static PromptLibrary Load(IEnumerable<string> folders)
    {
        var prompts = new Dictionary<string, Prompt>(StringComparer.Ordinal);
        var errors = new List<string>();
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.wav").Order(StringComparer.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (prompts.ContainsKey(name))
            {
                continue;
            }

            try
            {
                prompts.Add(name, ToPrompt(name, file, WavFile.Read(file)));
            }
            catch (WavException error)
            {
                errors.Add(error.Message);
            }
        }

        return errors.Count == 0 ? new PromptLibrary(prompts) : throw new WavException(string.Join(Environment.NewLine, errors));
    }

    /// <summary>The prompt of that name, or null.</summary>
    public Prompt? Find(string name) => _prompts.GetValueOrDefault(name);

    private static Prompt ToPrompt(string name, string file, WavFile wav)
    {
        if (wav.Channels != 1)
        {
            throw new WavException($"{file}: expected one channel, found {wav.Channels}.");
        }

        if (wav.Frames == 0)
        {
            throw new WavException($"{file}: expected sound, found none.");
        }

        return wav.Law is { } law ? new Prompt(name, law, wav.Data.ToArray()) : new Prompt(name, wav.Samples(0));
    }
}
