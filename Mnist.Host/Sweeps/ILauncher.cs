using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>What has the runs of a sweep executed. Where a run is executed changes none of its bits and none of its files.</summary>
internal interface ILauncher
{
    /// <summary>Has runs executed, each at most once.</summary>
    /// <param name="sweep">What they belong to.</param>
    /// <param name="tasks">Runs that have not ended and are not under way.</param>
    /// <param name="finished">Told of each run that ends before this returns, one at a time.</param>
    /// <returns>What stands against it; none where the runs have ended, were stopped by the user, or are queued.</returns>
    ValueList<RunError> Launch(SweepFolder sweep, ValueList<SweepTask> tasks, Action<SweepRun> finished);

    /// <summary>Runs that are queued or under way without this process.</summary>
    /// <param name="sweep">What they belong to.</param>
    Validation<ValueList<LiveTask>, RunError> Live(SweepFolder sweep);

    /// <summary>Stops all that is queued or under way without this process; what runs have is kept.</summary>
    /// <param name="sweep">What they belong to.</param>
    ValueList<RunError> Cancel(SweepFolder sweep);
}

/// <summary>A run that is queued or under way.</summary>
/// <param name="Number">Of its task.</param>
/// <param name="IsRunning">Whether it is under way.</param>
internal sealed record LiveTask(int Number, bool IsRunning);
