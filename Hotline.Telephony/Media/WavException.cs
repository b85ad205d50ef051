namespace Hotline.Telephony.Media;

/// <summary>A file is not the WAV it should be. The message names the file, what was expected and what was found.</summary>
internal sealed class WavException(string message) : Exception(message);
