namespace Hotline.Bench;

/// <summary>The run cannot go on; the message says why, in one line or a few.</summary>
internal sealed class BenchException(string message) : Exception(message);

/// <summary>The command line cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
