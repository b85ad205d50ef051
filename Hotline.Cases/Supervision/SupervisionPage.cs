using System.Globalization;
using System.Text;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Supervision;

/// <summary>The page <c>docs/supervision.md</c>: how supervision works, and what each shipped policy says of it.</summary>
internal static class SupervisionPage
{
    public static string Write(IEnumerable<Policy> policies)
    {
        var page = new StringBuilder("""
            # Urging and supervising

            Made by `./hotline policy supervision` from the policies; a test holds this page to it.

            - **催办** (urge) asks the unit for haste **while its handling limit runs**; **督办** (supervise) opens once the limit has ended, or on one of the policy's causes, and stays open
              until the office ends it with a conclusion or the case is archived. Who may is the policy's (`supervision`); the unit itself never, units above it where `superior-unit` is named.
              What is not allowed is refused with the clause and what would be allowed. A requester's urge is neither: it needs no right, opens nothing, and is shown apart.
            - Each act is one transaction: a record, a line in the sealed history, `caseChanged` to the unit and the office, and a message to their work groups and OA
              (`urged`, `supervised` in `policies/workgroups.yaml`). The office that supervises sees the case from then on.
            - **Ladders** climb by the deadline sweep, each rung counted from the one before, once each. They end with the ladder's own event, a dispatch to another unit (which
              has its own time), the closing, or a callback that finds the matter handled; the supervisions they led to end with them.
            - **Causes** open a supervision in the transaction in which they are seen, of each cause one at a time. `leader-instruction`, `taken-by-leader`, `mass-incident-risk` and
              `cross-unit` can be marked at registration (`supervisionCauses`), every cause by hand with a reason.

            - **Leaders' instructions** (领导批示) put a case under supervision; the unit, or whoever supervises, reports on them.
            - **The ledger** (督办台账) holds the documents that the policy names: numbered per kind and year without gaps or doubles, with a limit, the unit's reply and the issuer's strike-off
              (销号). Kinds for before the limit urge; the others need a case that is overdue or supervised, or none. Letters and instructions not answered in time are flagged by the sweep.
            - **Letters** with a number are printed on the city's forms, `policies/letters/KIND.html` (else `standard.html`): HTML with the placeholders `{{kind}}` `{{number}}` `{{office}}`
              `{{unit}}` `{{title}}` `{{body}}` `{{case}}` `{{clause}}` `{{due}}` `{{date}}` `{{city}}`, every value escaped; an unknown one stops the start. A row in line (`pending`, `made`, `failed` with
              the reason) is printed in the background by the machine's Chromium (setting `Chromium`, else the first on the path), without the network, three tries, a minute each, and the
              PDF kept under its SHA-256. Without Chromium the print says `chromium-not-installed`, without a font for Chinese (by `fc-list`) `no-chinese-font`; asked for again, it is tried again. The page
              is there all the same. One print serves all, so it holds what the unit may read.

            | cause | is seen where |
            |---|---|

            """);
        foreach (var cause in Enum.GetValues<SupervisionCause>())
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{Names<SupervisionCause>.Text(cause)}` | {Seen(cause)} |\n");
        }

        page.Append("""

            HTTP: `GET /api/cases/{number}/supervision`, `POST …/supervision/urge {text}`, `…/supervise {cause|null, reason}`, `…/end {recordId, conclusion}`,
            `…/instruct {leader, text, givenOn|null, due|null}`, `…/report {instructionId, text}`; `POST /api/letters {kind, caseNumber|null, unitId|null, title|null, body, due|null}`,
            `…/{id}/reply {text}`, `…/{id}/strike-off {note|null}` (each with an `Idempotency-Key`); `GET /api/letters?kind=&year=&unit=&caseNumber=&state=&late=&page=&size=`, `…/{id}`, `…/kinds`,
            `…/table` (CSV with the same filters), `…/{id}/page` (HTML), `POST` and `GET …/{id}/print`, `GET …/{id}/pdf`; `GET /api/supervision?kind=&open=&unit=&cause=&page=&size=`, `GET /api/cases?supervised=true`.

            """);
        foreach (var policy in policies)
        {
            Write(page, policy);
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Write(StringBuilder page, Policy policy)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {policy.Title} (`{policy.Id}`)\n\n| act | by | clause |\n|---|---|---|\n");
        page.Append(CultureInfo.InvariantCulture, $"| 催办 | {Roles(policy.Urging)} | {policy.Urging.Clause?.Id ?? "–"} |\n");
        page.Append(CultureInfo.InvariantCulture, $"| 督办 | {Roles(policy.Supervising)} | {policy.Supervising.Clause?.Id ?? "–"} |\n");
        foreach (var ladder in policy.Ladders)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n```mermaid\nflowchart LR\n    start([\"{ladder.Name}: {Names<CaseEvent>.Text(ladder.From)}\"])");
            foreach (var (index, step) in ladder.Steps.Index())
            {
                page.Append(CultureInfo.InvariantCulture, $" -- \"{PeriodText.Chinese(step.After)}\" --> rung{index + 1}[\"{Names<SupervisionAct>.Text(step.Act)}: {Names<PolicyRole>.Text(step.To)}\"]");
            }

            page.Append(CultureInfo.InvariantCulture, $"\n    start -. \"{Names<CaseEvent>.Text(ladder.Until)}\" .-> over([\"over\"])\n```\n");
        }

        if (!policy.Documents.IsEmpty)
        {
            page.Append("\n| in the ledger | number | time | answered within | struck off | clause |\n|---|---|---|---|---|---|\n");
            foreach (var kind in policy.Documents)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {kind.Name} | {(kind.Numbered ? "yes" : "–")} | {(kind.BeforeLimit ? "before the limit" : "overdue or supervised")} | {(kind.Limit is { } limit ? PeriodText.English(limit) : "–")} | {(kind.StrikeOff ? "yes" : "–")} | {kind.Clause.Id} |\n");
            }
        }

        if (!policy.Triggers.IsEmpty)
        {
            page.Append("\n| cause | in the policy | clause |\n|---|---|---|\n");
            foreach (var trigger in policy.Triggers)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{Names<SupervisionCause>.Text(trigger.Cause)}` | {trigger.Name} | {trigger.Clause.Id} |\n");
            }
        }
    }

    private static string Roles(SupervisionRule rule) => string.Join(", ", rule.By.Select(role => $"`{Names<PolicyRole>.Text(role)}`"));

    private static string Seen(SupervisionCause cause) => cause switch
    {
        SupervisionCause.LeaderInstruction or SupervisionCause.TakenByLeader or SupervisionCause.MassIncidentRisk => "marked at registration, or by hand",
        SupervisionCause.Overdue => "the handling limit ends, and the unit has no request for more time open (or the clock says `breach: supervise`)",
        SupervisionCause.FalseResult => "a verification or an audit fails, or a citizen's objection is upheld",
        SupervisionCause.CrossUnit => "co-handlers are named, or marked at registration",
        SupervisionCause.UnitAtFault => "the citizen is dissatisfied, and a second person judges the unit at fault",
        SupervisionCause.Shirking => "a return is judged groundless, by the office or by a ruling",
        SupervisionCause.Other => "by hand, with a reason",
        SupervisionCause.RepeatedRework => "the case goes back to its unit for as many times as the practice `supervision-dossier` says",
    };
}
