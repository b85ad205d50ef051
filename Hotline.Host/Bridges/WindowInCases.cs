using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>What a dialogue asks for is answered by the case core.</summary>
internal sealed class WindowInCases(ICitizenDesk citizens, INoticeDesk notices, IKnowledgeDesk knowledge, TimeProvider time) : ICitizenWindow
{
    public async ValueTask<IReadOnlyList<WindowCase>> ListCasesAsync(ChannelKind channel, string address, CancellationToken cancellationToken) =>
        [.. (await citizens.ListOwnCasesAsync(MediumWords.CorrespondentOf(channel, address), cancellationToken)).Select(own =>
            new WindowCase(own.Number, own.Gist, Progress(own), own.ReplyText, own.MayRate, OwnCasesInCases.PeriodOf(own.Objection)))];

    public ValueTask<bool> UrgeAsync(ChannelKind channel, string address, string caseNumber, string externalId, CancellationToken cancellationToken) =>
        citizens.UrgeAsync(MediumWords.CorrespondentOf(channel, address), caseNumber, externalId, cancellationToken);

    public async ValueTask<bool> RateAsync(ChannelKind channel, string address, string text, string externalId, CancellationToken cancellationToken) =>
        await notices.AcceptReplyAsync(
            new NoticeReply($"{channel}/{externalId}", address, "", text, time.GetUtcNow()) { Medium = MediumWords.MediumOf(channel) }, cancellationToken) == ReplyMatch.Answered;

    public async ValueTask<CitizenDone> ObjectAsync(ChannelKind channel, string address, string caseNumber, string text, string externalId, CancellationToken cancellationToken) =>
        OwnCasesInCases.Done((await citizens.ObjectAsync(MediumWords.CorrespondentOf(channel, address), caseNumber, text, externalId, cancellationToken)).Answer);

    public ValueTask<string?> LinkedPhoneAsync(ChannelKind channel, string address, CancellationToken cancellationToken) =>
        citizens.LinkedPhoneAsync(MediumWords.CorrespondentOf(channel, address), cancellationToken);

    public ValueTask LinkAsync(ChannelKind channel, string address, string phone, string evidence, CancellationToken cancellationToken) =>
        citizens.LinkAsync(MediumWords.CorrespondentOf(channel, address), phone, evidence, cancellationToken);

    public ValueTask<bool> UnlinkAsync(ChannelKind channel, string address, CancellationToken cancellationToken) =>
        citizens.UnlinkAsync(MediumWords.CorrespondentOf(channel, address), cancellationToken);

    public ValueTask<WindowAnswer?> AnswerAsync(string question, CancellationToken cancellationToken) => ValueTask.FromResult(
        knowledge.Answer(question) is { } found
            ? new WindowAnswer($"{found.Article.Title}（{found.Article.ArticleId} 第{found.Article.Version}版）", found.Article.Title ?? "", found.Text, found.Source, found.Related)
            : null);

    private static string Progress(OwnCase own) => own.State switch
    {
        CaseState.Registered => "已受理，等待派单",
        CaseState.Dispatched => $"已转{own.UnitName}办理",
        CaseState.Signed => $"{own.UnitName}正在办理",
        CaseState.Replied => "承办单位已答复，正在审核",
        CaseState.Closed => "已办结，等待您的评价",
        CaseState.FollowUp => "已办结，工作人员将回访您",
        CaseState.Archived => "已归档",
    };
}

/// <summary>Notes of the doors are kept by the case core.</summary>
internal sealed class MemoryInCases(IDoorNotes notes) : IChannelMemory
{
    public async ValueTask<(string Value, int Version)?> FindAsync(string key, CancellationToken cancellationToken) =>
        await notes.FindAsync(key, cancellationToken) is { } note ? (note.Value, note.Version) : null;

    public ValueTask<IReadOnlyList<string>> ListQuietAsync(string beginning, DateTimeOffset since, CancellationToken cancellationToken) =>
        notes.ListQuietAsync(beginning, since, cancellationToken);

    public ValueTask<bool> TryKeepAsync(IReadOnlyList<ChannelNote> changes, CancellationToken cancellationToken) =>
        notes.TryKeepAsync([.. changes.Select(change => new DoorNoteChange(change.Key, change.Value, change.Version))], cancellationToken);
}
