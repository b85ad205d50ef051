using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>联系、到场: what has to be shown before a unit may reply, as the policy asks for it, and how it is shown.</summary>
internal static class Evidence
{
    public const int LongestMessage = 300;
    private const int LongestNote = 500;
    private const int LongestPlace = 200;
    private const int MostPhotos = 10;
    private const double WorstAccuracy = 10_000;

    /// <summary>Why the unit may not reply yet.</summary>
    public static ActRefusal? ReplyRefusal(Case handled, CaseRules rules)
    {
        if (ContactRefusal(handled, rules) is { } contact)
        {
            return contact;
        }

        if (VisitClause(handled, rules) is not { } onSite)
        {
            return null;
        }

        var visits = Since(handled, HandlingRecordKind.OnSite).ToList();
        return visits.Count == 0 ? new(ActTable.NotAllowed, "须先到场核实，方可答复", onSite)
            : PhotosNeeded(rules) is { } photo && visits.TrueForAll(visit => visit.Photos.Count == 0) ? new(ActTable.NotAllowed, "到场确认须附现场照片，方可答复", photo)
            : null;
    }

    /// <summary>The requester was not contacted, and the policy wants it. Whom nobody can reach by phone need not be shown to have been contacted.</summary>
    public static ActRefusal? ContactRefusal(Case handled, CaseRules rules) =>
        ContactClause(handled, rules) is { } clause && handled.RequesterPhone is not null && !Since(handled, HandlingRecordKind.Contact).Any()
            ? new(ActTable.NotAllowed, "须先联系诉求人并登记联系记录，方可答复", clause)
            : null;

    /// <summary>A visit is confirmed where its limit runs, or where it still lacks what the reply needs.</summary>
    public static string? VisitRefusal(Case handled, CaseRules rules) =>
        handled.Awaits(CaseEvent.OnSiteConfirmed) || (VisitClause(handled, rules) is not null && ReplyRefusal(handled, rules) is not null) ? null : "没有待确认的到场时限";

    public static Dictionary<string, string[]> Check(Case handled, CaseAct.OnSite visit, IReadOnlyList<Guid>? photos, Occasion occasion)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require(errors, "place", visit.Place, "请填写到达地点", LongestPlace);
        Require(errors, "note", visit.Note, "请填写现场情况", LongestNote);
        if (visit.At > occasion.At || visit.At < handled.CurrentAssignment?.DispatchedAt)
        {
            errors["at"] = ["到场时间须在派单之后，且不晚于现在"];
        }

        if (visit.Longitude is null != visit.Latitude is null || visit.Longitude is < -180 or > 180 or double.NaN || visit.Latitude is < -90 or > 90 or double.NaN)
        {
            errors["longitude"] = ["经度、纬度须同时填写，经度-180到180，纬度-90到90"];
        }

        if (visit.AccuracyMetres is < 0 or > WorstAccuracy or double.NaN || (visit.AccuracyMetres is not null && visit.Latitude is null))
        {
            errors["accuracyMetres"] = [$"定位精度为0到{WorstAccuracy}米，须与经纬度一并填写"];
        }

        if (visit.PhotoIds is { Count: > 0 } named && (named.Count > MostPhotos || photos is null || named.Distinct().Count() != photos.Count || named.Count != photos.Count))
        {
            errors["photoIds"] = [$"须为本工单已上传的照片，最多{MostPhotos}张"];
        }

