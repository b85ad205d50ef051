using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Cases;
using Microsoft.AspNetCore.DataProtection;

namespace Hotline.Host.Readiness;

/// <summary>
/// The accounts as they were when the database was last read, kept in the data folder under the product's own keys: with them agents sign in and phones
/// register though the database is away at the start.
/// </summary>
internal sealed partial class StaffCopy(HotlineSettings settings, IDataProtectionProvider keys, ILogger<StaffCopy> logger)
{
    private readonly IDataProtector protector = keys.CreateProtector("staff-copy");

    private string Copy => Path.Combine(settings.DataFolder, "staff.copy");

    /// <summary>Keeps the accounts. A disk that refuses costs the copy, not the start.</summary>
    public void Keep(IReadOnlyCollection<StaffAccount> accounts)
    {
        try
        {
            var fresh = $"{Copy}.new";
            using (var written = new FileStream(fresh, ForOurselves()))
            {
                written.Write(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(accounts)));
                written.Flush(flushToDisk: true);
            }

            File.Move(fresh, Copy, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotKept(fault);
        }
    }

    /// <summary>The accounts kept; null where there are none, or they cannot be read.</summary>
    public IReadOnlyList<StaffAccount>? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<List<StaffAccount>>(protector.Unprotect(File.ReadAllBytes(Copy)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or JsonException)
        {
            NotRead(fault);
            return null;
        }
    }

    private static FileStreamOptions ForOurselves()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The copy of the accounts could not be written; a start without the database would be refused, or go by an older copy")]
    private partial void NotKept(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The copy of the accounts cannot be read")]
    private partial void NotRead(Exception fault);
}
