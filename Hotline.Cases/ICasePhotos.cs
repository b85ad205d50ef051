using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>Photos that units take about cases. Thread-safe.</summary>
public interface ICasePhotos
{
    /// <summary>Keeps a JPEG, PNG or WebP picture, known by its first bytes; the same one again is the one kept.</summary>
    /// <returns>What is kept; invalid (<c>photo</c>) for what is no such picture; not found where this person may not see the case.</returns>
    ValueTask<ActResult<PhotoView>> AddAsync(Actor actor, string caseNumber, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A photo with its content, to be disposed by the caller; null where this person may not see it, or the file does not fit its hash.</summary>
    ValueTask<(PhotoView View, Stream Content)?> OpenAsync(Actor actor, string caseNumber, Guid photoId, CancellationToken cancellationToken);
}
