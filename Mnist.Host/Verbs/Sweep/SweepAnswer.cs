using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What a new sweep answers, and one whose missing runs are launched.</summary>
internal static class SweepAnswer
{
    /// <summary>Has the runs executed, and judges them or tells how to.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="launch">Who executes them.</param>
    /// <param name="table">What is to be shown of it.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static ExitCode Give(SweepRequest request, LaunchRequest launch, TableRequest table, HostEnvironment around) => around.Give(
        table.Markdown?.Refusal() is { } refusal
            ? Reply.Refuse(ExitCode.Invalid, [ErrorMessage.Of(refusal, table.Markdown.Path)])
            : SweepProgress.Begin(request, launch.Slurm is null ? request.Parallel : 1, around).Match(
                valid: begun => Launch(begun.Sweep, begun.Jobs, launch, table, around),
                invalid: Reply.Refuse),
        request.Common.Json);

    /// <summary>Has what is missing of a sweep executed.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="jobs">Its plans, ready.</param>
    /// <param name="launch">Who executes it.</param>
    /// <param name="table">What is to be shown of it.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static Reply Launch(
        SweepFolder sweep, ValueList<TrainJob> jobs, LaunchRequest launch, TableRequest table, HostEnvironment around) =>
        launch.Slurm is not { } slurm
            ? SweepProgress.Execute(sweep, jobs, launch.Parallel, around).Match(
                valid: outcome => Table(outcome, [], [sweep], table, around),
                invalid: Reply.Refuse)
            : Submit(sweep, new SlurmLauncher(slurm, jobs, around), launch.Wait, table, around);

    /// <summary>The table of some runs.</summary>
    /// <param name="outcome">What they brought.</param>
    /// <param name="doubts">Why plans are not compared.</param>
    /// <param name="sweeps">At least one, in one folder.</param>
    /// <param name="table">What is to be shown of it.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Reply Table(
        SweepOutcome outcome, ValueList<RunError> doubts, ValueList<SweepFolder> sweeps, TableRequest table, HostEnvironment around) =>
        Validation
            .Both(
                If(table.Numbers == NumberFormat.Int8, () => PlanDeployment.Of(outcome, table.Data, around)),
                If(table.Errors, () => PlanErrors.Of(outcome, table.Data, around)))
            .Match(
                valid: measured => Table(outcome, measured.First, measured.Second, doubts, sweeps, table.Markdown, around),
                invalid: Reply.Refuse);

    private static Validation<ValueList<T>, RunError> If<T>(bool asked, Func<Validation<ValueList<T>, RunError>> measure) =>
        asked ? measure() : Validation.Valid<ValueList<T>, RunError>([]);

    private static Reply Table(
        SweepOutcome outcome,
        ValueList<PlanDeployment> deployments,
        ValueList<PlanErrors> lost,
        ValueList<RunError> doubts,
        ValueList<SweepFolder> sweeps,
        MarkdownFile? markdown,
        HostEnvironment around)
    {
        ValueList<Block> report = [.. SweepReport.Of(outcome), .. DeploymentReport.Of(deployments), .. ErrorsReport.Of(lost)];
        var page = SweepPage.Write(outcome, sweeps, around);
        var refused = markdown?.Write(report);
        return new(refused is null ? ExitOf(outcome) : ExitCode.Invalid)
        {
            Text =
            [
                .. report,
                .. doubts.Select(doubt => new Block.Line($"The plans are not compared image by image: {doubt.Sentence()}", Tone.Warning)),
                .. outcome.Stopped
                    ? [new Block.Line($"{outcome.Missing.Of("run")} missing: the same command resumes where this one ended.", Tone.Warning)]
                    : Enumerable.Empty<Block>(),
                .. page.Lines,
            ],
            Json = () => JsonText.Write(
                SweepDocument.Of(outcome, deployments, lost, sweeps[0].Runs, page.File), SweepJson.Default.SweepDocument),
            Errors = refused is null ? [] : [ErrorMessage.Of(refused, markdown!.Path)],
        };
    }

    private static Reply Submit(SweepFolder sweep, SlurmLauncher launcher, bool wait, TableRequest table, HostEnvironment around) =>
        SweepWait.Over(sweep, launcher, wait, around).Match(
            valid: ended => ended
                ? SweepCollection.Of(sweep.File, [sweep], around).Match(
                    valid: found => Table(found.Outcome, found.Doubts, [sweep], table, around),
                    invalid: Reply.Refuse)
                : StatusReport.Answer([sweep], launcher),
            invalid: Reply.Refuse);

    private static ExitCode ExitOf(SweepOutcome outcome) =>
        outcome.Stopped ? ExitCode.Cancelled : outcome.AllMet ? ExitCode.Done : ExitCode.TargetMissed;
}
