namespace Hotline.Cases.Calendar;

/// <summary>What a day is to an office in mainland China.</summary>
internal enum DayKind
{
    /// <summary>Monday to Friday, nothing else said.</summary>
    Workday,

    /// <summary>Saturday or Sunday, nothing else said.</summary>
    Weekend,

    /// <summary>Off by the State Council's notice, or, where none is published yet, by the statute alone.</summary>
    Holiday,

    /// <summary>A Saturday or Sunday on which offices work (调休) by the State Council's notice.</summary>
    MakeUpWorkday,
}