        return errors;
    }

    public static Dictionary<string, string[]> Check(Case handled, CaseAct.ContactRequester contacted, ContactEvidence? found, Occasion occasion)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var field = contacted.NoticeId is null ? "contactId" : "noticeId";
        if (contacted.ContactId is null == contacted.NoticeId is null)
        {
            errors["contactId"] = ["请指明一次通话或来信，或一条已发送的消息"];
        }
        else if (found is null)
        {
            errors[field] = ["没有这次通话或消息"];
        }
        else if (!found.Theirs)
        {
            errors[field] = ["不是与该诉求人的联系"];
        }
        else if (found.At is not { } at)
        {
            errors[field] = ["未接通或尚未发出"];
        }
        else if (at < From(handled) || at > occasion.At)
        {
            errors[field] = [$"须在{UnitRequest.Words(From(handled))}之后联系"];
        }

        if (contacted.Note?.Length > LongestNote)
        {
            errors["note"] = [$"不能超过{LongestNote}字"];
        }

        return errors;
    }

    public static void ConfirmOnSite(Case handled, CaseAct.OnSite visit, Actor actor, string? clause, Occasion occasion)
    {
        var record = HandlingRecord.Visit(handled, Unit(handled, actor, occasion), visit, occasion);
        handled.Keep(record);
        var where = record.Longitude is { } east ? FormattableString.Invariant($"（{east:0.#####},{record.Latitude:0.#####}，精度{record.AccuracyMetres:0}米）") : "";
        handled.Record(
            occasion,
            "on-site",
            $"{(visit.At is null ? "" : UnitRequest.Words(record.At))}到达现场：{record.Place}{where}；{record.Note}{(record.Photos.Count == 0 ? "" : $"；照片{record.Photos.Count}张")}",
            clause);
        handled.Happens(CaseEvent.OnSiteConfirmed, occasion with { At = record.At });
    }

    /// <summary>In time or not goes by when the contact was, not by when it was put down.</summary>
    public static void Contact(Case handled, CaseAct.ContactRequester contacted, ContactEvidence evidence, Actor actor, string? clause, Occasion occasion)
    {
        var record = HandlingRecord.Contacted(handled, Unit(handled, actor, occasion), contacted, evidence, occasion);
        handled.Keep(record);
        handled.Record(
            occasion, "contact", $"{record.UnitName}于{UnitRequest.Words(record.At)}通过{Writing.Door(evidence.Medium)}联系诉求人{(record.Note is { } said ? $"：{said}" : "")}", clause);
        handled.Happens(CaseEvent.Contacted, occasion with { At = record.At });
    }

    /// <summary>What a unit writes goes out by the platform: the unit needs no number for it.</summary>
    public static OutboxNotice Write(Case handled, string text, NoticeDoor door, Actor actor, string? clause, Occasion occasion)
    {
        var unit = Unit(handled, actor, occasion);
        handled.Record(occasion, "message", $"{unit.Name}通过平台致诉求人：{text}", clause);
        handled.Tell(new NoticeQueued());
        return OutboxNotice.Of(
            OutboxNotice.UnitKind, handled.Id, handled.Number, door, $"【{occasion.Rules.City.Name}12345】{unit.Name}就您反映的事项（编号{handled.Number}）：{text}", "", occasion.At);
    }

    /// <summary>The clause by which the requester is to be contacted before the reply; null: none asks for it.</summary>
    public static string? ContactClause(Case handled, CaseRules rules)
    {
        var facts = handled.Facts(rules);
        return (rules.Policy.Clock(ClockName.Contact, facts)?.Clause
            ?? (handled.RequestType == RequestType.Consultation ? rules.Policy.Practice(PracticeName.ContactRecordForConsultation)?.Clause : null)
            ?? rules.Policy.Practice(PracticeName.UnitCallback)?.Clause)?.Id;
    }

    private static string? VisitClause(Case handled, CaseRules rules) => rules.Policy.Clock(ClockName.OnSite, handled.Facts(rules))?.Clause.Id;

    private static string? PhotosNeeded(CaseRules rules) =>
        rules.Policy.Practice(PracticeName.OnSiteRecord) is { } practice && practice.Settings.Flag("photo") ? practice.Clause.Id : null;

    /// <summary>What was done since the unit that has the case got it.</summary>
    private static IEnumerable<HandlingRecord> Since(Case handled, HandlingRecordKind kind) =>
        handled.Records.Where(record => record.Kind == kind && record.At >= handled.CurrentAssignment?.DispatchedAt);

    /// <summary>A contact counts from when its limit does, else from the dispatch.</summary>
    private static DateTimeOffset From(Case handled) => handled.CurrentAssignment?.DispatchedAt ?? handled.RegisteredAt;

    private static UnitRef Unit(Case handled, Actor actor, Occasion occasion) => occasion.Rules.Units.Ref(actor.UnitId) ?? new(handled.UnitId ?? "", handled.UnitName ?? "");

    private static void Require(Dictionary<string, string[]> errors, string field, string? value, string missing, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [missing];
        }
        else if (value.Length > longest)
        {
            errors[field] = [$"不能超过{longest}字"];
        }
    }
}
