namespace Hotline.Phones;

/// <summary>A phone did not get what it asked for.</summary>
internal sealed class PhoneException(string message) : Exception(message);
