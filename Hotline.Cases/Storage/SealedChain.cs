using Hotline.Cases.Contacts;

namespace Hotline.Cases.Storage;

/// <summary>The end of a chain of entries that are only ever added: how many there are, and the hash of the last. An entry cut off the end is missed too.</summary>
internal sealed class SealedChain
{
    public const string Audit = "audit";

    private SealedChain()
    {
    }

    public string Name { get; private set; } = "";

    /// <summary>Guards the row: of two who write at once one does it again.</summary>
    public long Length { get; private set; }

    public string Hash { get; private set; } = "";

    public static SealedChain Begin(string name) => new() { Name = name };

    public void Add(AuditEntry entry)
    {
        entry.Join(++Length, Hash);
        Hash = entry.Hash;
    }
}
