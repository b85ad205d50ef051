using System.Globalization;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Commands;
using Hotline.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Hotline.Host.Tests.Lives;

/// <summary>
/// A city under one policy, with its people at their browsers and a clock moved by hand. All that people do goes over HTTP; what is due is done by the
/// jobs of the timetable, which beat only when the clock is moved. Times are written as a clock in China shows them.
/// </summary>
internal sealed class City : IAsyncDisposable
{
    /// <summary>The jobs by which cases move on by themselves; the others keep recordings and figures.</summary>
    private static readonly string[] Beats = ["deadline-sweep", "notice-dispatch", "calendar"];

    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);
    private readonly HashSet<string> manned = new(StringComparer.Ordinal);
    private readonly ManualTimeProvider time;

    private City(string policy, ManualTimeProvider time, IReadOnlyDictionary<string, string?> further)
    {
        Policy = policy;
        this.time = time;
        Product = new TestProduct
        {
            Time = time,
            Settings = new Dictionary<string, string?>(further, StringComparer.Ordinal) { ["Policy"] = policy },

            // Half a second of every sign-in otherwise, and these people sign in often.
            Adjust = services => services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1),
        };
        Product.Sender.Configured = true;
    }

    public string Policy { get; }

    public TestProduct Product { get; }

    public DateTimeOffset Now => time.GetUtcNow();

    public Person Agent => Named("agent1");

    public Person OtherAgent => Named("agent2");

    public Person Leader => Named("leader");

    public Person Dispatcher => Named("dispatcher");

    public Person Supervisor => Named("supervisor");

    public Person EfficiencyOffice => Named("efficiency");

    /// <summary>A city under that policy.</summary>
    /// <param name="policy">Such as <c>hanjiang-2016</c>.</param>
    /// <param name="start">The moment at which the story begins.</param>
    public static Task<City> Under(string policy, string start) =>
        Under(policy, new ManualTimeProvider(At(start)), new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>A city under that policy, by a clock that others may go by too.</summary>
    /// <param name="policy">Such as <c>hanjiang-2016</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="further">Settings besides.</param>
    public static async Task<City> Under(string policy, ManualTimeProvider time, IReadOnlyDictionary<string, string?> further)
    {
        var city = new City(policy, time, further);
        await city.Product.InitializeAsync();
        var scheduler = await city.Service<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);

        // It starts by itself once the product has; from then on only this city's hand lets it beat.
        await Come(() => ValueTask.FromResult(scheduler.Status == SchedulerStatus.Running));
        await scheduler.Standby(TestContext.Current.CancellationToken);
        await Come(async () => await scheduler.QueryFireInstances(new FireInstanceQuery(), TestContext.Current.CancellationToken) is { Items.Count: 0 });
        return city;
    }

    /// <summary>One of the sample staff.</summary>
    public Person Named(string userName) => people.TryGetValue(userName, out var known) ? known : people[userName] = new Person(this, userName, null);

    /// <summary>Somebody who handles for a unit; hired, with its leader.</summary>
    public Person Unit(string unit) => Hired($"handler-{unit}", unit);

    /// <summary>The leader of a unit; hired, with somebody who handles for it.</summary>
    public Person Head(string unit) => Hired($"head-{unit}", unit);

    public Citizen Citizen(string phone) => new(this, phone);

    /// <summary>Moves the clock to that moment and lets the jobs beat.</summary>
    public async Task Until(string moment)
    {
        time.Advance(At(moment) - Now);
        await Beat();
    }

    /// <summary>Lets the jobs beat, and once more for what the first beat brought about.</summary>
    public async Task Beat()
    {
        foreach (var name in Beats.Concat(Beats))
        {
            await Run(name);
        }
    }

    /// <summary>What was just written leaves at once, as the product pokes its own job.</summary>
    public Task SendNotices() => Run("notice-dispatch");

    /// <summary>Letters to other installations leave, and what is to be fetched is.</summary>
    public Task SendLetters() => Run("exchange");

    /// <summary>What <c>./hotline verify</c> prints about this city's store.</summary>
    public async Task<(int Code, string Output)> Verify()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(["verify", "--data", Product.DataFolder], output, errors);
        Assert.Empty(errors.ToString());
        return (code, output.ToString());
    }

    /// <summary>These cases are over, and every line of every history is as it was written.</summary>
    public async Task IsAllOver(params string[] numbers)
    {
        foreach (var number in numbers)
        {
            (await Supervisor.Sees(number)).Is("archived");
        }

        await foreach (var fault in Service<ICaseBoard>().VerifyHistoriesAsync(TestContext.Current.CancellationToken))
        {
            Assert.Fail($"case {fault.CaseNumber}, entry {fault.Seq}: {fault.Fault}");
        }
    }

    /// <summary>Waits for what the product does in its own time.</summary>
    public static async Task Come(Func<ValueTask<bool>> so)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await so())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }
    }

    public T Service<T>()
        where T : notnull => Product.Services.GetRequiredService<T>();

    /// <summary>A moment as a clock in China shows it.</summary>
    public static DateTimeOffset At(string moment) =>
        new DateTimeOffset(DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    /// <summary>The same, written.</summary>
    public static string Clock(DateTimeOffset moment) =>
        moment.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
        {
            person.Dispose();
        }

        await Product.DisposeAsync();
    }

    private async Task Run(string name)
    {
        var scheduler = await Service<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        var job = await scheduler.GetJobDetail(new JobKey(name, "cases"), TestContext.Current.CancellationToken);
        await ((IJob)ActivatorUtilities.CreateInstance(Product.Services, job!.JobType.Type)).Execute(null!, TestContext.Current.CancellationToken);
    }

    private Person Hired(string userName, string unit) =>
        people.TryGetValue(userName, out var known) ? known : people[userName] = new Person(this, userName, () => Man(unit));

    private async Task Man(string unit)
    {
        if (manned.Add(unit))
        {
            await Hire($"handler-{unit}", unit, [Role.Handler]);
            await Hire($"head-{unit}", unit, [Role.Handler, Role.UnitLeader]);
        }
    }

    private async Task Hire(string userName, string unit, Role[] roles)
    {
        var desk = Service<IStaffDesk>();
        var known = await desk.ListAsync(TestContext.Current.CancellationToken);
        Assert.True(await desk.OpenAsync(
            new NewStaffAccount { UserName = userName, Name = userName, Roles = roles, UnitId = unit, PasswordHash = known[0].PasswordHash, SamplePassword = true },
            TestContext.Current.CancellationToken));
        Service<StaffRegister>().Replace(await desk.ListAsync(TestContext.Current.CancellationToken));
    }
}
