namespace Hotline.Cases.Storage;

/// <summary>How many case numbers of a day are given out. Raised in the transaction that uses the number, so none is lost or given twice.</summary>
internal sealed class DayCounter
{
    public required DateOnly Day { get; init; }

    public int Last { get; set; }
}
