using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hotline.Host;

/// <summary>Reads the certificate for HTTPS and SIP over TLS.</summary>
internal static class Certificates
{
    /// <summary>From PEM files: the certificate, and its key in a file of its own or in the same. Null, with a refusal noted, where they cannot be read.</summary>
    public static X509Certificate2? Read(SettingsReader reader)
    {
        var (file, key) = (reader.Text("Tls:Certificate"), reader.Text("Tls:Key"));
        if (file is null)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(file, key ?? file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            reader.Refuse($"Tls:Certificate {file} cannot be read as PEM with its key: {fault.Message}");
            return null;
        }
    }

    /// <summary>Authorities from a PEM file; empty where none is named.</summary>
    public static X509Certificate2Collection ReadTrusted(SettingsReader reader)
    {
        var trusted = new X509Certificate2Collection();
        if (reader.Text("Tls:Trusted") is { } file)
        {
            try
            {
                trusted.ImportFromPemFile(file);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
            {
                reader.Refuse($"Tls:Trusted {file} cannot be read as PEM: {fault.Message}");
            }
        }

        return trusted;
    }
}
