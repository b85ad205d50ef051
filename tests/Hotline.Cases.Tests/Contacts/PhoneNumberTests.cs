using Hotline.Cases.Contacts;

namespace Hotline.Cases.Tests.Contacts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13800000001", "13800000001")]
    [InlineData("+86 138-0000-0001", "13800000001")]
    [InlineData("008613800000001", "13800000001")]
    [InlineData("8613800000001", "13800000001")]
    [InlineData("0594-3591234", "05943591234")]
    [InlineData("86123456", "86123456")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("anonymous", "")]
    public void One_number_has_one_key(string? written, string key) => Assert.Equal(key, PhoneNumber.Key(written));

    [Theory]
    [InlineData("13800000001", true)]
    [InlineData("+8613800000001", true)]
    [InlineData("05943591234", false)]
    [InlineData("3591234", false)]
    [InlineData("4008123456", false)]
    [InlineData("110", false)]
    [InlineData("", false)]
    public void Landlines_take_no_messages(string written, bool takes) => Assert.Equal(takes, PhoneNumber.TakesMessages(written));

    [Theory]
    [InlineData("13800000001", "138****0001")]
    [InlineData("+8613800000001", "+86****0001")]
    [InlineData("3591234", "****34")]
    [InlineData("110", "***")]
    public void A_mask_leaves_too_little_to_ring(string written, string masked) => Assert.Equal(masked, PhoneNumber.Mask(written));
}
