using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Host.Tests;

public sealed class LogTests
{
    private const string Number = "13800000077";
    private const string Name = "欧阳测试";
    private const string Matter = "测试诉求内容之甲";

    [Fact]
    public async Task What_citizens_say_and_who_they_are_is_in_no_log()
    {
        using var log = new KeptLog();
        await using var product = new TestProduct 
        {
            // As an operator in trouble would set it.
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information" },
            Adjust = services => services.AddSingleton<ILoggerProvider>(log),
        };
        await product.InitializeAsync();
        using var agent = await product.SignInAsync("agent1");
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: Number);
        await product.ReportAsync(call.Offered);
        await product.ReportAsync(call.Answered);
        await product.ReportAsync(call.Ended);
        var form = new { requestType = "complaint", categoryCode = "010202", place = "六一路", text = Matter, requesterName = Name, requesterPhone = Number };
        var registered = await agent.PostAsync("/api/cases", form, HttpStatusCode.Created);
        await agent.PostAsync("/api/cases", new { text = Matter, requesterPhone = Number, hazard = "yes" }, HttpStatusCode.BadRequest);
        await agent.PostAsync($"/api/cases/{registered.Text("number")}/dispatch", new { version = 1, unitId = "water-co" });
        await agent.GetAsync($"/api/contacts?number={Number}");
        await agent.GetAsync($"/api/cases?q={Number}");
        await agent.PostAsync("/api/session", new { userName = Name, password = Matter }, HttpStatusCode.Unauthorized);

        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => new[] { Number, Name, Matter, "hotline-sample" }.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
