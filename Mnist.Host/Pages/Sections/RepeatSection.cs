using Mnist.Host.Pages.Parts;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages.Sections;

/// <summary>Everything that is needed to repeat a run.</summary>
internal static class RepeatSection
{
    public static Html Of(ReportedRun run) => PageParts.Section("To repeat this run", [.. Content(run.Record), Plan(run.Record.Plan)]);

    /// <summary>The command and the facts, without the plan.</summary>
    public static IEnumerable<Html> Content(RunRecord record) =>
    [
        PageParts.Paragraph("Save the plan as plan.json and run:"),
        Html.Of($"<pre>{Command(record)}</pre>"),
        PageParts.Facts(Facts(record)),
    ];

    /// <summary>A plan as its file.</summary>
    public static Html Plan(Plan plan) => PageParts.Details($"plan.json of {plan.Name}", Html.Of($"<pre>{PlanText.Write(plan)}</pre>"));

    /// <summary>
    /// The command that executes the plan again; the plan's own file already has what the first command line changed in it.
    /// </summary>
    public static string Command(RunRecord record) => string.Join(' ', new[]
    {
        "dotnet run --project Mnist.Host -- train plan.json",
        $"--seed {record.Seed}",
        $"--backend {record.Execution.Backend}",
        record.Data.HeldOut == HeldOutSplit.Validation ? $"--validation {record.Data.HeldOutImages}" : "",
        record.Data.IsMnist ? "" : record.Data.Name == DataSource.Synthetic ? $"--data {DataSource.Synthetic}" : "--data DIR",
    }.Where(part => part.Length > 0));

    private static IEnumerable<(string Name, Html Value)> Facts(RunRecord record) =>
    [
        ("started", Html.Text($"{record.Execution.Started:yyyy-MM-dd HH:mm:ss} UTC")),
        ("seconds", Html.Text($"{record.Execution.Seconds:F1}")),
        ("seed", Html.Of($"{record.Seed}")),
        ("data", Html.Text($"{record.Data.Name}: {VerdictSection.Measured(record.Data)}")),
        ("data SHA-256", Hash(record.Data.Hash)),
        ("plan SHA-256", Hash(record.PlanHash)),
        ("weights SHA-256", Hash(record.WeightsHash)),
        ("backend", Html.Text($"{record.Execution.Backend} on {record.Execution.Threads.Of("thread")}")),
        ("program", Html.Text($"mnist {record.Execution.Version}, {record.Execution.Runtime}")),
        ("machine", Html.Text($"{record.Execution.OperatingSystem}, {record.Execution.Processor}")),
    ];

    private static Html Hash(string hash) => Html.Of($"<code>{hash}</code>");
}
