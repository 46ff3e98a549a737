using Mnist.Host.Runs;

namespace Mnist.Host.Commands;

/// <summary>What the process returns where a run was not executed.</summary>
internal static class RunExit
{
    /// <summary>What has to be mended first comes first: a target is only missed by what is otherwise right.</summary>
    private static readonly ExitCode[] Order = [ExitCode.Invalid, ExitCode.NoData, ExitCode.NoRunDirectory, ExitCode.OverBudget];

    /// <summary>The exit code of some errors.</summary>
    /// <param name="errors">At least one.</param>
    public static ExitCode Of(IEnumerable<RunError> errors) => errors.Select(Of).MinBy(exit => Array.IndexOf(Order, exit));

    private static ExitCode Of(RunError error) => error.Match(new RunError.Cases<ExitCode>(
        NoPlan: _ => ExitCode.Invalid,
        BadSetting: _ => ExitCode.Invalid,
        BadPlan: e => e.Error.ConcernsTarget ? ExitCode.OverBudget : ExitCode.Invalid,
        TooLarge: _ => ExitCode.Invalid,
        NoneLeft: _ => ExitCode.Invalid,
        NoBackend: _ => ExitCode.Invalid,
        UnknownBackend: _ => ExitCode.Invalid,
        NoData: _ => ExitCode.NoData,
        UnnamedData: _ => ExitCode.NoData,
        OtherData: _ => ExitCode.NoData,
        Directory: _ => ExitCode.NoRunDirectory,
        Stored: _ => ExitCode.NoRunDirectory,
        ReportFile: _ => ExitCode.NoRunDirectory,
        NoRun: _ => ExitCode.NoRunDirectory,
        ManyRuns: _ => ExitCode.NoRunDirectory,
        NoSweep: _ => ExitCode.NoRunDirectory,
        BadSweep: _ => ExitCode.NoRunDirectory,
        MixedSweeps: _ => ExitCode.Invalid,
        HalvedInRounds: _ => ExitCode.Invalid,
        OtherProgram: _ => ExitCode.Invalid,
        Scheduler: _ => ExitCode.Invalid,
        BeyondDevices: _ => ExitCode.Invalid,
        NotQuantizable: _ => ExitCode.Invalid));
}
