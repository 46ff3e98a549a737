namespace Mnist.Host.Runs;

/// <summary>What a run came to, and how much of it its directory holds.</summary>
/// <param name="Record">What ran, and its result.</param>
/// <param name="Directory">Full path.</param>
/// <param name="Kept">How much of it is there.</param>
/// <param name="Failures">Writes and deletions that failed, be it only for a while.</param>
internal sealed record RunOutcome(RunRecord Record, string Directory, Kept Kept, ValueList<RunDirectoryError> Failures);

/// <summary>How much of a run its directory holds.</summary>
internal enum Kept
{
    /// <summary>All; its record says whether it has ended.</summary>
    Whole,

    /// <summary>Enough to resume it; its record says that it has not ended.</summary>
    Resumable,

    /// <summary>Nothing: the directory is gone.</summary>
    Nothing,
}
