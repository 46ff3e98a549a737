using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Sweeps;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary><c>mnist drilldown NAME</c>: every step of a series, executed, told and compared with what was published of it.</summary>
internal static class DrilldownVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var name = new Argument<string>("NAME") { Description = $"A series: {Names.Or()}." };
        var options = new SweepOptions(defaultSeeds: "1");
        var command = new Command(
            "drilldown",
            "Executes every step of a series and tells its target, result and analysis, next to what was published of it.") { name };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = options.Request(parsed, []);
            return (int)Run(parsed.GetRequiredValue(name), request with { Common = request.Common with { AnyBudget = true } }, around);
        });
        return command;
    }

    /// <summary>The series of the catalogue.</summary>
    public static ValueList<string> Names => PlanCatalog.All
        .Where(plan => plan.Name.Contains('/', StringComparison.Ordinal))
        .Select(plan => plan.Name[..plan.Name.IndexOf('/', StringComparison.Ordinal)])
        .Distinct(StringComparer.Ordinal)
        .ToValueList();

    /// <summary>Executes and tells.</summary>
    /// <param name="name">Of the series.</param>
    /// <param name="request">Seeds and places; its plans are the steps.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static ExitCode Run(string name, SweepRequest request, HostEnvironment around)
    {
        var steps = PlanCatalog.All.Where(plan => plan.Name.StartsWith($"{name}/", StringComparison.OrdinalIgnoreCase)).ToValueList();
        return around.Give(
            steps.Count == 0
                ? Reply.Refuse(ExitCode.Invalid, [new(ErrorKind.UnknownName, $"there is no drill-down '{name}'; there are {Names.And()}.")])
                : SweepProgress.Watch(
                    request with { Plans = steps.Select(plan => plan.Name).ToValueList(), Asked = $"drilldown {name}" }, around)
                    .Bind(outcome => DrilldownStep.Of(steps, outcome).Map(done => (Steps: done, Outcome: outcome)))
                    .Match(
                        valid: done => Answer(name.ToLowerInvariant(), done.Steps, done.Outcome, request.Common.OutputFolder),
                        invalid: Reply.Refuse),
            request.Common.Json);
    }

    private static Reply Answer(string name, ValueList<DrilldownStep> steps, SweepOutcome outcome, string folder)
    {
        if (steps.Count == 0)
            return Reply.Refuse(
                ExitCode.Cancelled, [new(ErrorKind.Cancelled, "stopped before a run had ended; the same command starts again.")]);

        var document = DrilldownReport.Of(name, steps, outcome).ToValueList();
        var path = Path.GetFullPath(Path.Combine(folder, $"drilldown-{name}"));
        ValueList<string> files = [$"{path}.md", $"{path}.html"];
        var refused = new[]
        {
            OutputFile.Write(files[0], MarkdownRenderer.Write(document)),
            OutputFile.Write(files[1], DrilldownPage.Write(name, steps, outcome, Path.GetFullPath(folder))),
        }.OfType<WriteError>().ToValueList();
        return new(refused.Count == 0 ? outcome.Stopped ? ExitCode.Cancelled : ExitCode.Done : ExitCode.NoRunDirectory)
        {
            Text =
            [
                .. document,
                Block.Gap,
                outcome.Stopped
                    ? new Block.Line("Stopped: the same command resumes where this one ended.", Tone.Warning)
                    : new Block.Line($"Kept in {files.And()}.", Tone.Muted),
            ],
            Json = () => JsonText.Write(DrilldownDocument.Of(name, steps, files), DrilldownJson.Default.DrilldownDocument),
            Errors = [.. refused.Select(ErrorMessage.Of)],
        };
    }
}
