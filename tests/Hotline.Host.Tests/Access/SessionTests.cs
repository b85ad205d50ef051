using System.Net;
using System.Net.Http.Json;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Telephony;
using Hotline.Testing;
using Microsoft.AspNetCore.Identity;

namespace Hotline.Host.Tests.Access;

public sealed class SessionTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_session_says_who_one_is_and_ends()
    {
        using var seat = await product.SignInAsync("agent1");

        var user = await seat.GetAsync("/api/session");
        Assert.Equal("agent1", user.Text("userName"));
        Assert.Equal("8001", user.Text("agentId"));
        Assert.Equal("agent", Assert.Single(user.List("roles")).GetString());
        Assert.Equal("city-hotline", user.GetProperty("unit").Text("id"));

        await seat.DeleteAsync("/api/session", HttpStatusCode.NoContent);
        Assert.Equal("signed-out", (await seat.GetAsync("/api/session", HttpStatusCode.Unauthorized)).Text("code"));
    }

    [Fact]
    public async Task The_cookie_is_for_our_own_pages_only()
    {
        using var seat = product.Stranger();
        using var request = SignInRequest(SampleStaff.Password);
        request.Headers.Add("X-Hotline", "1");

        using var response = await seat.SendAsync(request);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer()
    {
        using var seat = product.Stranger();

        var unknown = await seat.PostAsync("/api/session", new { userName = "nobody", password = "x" }, HttpStatusCode.Unauthorized);
        var wrong = await seat.PostAsync("/api/session", new { userName = "dispatcher", password = "x" }, HttpStatusCode.Unauthorized);

        Assert.Equal("sign-in-failed", unknown.Text("code"));
        Assert.Equal(Shape(unknown), Shape(wrong));

        static string Shape(System.Text.Json.JsonElement problem) => string.Join('|', problem.EnumerateObject().Where(part => part.Name != "traceId"));
    }

    [Fact]
    public void An_unknown_name_costs_as_many_hashes_as_a_wrong_password()
    {
        var hasher = new CountingHasher();
        var staff = new StaffRegister(new BrowserPhones(new TelephonyOptions { DataFolder = "", CallFlowFile = "", PromptFolders = [] }));
        staff.Replace([new StaffAccount { Id = Guid.NewGuid(), UserName = "known", Name = "", Roles = [], PasswordHash = hasher.HashPassword(null!, "right"), SamplePassword = false }]);
        var signIn = new SignIn(staff, new SignInGuard(new ManualTimeProvider()), hasher);

        signIn.Check("known", "wrong", IPAddress.Loopback);
        Assert.Equal(1, hasher.Verified);
        signIn.Check("unknown", "wrong", IPAddress.Loopback);
        Assert.Equal(2, hasher.Verified);
    }

    [Fact]
    public async Task The_sixth_attempt_in_a_row_has_to_wait_even_with_the_right_password()
    {
        using var seat = product.Stranger();
        for (var i = 0; i < 5; i++)
        {
            await seat.PostAsync("/api/session", new { userName = "unit2", password = "x" }, HttpStatusCode.Unauthorized);
        }

        var problem = await seat.PostAsync("/api/session", new { userName = "unit2", password = SampleStaff.Password }, HttpStatusCode.TooManyRequests);
        Assert.Equal("too-many-attempts", problem.Text("code"));
    }

    [Fact]
    public async Task Missing_fields_are_named()
    {
        using var seat = product.Stranger();

        var problem = await seat.PostAsync("/api/session", new { }, HttpStatusCode.BadRequest);

        Assert.Equal("invalid", problem.Text("code"));
        Assert.Equal(["userName", "password"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Without_our_header_nothing_is_changed()
    {
        using var seat = product.Stranger();
        using var request = SignInRequest(SampleStaff.Password);

        using var response = await seat.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("header-missing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task From_another_origin_nothing_is_changed(string origin)
    {
        using var seat = product.Stranger();
        using var request = SignInRequest(SampleStaff.Password);
        request.Headers.Add("X-Hotline", "1");
        request.Headers.Add("Origin", origin);

        using var response = await seat.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("foreign-origin", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static HttpRequestMessage SignInRequest(string password) =>
        new(HttpMethod.Post, "/api/session") { Content = JsonContent.Create(new { userName = "leader", password }) };

    private sealed class CountingHasher : IPasswordHasher<StaffAccount>
    {
        public int Verified { get; private set; }

        public string HashPassword(StaffAccount user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(StaffAccount user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }
    }
}
