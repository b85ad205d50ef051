using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Receiving;

/// <summary>Bodies of calls from outside, up to a limit: a caller that nobody knows yet must not fill the memory.</summary>
internal static class RequestBody
{
    /// <summary>The whole body; null where it is larger.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpRequest request, int largest)
    {
        if (request.ContentLength > largest)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + count > largest)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
