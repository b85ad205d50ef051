namespace Hotline.Cases.Contacts;

/// <summary>See <see cref="IDoorNotes"/>.</summary>
internal sealed class DoorNote
{
    private DoorNote()
    {
    }

    public string Key { get; private set; } = "";

    public string Value { get; private set; } = "";

    public int Version { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public static DoorNote Of(string key, string value, DateTimeOffset at) => new() { Key = key, Value = value, Version = 1, ChangedAt = at };

    public void Change(string value, DateTimeOffset at) => (Value, Version, ChangedAt) = (value, Version + 1, at);
}
