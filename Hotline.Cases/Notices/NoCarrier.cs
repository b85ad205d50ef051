namespace Hotline.Cases.Notices;

/// <summary>Stands where no carrier is put in: everything is held.</summary>
internal sealed class NoCarrier : INoticeCarrier
{
    public bool Carries(Medium medium) => false;

    public ValueTask<CarrierAnswer> CarryAsync(Notice notice, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CarrierAnswer(CarrierVerdict.NotConfigured, null, "not-configured"));
}
