namespace Hotline.Telephony.Media;

/// <summary>All prompts, loaded at start. Immutable.</summary>
internal sealed class PromptLibrary
{
    private PromptLibrary()
    {
    }

    /// <summary>Loads every <c>*.wav</c> of the folders; of prompts of the same name the one in the earlier folder counts.</summary>
    /// <exception cref="WavException">A file is not a WAV we can play; the message names the file and what was expected.</exception>
    public static PromptLibrary Load(IEnumerable<string> folders) => throw new NotSupportedException("not built yet");

    /// <summary>The prompt of that name, or null.</summary>
    public Prompt? Find(string name) => throw new NotSupportedException("not built yet");
}
