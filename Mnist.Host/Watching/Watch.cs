using Mnist.Host.Commands;
using Mnist.Host.Runs;

namespace Mnist.Host.Watching;

/// <summary>Where a run is shown while it goes on.</summary>
internal static class Watch
{
    /// <summary>With --json nothing but the document goes to standard output.</summary>
    public static void Announce(IEnumerable<Block> blocks, TrainRequest request, HostEnvironment around)
    {
        if (request.Json)
            PlainRenderer.Write(around.Error, blocks);
        else
            around.Show(blocks);
    }

    /// <summary>How a run is watched here.</summary>
    public static ITrainingView Over(TrainJob job, TrainRequest request, HostEnvironment around)
    {
        var lines = new EpochLines(job.Plan.Plan.Training.Epochs, job.HeldOut);
        return (request.Json, around.TerminalWidth) switch
        {
            (true, _) => new PlainView(around.Error, lines),
            (_, { } width) when around.MovesCursor && around.Redraws => new LiveView(
                around.Terminal(width), () => around.WidthNow(width), lines, job.Plan, around.Clock),
            _ => new PlainView(around.Output, lines),
        };
    }
}
