using Hotline.Cases.Casework;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hotline.Cases.Storage;

/// <summary>
/// Where each class's open rectifications and newest ungathered cases are, as the one writer of a SQLite file knows them: each new case is compared with all of its
/// class, and to read those anew every time was half of a registration. A class is read when it is first asked for, new cases are added as they are written, and
/// whatever else changes makes a class be read again.
/// </summary>
internal sealed class KnownPlaces
{
    private readonly Dictionary<string, List<Spot>> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Recent> cases = new(StringComparer.Ordinal);

    /// <summary>The open rectifications of a class; null: not known.</summary>
    public List<Spot>? OpenGroups(string categoryCode) => groups.GetValueOrDefault(categoryCode);

    public List<Spot> Keep(string categoryCode, List<Spot> open) => groups[categoryCode] = open;

    /// <summary>The newest ungathered cases of a class since a moment, until the next is added; null: not known, or not so far back.</summary>
    public List<Spot>? Ungathered(string categoryCode, DateTimeOffset since, int most) =>
        cases.TryGetValue(categoryCode, out var known) && known.Since <= since && known.Most == most ? known.From(since) : null;

    public List<Spot> Keep(string categoryCode, DateTimeOffset since, int most, List<Spot> newestFirst)
    {
        cases[categoryCode] = new(since, most, newestFirst.AsEnumerable().Reverse());
        return newestFirst;
    }

    /// <summary>A case that was written.</summary>
    public void Add(Case opened)
    {
        if (opened.RectificationId is null && cases.TryGetValue(opened.CategoryCode, out var known))
        {
            known.Add(Spot.Of(opened));
        }
    }

    /// <summary>Takes note of what EF is about to save.</summary>
    public void Follow(ChangeTracker changes)
    {
        foreach (var entry in changes.Entries<Case>())
        {
            if (entry.State == EntityState.Added)
            {
                Add(entry.Entity);
            }
            else if (entry.State == EntityState.Modified
                && (entry.Property(row => row.RectificationId).IsModified || entry.Property(row => row.CategoryCode).IsModified || entry.Property(row => row.Place).IsModified))
            {
                Forget(entry.Property(row => row.CategoryCode).OriginalValue);
                Forget(entry.Entity.CategoryCode);
            }
        }

        foreach (var entry in changes.Entries<Rectification>().Where(entry => entry.State is not EntityState.Unchanged))
        {
            Forget(entry.Entity.CategoryCode);
        }
    }

    public void Forget()
    {
        groups.Clear();
        cases.Clear();
    }

    private void Forget(string categoryCode)
    {
        groups.Remove(categoryCode);
        cases.Remove(categoryCode);
    }

    /// <summary>The newest of a class, the oldest first.</summary>
    private sealed class Recent(DateTimeOffset since, int most, IEnumerable<Spot> known)
    {
        private readonly List<Spot> spots = [.. known];

        /// <summary>From then on all are here, or <see cref="Most"/>.</summary>
        public DateTimeOffset Since { get; private set; } = since;

        public int Most => most;

        public void Add(Spot spot)
        {
            if (spots.Count == most)
            {
                spots.RemoveAt(0);
            }

            spots.Add(spot);
        }

        public List<Spot> From(DateTimeOffset since)
        {
            var old = spots.FindIndex(spot => spot.At >= since);
            spots.RemoveRange(0, old < 0 ? spots.Count : old);
            Since = since;
            return spots;
        }
    }
}
