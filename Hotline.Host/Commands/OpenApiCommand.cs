using Hotline.Host.Api;

namespace Hotline.Host.Commands;

/// <summary><c>openapi</c>: writes the description of the HTTP interface. Opens no port, database or folder.</summary>
internal static class OpenApiCommand
{
    public static async Task<int> ExecuteAsync(Invocation invocation, TextWriter output)
    {
        var builder = Product.CreateBuilder(invocation.Settings);
        await using var app = Product.Build(builder, HotlineSettings.Read(builder.Configuration));
        await output.WriteAsync(await InterfaceDescription.WriteAsync(app.Services, CancellationToken.None));
        return 0;
    }
}
