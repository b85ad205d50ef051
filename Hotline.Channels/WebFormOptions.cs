namespace Hotline.Channels;

/// <summary>The report form and the progress page on our own web pages.</summary>
public sealed record WebFormOptions
{
    /// <summary>Absolute path of a folder for photographs of forms that were not yet sent in.</summary>
    public required string DraftFolder { get; init; }

    /// <summary>Whether citizens may call from the page <c>/call</c>. Default false: the page then says so.</summary>
    public bool Calls { get; init; }

    /// <summary>Photographs with one report. Default 6.</summary>
    public int MaxPhotos { get; init; } = 6;

    /// <summary>Bytes of one photograph. Default 10 MB: what a phone's camera makes. Stops a form from filling memory and disk.</summary>
    public int MaxPhotoBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Bytes of all photographs of forms not yet sent in, for all visitors. Default 1 GB; stops forms never sent from filling the disk.</summary>
    public long MaxDraftBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Reports from one address (IPv6: /64) in ten minutes. Default 20: an office or a street behind one address.</summary>
    public int ReportsPerTenMinutes { get; init; } = 20;

    /// <summary>Times a query code may be tried from one address in ten minutes. Default 30; stops guessing.</summary>
    public int QueriesPerTenMinutes { get; init; } = 30;

    /// <summary>The map in the form; null for none: the point is then typed, or the phone's own.</summary>
    public WebMapOptions? Map { get; init; }

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Path.IsPathRooted(DraftFolder))
        {
            yield return "Web:DraftFolder: an absolute path is expected";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(MaxPhotos), MaxPhotos), (nameof(MaxPhotoBytes), MaxPhotoBytes),
            (nameof(ReportsPerTenMinutes), ReportsPerTenMinutes), (nameof(QueriesPerTenMinutes), QueriesPerTenMinutes),
        })
        {
            if (value < 1)
            {
                yield return $"Web:{name}: 1 or more is expected";
            }
        }

        foreach (var error in Map?.Errors() ?? [])
        {
            yield return error;
        }
    }
}
