namespace Hotline.Cases;

/// <summary>Whether cases can be kept and read now. Thread-safe.</summary>
public interface ICaseStore
{
    /// <summary>Since when the database is away: it did not answer the last time it was asked, or was not there at the start. Null while it answers.</summary>
    DateTimeOffset? AwaySince { get; }

    /// <summary>
    /// The product starts without its database: until <see cref="CaseServices.PrepareStoreAsync"/> has succeeded, every act that needs it fails at once
    /// with a <see cref="System.Data.Common.DbException"/>.
    /// </summary>
    void Shut();
}
