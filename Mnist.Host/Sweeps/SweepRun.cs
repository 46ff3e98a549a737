namespace Mnist.Host.Sweeps;

/// <summary>One run of a sweep, as far as it came.</summary>
/// <param name="Task">Which one.</param>
/// <param name="Summary">What it brought; null where it has not ended.</param>
/// <param name="Directory">Where it is kept, as full path.</param>
/// <param name="TakenOver">Whether it had been executed before.</param>
/// <param name="Failures">What its directory would not take for a while.</param>
internal sealed record SweepRun(
    SweepTask Task, RunSummary? Summary, string Directory, bool TakenOver, ValueList<RunDirectoryError> Failures);
