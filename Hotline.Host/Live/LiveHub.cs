using Hotline.Host.Access;
using Hotline.Telephony;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Host.Live;

/// <summary>
/// The one hub. The desk only listens; what people do goes over HTTP. Each connection joins the groups its person may hear, and whoever may
/// watch the board gets it at once: a desk that was away needs no other way to catch up.
/// </summary>
internal sealed class LiveHub(ISwitchboard switchboard, WallChanges wall, LiveConnections connections) : Hub
{
    private const string Watching = "wallboard";

    public override async Task OnConnectedAsync()
    {
        var account = Context.GetHttpContext()!.Account();
        connections.Add(account.Id, Context);
        foreach (var group in Audience.GroupsOf(account))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, group);
        }

        if (account.Has(Right.WatchSwitchboard))
        {
            await Clients.Caller.SendAsync(Screens.SwitchboardChanged, BoardAnswer.Of(switchboard.View));
            Context.Items[Watching] = true;
            wall.Join();
        }

        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        if (Context.Items.Remove(Watching))
        {
            wall.Leave();
        }

        return base.OnDisconnectedAsync(exception);
    }
}
