using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>Prints numbered letters: at once as a page, and in the background as a PDF that is kept under its SHA-256. Thread-safe.</summary>
public interface ILetterPress
{
    /// <summary>Puts a letter in line to be printed; one that failed is tried again, one that is made stays as it is.</summary>
    ValueTask<ActResult<PrintView>> AskAsync(Actor actor, Guid letterId, CancellationToken cancellationToken);

    /// <summary>Where its printing stands; null where it was never asked for, or there is no such letter for this person.</summary>
    ValueTask<PrintView?> FindAsync(Actor actor, Guid letterId, CancellationToken cancellationToken);

    /// <summary>The letter as an HTML page; null where there is none for this person, or its kind is not printed.</summary>
    ValueTask<string?> ShowAsync(Actor actor, Guid letterId, CancellationToken cancellationToken);

    /// <summary>The PDF, checked against its SHA-256; null where there is none.</summary>
    ValueTask<(PrintView View, Stream Content)?> OpenAsync(Actor actor, Guid letterId, CancellationToken cancellationToken);

    /// <summary>Prints what is in line. Safe to call at once by several; each letter is printed once.</summary>
    /// <returns>How many were made or given up.</returns>
    ValueTask<int> PrintDueAsync(CancellationToken cancellationToken);
}

/// <summary>Makes PDFs of HTML pages. Implemented outside the case core.</summary>
public interface IPageMaker
{
    /// <summary>Why it cannot make any as they should be: <c>chromium-not-installed</c>, or <c>no-chinese-font</c> where Chinese would come out as boxes; null: it can.</summary>
    ValueTask<string?> MissingAsync(CancellationToken cancellationToken);

    /// <summary>Makes one.</summary>
    /// <param name="html">A whole page that needs nothing from elsewhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PageMakerException">It did not come about; another try may succeed.</exception>
    ValueTask<ReadOnlyMemory<byte>> MakeAsync(string html, CancellationToken cancellationToken);
}

/// <summary>A page was not made; the message is a code for people who run the product, such as <c>chromium-timeout</c>.</summary>
public sealed class PageMakerException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public PageMakerException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong, keeping what caused it.</summary>
    public PageMakerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serialisers only.</summary>
    public PageMakerException()
    {
    }
}

/// <summary>Where the printing of a letter stands.</summary>
public enum PrintState
{
    /// <summary>In line.</summary>
    Pending,

    /// <summary>There is a PDF.</summary>
    Made,

    /// <summary>It did not come about.</summary>
    Failed,
}
