using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Searching;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Search;

/// <summary><c>mnist search SPACE</c>: the best designs of a space, by calculation.</summary>
internal static class SearchVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var options = new SearchOptions();
        var command = new Command("search", "Finds the best designs of a space by calculation: every design is judged, none is trained.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = options.Request(parsed);
            return (int)around.Give(Run(request, around), request.Runs.Common.Json);
        });
        return command;
    }

    /// <summary>The answer.</summary>
    public static Reply Run(SearchRequest request, HostEnvironment around) => SpaceSource.Load(request.Space).Match(
        valid: space => DataSource.Spec(request.Runs.Common.Data, around).Match(
            valid: data => data != DataSpec.Mnist && request.RanksByPrediction
                ? Reply.Refuse(
                    ExitCode.Invalid, [new(ErrorKind.Usage, "--rank predicted learns from runs on MNIST, and --data names other data.")])
                : Search(Asked(space, request), data, request, around),
            invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of))),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Space Asked(Space space, SearchRequest request) => space with
    {
        Limits = [.. space.Limits, .. request.Limits],
        Objectives = request.Objectives.Count > 0 ? request.Objectives : space.Objectives,
    };

    private static Reply Search(Space space, DataSpec data, SearchRequest request, HostEnvironment around) => SpaceSearch.Prepare(
        space,
        data,
        request.FrontOnly,
        ParallelSearch.CostOn(space, around.Machine(Environment.ProcessorCount, around.Clock))).Match(
            valid: search => request.Sample is { } count ? Sample(search, count, request, around) : Explore(search, request, around),
            invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Reply Explore(SpaceSearch search, SearchRequest request, HostEnvironment around)
    {
        var estimate = ParallelSearch.Estimate(search, request.Threads);
        if (estimate.TotalSeconds > request.Within && !request.FrontOnly)
            return Reply.Refuse(ExitCode.Invalid, [new(ErrorKind.Usage, TooLong(search, estimate, request))]);
        if (estimate.TotalSeconds > request.Within)
            around.Error.WriteLine($"This takes about {Words(estimate)} or less; Ctrl-C shows what was found until then.");
        var (started, told) = (around.Clock.GetTimestamp(), around.Clock.GetTimestamp());
        var state = ParallelSearch.Run(search, request.Threads, Tell, around.Cancellation);
        var front = state.Front.Select(search.Design).ToValueList();
        return Answer(new(search, request, state.Tally, front, around.Clock.GetElapsedTime(started).TotalSeconds), around);

        void Tell(SearchState found)
        {
            const double SecondsBetweenLines = 2;
            if (around.Clock.GetElapsedTime(told).TotalSeconds < SecondsBetweenLines)
                return;
            told = around.Clock.GetTimestamp();
            around.Error.WriteLine($"{found.Tally.Judged.Grouped()} designs judged, {found.Tally.Pruned.Grouped()} pruned, "
                + $"{(search.Designs - found.Tally.Considered).Grouped()} left, {found.Front.Count.Of("design")} on the front.");
        }
    }

    private static Reply Sample(SpaceSearch search, int count, SearchRequest request, HostEnvironment around)
    {
        var started = around.Clock.GetTimestamp();
        if (DesignCounter.Of(search, () => around.Cancellation.IsCancellationRequested) is not { } counter)
        {
            return around.Cancellation.IsCancellationRequested
                ? Reply.Refuse(ExitCode.Cancelled, [new(ErrorKind.Cancelled, "Stopped before the designs were counted.")])
                : Reply.Refuse(ExitCode.Invalid, [new(ErrorKind.Usage, "The designs that keep to the limits are too unlike to be counted: "
                    + "give fewer limits, or fields fewer values.")]);
        }

        var stream = RandomStream.Of(request.Seed, RandomPurpose.Search);
        var drawn = Enumerable.Range(0, counter.Count == 0 ? 0 : count).Select(i => counter.At(stream.Below(i, counter.Count)));
        var front = SearchOutcome.FrontOf([.. drawn], search.Objectives);
        var tally = new Tally(0, counter.Count, search.Designs - counter.Count, 0);
        return Answer(new(search, request, tally, front, around.Clock.GetElapsedTime(started).TotalSeconds), around);
    }

    private static string TooLong(SpaceSearch search, TimeSpan estimate, SearchRequest request) =>
        $"{search.Space.Name}: {search.Designs.Grouped()} designs would take about {Words(estimate)}, more than {request.Within} s: "
        + "keep to narrower limits with --where, look only for the front with --front-only, draw some with --sample N, "
        + "or wait with --within N.";

    private static string Words(TimeSpan time) =>
        time.TotalHours < 2 ? ((long)Math.Ceiling(time.TotalMinutes)).Of("minute")
        : time.TotalDays < 2 ? ((long)time.TotalHours).Of("hour")
        : ((long)time.TotalDays).Of("day");

    private static Reply Answer(SearchOutcome found, HostEnvironment around)
    {
        var outcome = found.Request.RanksByPrediction
            ? found.RankedBy(LearntRanking.Of(found.Request.Runs.Common.OutputFolder, found.Search.Space))
            : found;
        var errors = outcome.Write().ToList();
        var isCancelled = around.Cancellation.IsCancellationRequested;
        var reply = new Reply(errors.Count > 0 ? ExitCode.Invalid
            : isCancelled ? ExitCode.Cancelled
            : outcome.Front.Count == 0 ? ExitCode.OverBudget
            : ExitCode.Done)
        {
            Text = SearchReport.Of(outcome, isCancelled),
            Json = () => JsonText.Write(SearchDocument.Of(outcome), SearchJson.Default.SearchDocument),
            Errors = errors.Select(ErrorMessage.Of).ToValueList(),
        };
        return reply.Exit == ExitCode.Done && outcome.Request.Train is { } count ? Train(outcome, count, reply, around) : reply;
    }

    /// <summary>Trains the first designs; their plans are kept in the folder of their runs.</summary>
    private static Reply Train(SearchOutcome outcome, int count, Reply reply, HostEnvironment around)
    {
        var folder = Path.Combine(outcome.Request.Runs.Common.OutputFolder, "plans");
        var plans = outcome.Plans.Take(count).Select(plan => (Plan: plan, Path: Path.Combine(folder, $"{plan.Name}.json"))).ToList();
        var refused = plans.Select(p => OutputFile.Write(p.Path, PlanText.Write(p.Plan))).OfType<WriteError>().ToList();
        if (refused.Count > 0)
            return reply with { Errors = refused.Select(ErrorMessage.Of).ToValueList() };
        if (!outcome.Request.Runs.Common.Json)
            around.Show(reply.Text);
        var request = outcome.Request.Runs with { Plans = [.. plans.Select(p => p.Path)] };
        return SweepProgress.Watch(request with { Asked = $"sweep {string.Join(' ', request.Plans)}" }, around).Match(
            valid: sweep => new Reply(sweep.Stopped ? ExitCode.Cancelled : sweep.AllMet ? ExitCode.Done : ExitCode.TargetMissed)
            {
                Text = SearchReport.Trained(sweep),
                Json = () => JsonText.Write(
                    SearchDocument.Of(outcome) with { Trained = TrainedDesignDocument.Of(sweep) }, SearchJson.Default.SearchDocument),
            },
            invalid: Reply.Refuse);
    }
}
