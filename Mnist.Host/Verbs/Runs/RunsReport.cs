using Mnist.Host.RunFolders;

namespace Mnist.Host.Verbs.Runs;

/// <summary>A list of runs for people.</summary>
internal static class RunsReport
{
    private static readonly ValueList<Column> Columns =
    [
        new("run", Importance: 10) { IsUnbroken = true },
        new("plan", Importance: 4),
        new("data", Importance: 6),
        new("parameters", RightAligned: true, Importance: 3),
        new("seed", RightAligned: true, Importance: 2),
        new("state", Importance: 8),
        new("epochs", RightAligned: true, Importance: 1),
        new("final", RightAligned: true, Importance: 9),
        new("mean of last", RightAligned: true, Importance: 5),
        new("started", Importance: 7),
        new("tags", Importance: 6),
        new("note", Importance: 0),
    ];

    /// <summary>The word of a state.</summary>
    public static string Word(this ListedState state) => state switch
    {
        ListedState.Met => "met",
        ListedState.Missed => "missed",
        ListedState.Running => "running",
        ListedState.Stopped => "stopped",
    };

    /// <summary>How long ago something was.</summary>
    /// <param name="then">When.</param>
    /// <param name="now">At least then; what is later was just now.</param>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } and var age => $"{(int)age.TotalMinutes} min ago",
        { TotalDays: < 1 } and var age => $"{(int)age.TotalHours} h ago",
        { TotalDays: < 30 } and var age => $"{((int)age.TotalDays).Of("day")} ago",
        _ => $"{then:yyyy-MM-dd}",
    };

    public static IEnumerable<Block> Of(RunsRequest request, int all, ValueList<ListedRun> found, DateTimeOffset now)
    {
        if (all == 0)
            return [new Block.Line($"There is no run in '{request.Folder}' yet; `mnist train` makes one.")];
        if (found.Count == 0)
            return [new Block.Line($"None of the {all.Of("run")} in '{request.Folder}' is one that was asked for.", Tone.Warning)];
        var left = found.Count - request.Most;
        var shown = found.Take(request.Most).ToList();
        var columns = Columns.Select((column, i) => (Column: column, Index: i)).Where(c => IsUsed(c.Column, shown)).ToList();
        return
        [
            new Block.Table(
                columns.Select(c => c.Column).ToValueList(),
                shown.Select(run => Row(run, now)).Select(row => columns.Select(c => row[c.Index]).ToValueList()).ToValueList()),
            new Block.Line(
                $"{found.Count.Of("run")}{(found.Count < all ? $" of {all.Grouped()}" : "")} in {request.Folder}"
                + $"{(left > 0 ? $"; {left.Grouped()} not shown: --limit {found.Count} shows all" : "")}. "
                + $"Accuracies in percent of {Images(shown)}.",
                Tone.Muted),
            .. ValueList.If(
                shown.Select(run => run.Data.Hash).Distinct(StringComparer.Ordinal).Count() > 1,
                new Block.Line("Not all were trained on the same data: their accuracies cannot be compared.", Tone.Warning)),
        ];
    }

    private static string Images(List<ListedRun> runs) => runs.Select(run => run.Data.HeldOut).Distinct().Order().ToList() is [var only]
        ? $"the {only.Images()}"
        : $"the {HeldOutSplit.Test.Images()}; of runs with --validation, of the {HeldOutSplit.Validation.Images()}";

    /// <summary>Data other than MNIST, tags and notes have a column where there are any.</summary>
    private static bool IsUsed(Column column, List<ListedRun> runs) => column.Title switch
    {
        "data" => runs.Exists(run => !run.Data.IsMnist),
        "tags" => runs.Exists(run => run.Note.Tags.Count > 0),
        "note" => runs.Exists(run => run.Note.Text.Length > 0),
        _ => true,
    };

    private static ValueList<Cell> Row(ListedRun run, DateTimeOffset now) =>
    [
        new(run.Name, Tone.Strong),
        run.Plan.Label,
        run.Data.Name,
        run.Plan.Parameters.Grouped(),
        $"{run.Seed}",
        new($"{run.State.Word()}{(run.IsTargetChanged ? ", target changed" : "")}", run.State switch
        {
            ListedState.Met => Tone.Good,
            ListedState.Missed => Tone.Bad,
            ListedState.Running => Tone.Plain,
            ListedState.Stopped => Tone.Warning,
        }),
        run.Epochs == run.Plan.Epochs ? run.Epochs.Grouped() : $"{run.Epochs.Grouped()} of {run.Plan.Epochs.Grouped()}",
        run.Final is { } final ? $"{final:F2}" : "-",
        run.Last is { } last ? $"{last.Mean:F2}" : "-",
        Ago(run.Started, now),
        string.Join(", ", run.Note.Tags),
        run.Note.Text,
    ];
}
