using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Exchange;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Letters in and out, and who may see how they stand.</summary>
internal sealed class ExchangeDesk(
    Ledger ledger, RuleBook book, CaseReader reader, ExchangeFiles files, IExchangePost post, TimeProvider time) : IExchangeDesk
{
    /// <summary>Letters of one exchange that may wait for one before them; more is no gap but a fault.</summary>
    private const int MostAhead = 1000;

    private const int MostListed = 200;

    /// <summary>Of one platform at one beat, so that the next beat is not late.</summary>
    private const int MostAtOnce = 200;

    /// <summary>Of a name that is none, in the answer.</summary>
    private const int LongestName = 40;

    /// <summary>One letter without an answer may be that letter's fault; the second in a row is the platform's, and each costs the whole of its time limit.</summary>
    private const int MostSilent = 2;

    private readonly LettersFromAbove above = new(book, time);
    private readonly LettersFromBelow below = new(book, time);

    public async ValueTask<LetterTaking> TakeAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken)
    {
        if (Peer(peer) is not { } known)
        {
            return new(LetterVerdict.Unknown, 0, [], null, "no such platform here");
        }

        var names = known.Above ? LetterName.FromAbove : LetterName.FromBelow;
        var fault = !names.Contains(letter.Name) ? $"{(LetterName.FromAbove.Contains(letter.Name) || LetterName.FromBelow.Contains(letter.Name) ? "not that side's to say" : "unknown name or version")}: {Excerpt.Of(letter.Name, LongestName)}"
            : letter.Seq < 1 ? "seq counts from 1"
            : letter.Exchange == Guid.Empty || letter.Id == Guid.Empty ? "id and exchange are expected"
            : LetterBody.Read(letter.Name, letter.Body).Fault;
        return fault is not null
            ? new(LetterVerdict.Malformed, 0, [], null, fault)
            : await ledger.WriteAsync(database => TakeAsync(database, known, letter, cancellationToken), cancellationToken);
    }

    public ValueTask<(string MediaType, Stream Content)?> OpenFileAsync(string peer, string sha256, CancellationToken cancellationToken) => files.OpenAsync(peer, sha256, cancellationToken);

    public async ValueTask<int> WorkAsync(CancellationToken cancellationToken)
    {
        // Each platform for itself: one that is silent holds up no other.
        var done = await Task.WhenAll(book.Peers.Select(peer => WorkAsync(peer, cancellationToken)));
        return done.Sum();
    }

    public async ValueTask<ActResult<CaseView>> AskAsync(Actor actor, string idempotencyKey, string caseNumber, SuperiorRequest request, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.ShiftLeader, Role.Dispatcher))
        {
            return new ActResult<CaseView>.NotAllowed(ActTable.NoRight, null, "您没有向上级平台申请的权限", []);
        }

        if (SuperiorAsking.Errors(request) is { Count: > 0 } errors)
        {
            return new ActResult<CaseView>.Invalid(errors);
        }

        var answer = await ledger.WriteAsync(database => AskAsync(database, actor, idempotencyKey, caseNumber, request, cancellationToken), cancellationToken);
        return answer.Refused ?? (await reader.FindAsync(actor, caseNumber, cancellationToken) is { } view
            ? new ActResult<CaseView>.Done(view, answer.Repeated)
            : new ActResult<CaseView>.NotFound());
    }

    public async ValueTask<IReadOnlyList<ExchangePeerView>> ListPeersAsync(Actor actor, CancellationToken cancellationToken) => !Sees(actor)
        ? []
        : await ledger.ReadAsync(async database =>
        {
            var views = new List<ExchangePeerView>();
            foreach (var peer in book.Peers)
            {
                views.Add(await ShowAsync(database, peer, cancellationToken));
            }

            return views;
        });

    public async ValueTask<IReadOnlyList<ExchangeLetterView>> ListLettersAsync(Actor actor, string? peer, ExchangeState? state, string? caseNumber, CancellationToken cancellationToken) => !Sees(actor)
        ? []
        : await ledger.ReadAsync(async database =>
        {
            var sent = await database.SentLetters
                .Where(row => (peer == null || row.Peer == peer) && (state == null || row.State == state) && (caseNumber == null || row.CaseNumber == caseNumber))
                .OrderByDescending(row => row.At).Take(MostListed)
                .Select(row => new ExchangeLetterView(row.Id, row.Peer, false, row.CaseNumber, row.Seq, row.Name, row.At, row.State, row.Attempts, row.NextAttemptAt, row.Reason)).ToListAsync(cancellationToken);
            var came = await database.ReceivedLetters
                .Where(row => (peer == null || row.Peer == peer) && (state == null || row.State == state)
                    && (caseNumber == null || database.ExchangeLinks.Any(link => link.Id == row.LinkId && link.CaseNumber == caseNumber)))
                .OrderByDescending(row => row.CameAt).Take(MostListed)
                .Select(row => new ExchangeLetterView(
                    row.Id, row.Peer, true, database.ExchangeLinks.Where(link => link.Id == row.LinkId).Select(link => link.CaseNumber).FirstOrDefault(),
                    row.Seq, row.Name, row.At, row.State, 0, null, row.Reason)).ToListAsync(cancellationToken);
            return sent.Concat(came).OrderByDescending(view => view.At).Take(MostListed).ToList();
        });

    public ValueTask<ResendAnswer> ResendAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) => ledger.WriteAsync(
        async database =>
        {
            if (!actor.Is(Role.Admin, Role.ShiftLeader, Role.Dispatcher) || await database.SentLetters.SingleOrDefaultAsync(row => row.Id == letterId, cancellationToken) is not { } letter)
            {
                return ResendAnswer.NotFound;
            }

            if (letter.State != ExchangeState.Failed)
            {
                return ResendAnswer.NotAllowed;
            }

            letter.GoAgain(time.GetUtcNow());
            return ResendAnswer.Queued;
        },
        cancellationToken);

    private static bool Sees(Actor actor) => actor.Is(Role.Admin, Role.ShiftLeader, Role.Dispatcher, Role.Supervisor);

    private ExchangePeer? Peer(string name) => book.Peers.FirstOrDefault(peer => peer.Name == name);

    private async Task<LetterTaking> TakeAsync(HotlineDbContext database, ExchangePeer peer, ExchangeLetter letter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var link = await database.ExchangeLinks.SingleOrDefaultAsync(row => row.Id == letter.Exchange, cancellationToken);
        if (link is null ? !peer.Above : link.Peer != peer.Name || link.Above != peer.Above)
        {
            return new(LetterVerdict.Unknown, 0, [], null, "no such exchange here");
        }

        if (await database.ReceivedLetters.AnyAsync(row => row.Peer == peer.Name && row.Id == letter.Id, cancellationToken))
        {
            return new(LetterVerdict.Known, link?.Received ?? 0, [], link?.CaseNumber, null);
        }

        if (link is null)
        {
            link = ExchangeLink.Up(letter.Exchange, peer.Name, now);
            database.ExchangeLinks.Add(link);
        }

        var waiting = await database.ReceivedLetters.Where(row => row.LinkId == link.Id && row.Seq > link.Received).ToDictionaryAsync(row => row.Seq, cancellationToken);
        if (letter.Seq <= link.Received || waiting.ContainsKey(letter.Seq))
        {
            return new(LetterVerdict.OutOfDate, link.Received, [], link.CaseNumber, null);
        }

        if (letter.Seq > link.Received + MostAhead)
        {
            return new(LetterVerdict.Malformed, link.Received, [], link.CaseNumber, $"seq is more than {MostAhead} ahead");
        }

        var came = ReceivedLetter.Of(peer.Name, letter, now);
        database.ReceivedLetters.Add(came);
        waiting.Add(letter.Seq, came);
        while (waiting.TryGetValue(link.Received + 1, out var next))
        {
            link.Came();
            await ApplyAsync(database, link, peer, next, cancellationToken);
        }

        return letter.Seq <= link.Received
            ? new(LetterVerdict.Taken, link.Received, [], link.CaseNumber, null)
            : new(LetterVerdict.Held, link.Received, [.. Enumerable.Range(link.Received + 1, letter.Seq - link.Received - 1).Where(seq => !waiting.ContainsKey(seq))], link.CaseNumber, null);
    }

    private async Task ApplyAsync(HotlineDbContext database, ExchangeLink link, ExchangePeer peer, ReceivedLetter letter, CancellationToken cancellationToken)
    {
        var body = LetterBody.Read(letter.Name, letter.Body).Body ?? throw new InvalidOperationException("A letter was kept that cannot be read.");
        var refusal = peer.Above
            ? await above.ApplyAsync(database, link, peer, letter, body, cancellationToken)
            : await below.ApplyAsync(database, link, peer, letter, body, cancellationToken);
        letter.Done(refusal?.Reason);
        if (refusal is not null && letter.Name != LetterName.Refused)
        {
            database.Write(link, LetterName.Refused, new() { Of = letter.Name, Letter = letter.Id, Text = LetterBody.Cut(refusal.Reason), Clause = refusal.Clause }, time.GetUtcNow());
        }
    }

    private async Task<(ActResult<CaseView>? Refused, bool Repeated)> AskAsync(
        HotlineDbContext database, Actor actor, string key, string caseNumber, SuperiorRequest request, CancellationToken cancellationToken)
    {
        var act = $"{caseNumber}/{SuperiorAsking.Act(request)}";
        if (await database.HandledAsync(actor.Id, key, cancellationToken) is { } handled)
        {
            return handled.Act == act ? (null, true) : (new ActResult<CaseView>.KeyUsed(handled.CaseNumber), false);
        }

        var asked = await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken);
        if (asked is null)
        {
            return (new ActResult<CaseView>.NotFound(), false);
        }

        var link = await database.ExchangeLinks.SingleOrDefaultAsync(row => row.CaseId == asked.Id && row.Above && row.EndedAt == null, cancellationToken);
        if (link is null || asked.State is CaseState.Closed or CaseState.FollowUp or CaseState.Archived)
        {
            return (new ActResult<CaseView>.NotAllowed(ActTable.NotAllowed, null, link is null ? "不是上级平台交办的工单" : "工单已办结", []), false);
        }

        var now = time.GetUtcNow();
        var occasion = new Occasion(book.Of(asked), Author.Of(actor), now);
        var (name, body, words) = SuperiorAsking.Letter(request);
        asked.Record(occasion, SuperiorAsking.Act(request), words, null);
        database.Write(link, name, body with { By = actor.Name }, now);
        database.HandledKeys.Add(new HandledKey { ActorId = actor.Id, Key = key, Act = act, Digest = "", CaseNumber = caseNumber, At = now });
        return (null, false);
    }

    private async Task<ExchangePeerView> ShowAsync(HotlineDbContext database, ExchangePeer peer, CancellationToken cancellationToken)
    {
        var sent = database.SentLetters.Where(row => row.Peer == peer.Name);
        var came = database.ReceivedLetters.Where(row => row.Peer == peer.Name);
        var incoming = database.ExchangedFiles.Where(row => row.Peer == peer.Name && row.Incoming);
        return new ExchangePeerView
        {
            Name = peer.Name,
            Title = peer.Title,
            Above = peer.Above,
            Unit = book.Rules.Units.Ref(peer.Unit),
            Configured = post.Reaches(peer.Name),
            LastSentAt = await sent.Where(row => row.State == ExchangeState.Sent).MaxAsync(row => row.SentAt, cancellationToken),
            LastHeardAt = await came.MaxAsync(row => (DateTimeOffset?)row.CameAt, cancellationToken),
            Waiting = await sent.CountAsync(row => row.State == ExchangeState.Waiting || row.State == ExchangeState.Held, cancellationToken),
            Failed = await sent.CountAsync(row => row.State == ExchangeState.Failed, cancellationToken),
            Gaps = await came.CountAsync(row => row.State == ExchangeState.Waiting, cancellationToken),
            FilesWaiting = await incoming.CountAsync(row => row.State == ExchangeState.Waiting, cancellationToken),
            FilesFailed = await incoming.CountAsync(row => row.State == ExchangeState.Failed, cancellationToken),
            LastFault = await sent.Where(row => row.State != ExchangeState.Sent && row.Reason != null).OrderBy(row => row.At).Select(row => row.Reason).FirstOrDefaultAsync(cancellationToken),
        };
    }

    private async Task<int> WorkAsync(ExchangePeer peer, CancellationToken cancellationToken)
    {
        var (done, tried, silent) = (0, 0, 0);
        await TurnAsync(peer, post.Reaches(peer.Name), cancellationToken);
        if (post.Reaches(peer.Name))
        {
            while (tried < MostAtOnce && await NextAsync(peer, cancellationToken) is { Count: > 0 } due)
            {
                foreach (var letter in due)
                {
                    var answer = await post.SendAsync(peer.Name, letter, cancellationToken);
                    await SettleAsync(letter, answer, cancellationToken);
                    tried++;
                    silent = answer.Silent ? silent + 1 : 0;
                    if (answer.Verdict == PostVerdict.NotConfigured || silent >= MostSilent)
                    {
                        return done;
                    }

                    // What is to come again holds up those of its own exchange only: they wait for it.
                    done += answer.Verdict == PostVerdict.Later ? 0 : 1;
                }
            }

            done += await files.FetchAsync(peer, cancellationToken);
        }

        return done;
    }

    /// <summary>Holds what cannot go while the settings lack the platform, and lets it go once they have it.</summary>
    private async Task TurnAsync(ExchangePeer peer, bool reaches, CancellationToken cancellationToken)
    {
        var turned = reaches ? ExchangeState.Held : ExchangeState.Waiting;
        if (!await ledger.ReadAsync(database => database.SentLetters.AnyAsync(row => row.Peer == peer.Name && row.State == turned, cancellationToken)))
        {
            return;
        }

        await ledger.WriteAsync(
            async database =>
            {
                foreach (var letter in await database.SentLetters.Where(row => row.Peer == peer.Name && row.State == turned).Take(MostAtOnce).ToListAsync(cancellationToken))
                {
                    if (reaches)
                    {
                        letter.GoAgain(time.GetUtcNow());
                    }
                    else
                    {
                        letter.Settle(new(PostVerdict.NotConfigured, "exchange-not-configured"), time.GetUtcNow());
                    }
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>Of each exchange the first that is not there yet, where it is due: each waits for the one before. Those that failed often come last.</summary>
    private ValueTask<List<ExchangeLetter>> NextAsync(ExchangePeer peer, CancellationToken cancellationToken) => ledger.ReadAsync(async database =>
    {
        var now = time.GetUtcNow();
        var due = await database.SentLetters
            .Where(row => row.Peer == peer.Name && row.State == ExchangeState.Waiting && row.NextAttemptAt <= now
                && !database.SentLetters.Any(earlier => earlier.LinkId == row.LinkId && earlier.Seq < row.Seq && earlier.State != ExchangeState.Sent))
            .OrderBy(row => row.Attempts).ThenBy(row => row.At).Take(50).ToListAsync(cancellationToken);
        var letters = new List<ExchangeLetter>();
        foreach (var row in due)
        {
            letters.Add(peer.Above ? row.ToLetter() : await VeilAsync(database, row.ToLetter(), cancellationToken));
        }

        return letters;
    });

    /// <summary>What would name a requester who is masked from that platform is taken out of what it is told, as it is out of what a unit's people see.</summary>
    private async Task<ExchangeLetter> VeilAsync(HotlineDbContext database, ExchangeLetter letter, CancellationToken cancellationToken)
    {
        var link = await database.ExchangeLinks.SingleAsync(row => row.Id == letter.Exchange, cancellationToken);
        var told = await database.Cases.SingleAsync(row => row.Id == link.CaseId, cancellationToken);
        if (!Masking.Hides(told, link.UnitId, book.Of(told)))
        {
            return letter;
        }

        var addresses = await database.CaseContacts.Where(row => row.CaseId == told.Id)
            .Join(database.Contacts, row => row.ContactId, contact => contact.Id, (_, contact) => contact.Number).ToListAsync(cancellationToken);
        var veil = Veil.Of(told, addresses);
        var body = LetterBody.Read(letter.Name, letter.Body).Body!;
        IReadOnlyList<LetterFile>? veiled = body.Files is null ? null : [.. body.Files.Select(file => file with { Name = veil.Over(file.Name) })];
        return letter with
        {
            Body = (body with { Text = veil.OverAny(body.Text), Place = veil.OverAny(body.Place), Statement = veil.OverAny(body.Statement), RequesterName = null, RequesterPhone = null, Files = veiled }).Write(),
        };
    }

    private async Task SettleAsync(ExchangeLetter letter, PostAnswer answer, CancellationToken cancellationToken) => await ledger.WriteAsync(
        async database =>
        {
            var now = time.GetUtcNow();
            var row = await database.SentLetters.SingleAsync(row => row.Id == letter.Id, cancellationToken);
            row.Settle(answer, now);
            if (answer.CaseNumber is { Length: > 0 and <= 64 } number && await database.ExchangeLinks.SingleAsync(link => link.Id == letter.Exchange, cancellationToken) is { PeerNumber: null } link)
            {
                link.Named(number);
            }

            foreach (var lacking in await database.SentLetters
                .Where(sent => sent.LinkId == letter.Exchange && answer.Missing.Contains(sent.Seq) && sent.State == ExchangeState.Sent).ToListAsync(cancellationToken))
            {
                lacking.GoAgain(now);
            }

            return true;
        },
        cancellationToken);
}
