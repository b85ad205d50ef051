using System.Globalization;
using Hotline.Telephony.Switchboard;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

public sealed class InquiryAllowanceTests
{
    private readonly ManualTimeProvider time = new();
    private readonly InquiryAllowance allowance;

    public InquiryAllowanceTests() => allowance = new InquiryAllowance(time);

    [Fact]
    public void A_number_that_asks_in_vain_too_often_is_told_nothing_for_an_hour()
    {
        for (var guess = 0; guess < InquiryAllowance.Most; guess++)
        {
            Assert.True(allowance.MayAsk("13800138000", Case(guess)));
            allowance.InVain("13800138000", Case(guess));
        }

        Assert.False(allowance.MayAsk("13800138000", Case(99)));
        Assert.True(allowance.MayAsk("13900139000", Case(99)));
        time.Advance(InquiryAllowance.Window);
        Assert.True(allowance.MayAsk("13800138000", Case(99)));
    }

    [Fact]
    public void A_case_guessed_at_from_many_numbers_is_closed_for_an_hour()
    {
        for (var guess = 0; guess < InquiryAllowance.Most; guess++)
        {
            Assert.True(allowance.MayAsk(Caller(guess), "20261122000001"));
            allowance.InVain(Caller(guess), "20261122000001");
        }

        Assert.False(allowance.MayAsk("13800138000", "20261122000001"));
        Assert.True(allowance.MayAsk("13800138000", "20261122000002"));
    }

    [Fact]
    public void A_flood_costs_bounded_memory_and_ends()
    {
        for (var guess = 0; guess < InquiryAllowance.MostRemembered / 2; guess++)
        {
            allowance.InVain(Caller(guess), Case(guess));
        }

        Assert.False(allowance.MayAsk("13800138000", "20261122000001"));
        time.Advance(InquiryAllowance.Window);
        Assert.True(allowance.MayAsk("13800138000", "20261122000001"));
    }

    private static string Case(int number) => (20260101000000 + number).ToString(CultureInfo.InvariantCulture);

    private static string Caller(int number) => (13000000000 + number).ToString(CultureInfo.InvariantCulture);
}
