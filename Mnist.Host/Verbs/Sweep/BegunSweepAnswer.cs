using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What is answered about sweeps that were begun before.</summary>
internal static class BegunSweepAnswer
{
    /// <summary>Tells, gathers, launches or cancels.</summary>
    /// <param name="request">What to do, and where.</param>
    /// <param name="launch">Who executes what is missing.</param>
    /// <param name="table">What is to be shown of them.</param>
    /// <param name="json">Whether a program reads the answer.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static ExitCode Give(
        BegunSweepRequest request, LaunchRequest launch, TableRequest table, bool json, HostEnvironment around) => around.Give(
        SweepFolder.Find(request.Path).Match(
            valid: sweeps => request.Act switch
            {
                BegunSweepAct.Status => StatusReport.Answer(sweeps, Slurm(around)),
                BegunSweepAct.Collect => Collect(request.Path, sweeps, table, around),
                BegunSweepAct.Retry => Retry(request.Path, sweeps, launch, table, around),
                BegunSweepAct.Cancel => Cancel(sweeps, around),
            },
            invalid: Reply.Refuse),
        json);

    private static Reply Collect(string path, ValueList<SweepFolder> sweeps, TableRequest table, HostEnvironment around) =>
        SweepCollection.Of(path, sweeps, around).Match(
            valid: found => SweepAnswer.Table(found.Outcome, found.Doubts, sweeps, table, around),
            invalid: Reply.Refuse);

    /// <summary>One sweep after the other; then all are told of together.</summary>
    private static Reply Retry(
        string path, ValueList<SweepFolder> sweeps, LaunchRequest launch, TableRequest table, HostEnvironment around) =>
        launch.Slurm is not null && sweeps.FirstOrDefault(sweep => sweep.Manifest.Halve) is { } halved
            ? Reply.Refuse([new RunError.HalvedInRounds(halved.File)])
            : RetryEach(path, sweeps, launch, table, around);

    private static Reply RetryEach(
        string path, ValueList<SweepFolder> sweeps, LaunchRequest launch, TableRequest table, HostEnvironment around) => sweeps
        .Select(sweep => SweepJobs
            .Prepare(sweep, Enumerable.Range(0, sweep.Manifest.Plans.Count), around)
            .Match(
                valid: jobs => SweepAnswer.Launch(
                    sweep, jobs, launch, table with { Markdown = null, Numbers = NumberFormat.Float32, Errors = false }, around),
                invalid: Reply.Refuse))
        .FirstOrDefault(reply => reply.Errors.Count > 0)
        ?? (launch.Slurm is null || launch.Wait
            ? Collect(path, sweeps, table, around)
            : StatusReport.Answer(sweeps, Slurm(around)));

    private static Reply Cancel(ValueList<SweepFolder> sweeps, HostEnvironment around) =>
        sweeps.SelectMany(Slurm(around).Cancel).ToValueList() is { Count: > 0 } errors
            ? Reply.Refuse(errors)
            : StatusReport.Answer(sweeps, Slurm(around));

    /// <summary>For what needs no plan.</summary>
    private static SlurmLauncher Slurm(HostEnvironment around) => new(new(), [], around);
}
