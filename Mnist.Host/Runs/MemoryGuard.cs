namespace Mnist.Host.Runs;

/// <summary>Refuses what this machine's memory cannot hold before any of it is taken.</summary>
internal static class MemoryGuard
{
    /// <summary>The error, where there is one.</summary>
    /// <param name="bytes">What a run takes at most.</param>
    /// <param name="runs">Runs side by side, at least 1.</param>
    /// <param name="around">Knows the machine.</param>
    public static IEnumerable<RunError> Check(long bytes, int runs, RunEnvironment around) =>
        Examine(bytes, runs, around).Select(RunError.Of);

    /// <summary>The same, for who examines the plan alone.</summary>
    /// <param name="bytes">What a run takes at most.</param>
    /// <param name="runs">Runs side by side, at least 1.</param>
    /// <param name="around">Knows the machine.</param>
    public static IEnumerable<PlanError> Examine(long bytes, int runs, RunEnvironment around)
    {
        var (all, available) = ((long)Int128.Min((Int128)bytes * runs, long.MaxValue), around.Memory());
        return all > available ? [new PlanError.BeyondMemory(all, available, runs)] : [];
    }
}
