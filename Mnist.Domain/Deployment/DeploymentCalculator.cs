using Mnist.Domain.Analysis;

namespace Mnist.Domain.Deployment;

/// <summary>The memory of a network on a device, by calculation.</summary>
public static class DeploymentCalculator
{
    /// <summary>Most stages: far more than any small device can hold.</summary>
    public const int MostStages = 100;

    /// <summary>Most rows of pixels for an image, over all stages.</summary>
    public const int MostSteps = 10_000;

    /// <summary>Schedules that are compared: each number of stages by rows up to here, else as many, evenly spread.</summary>
    private const int MostSchedules = 32;

    /// <summary>The network as it is deployed, by the schedule that needs the least memory.</summary>
    /// <param name="architecture">A network whose layers fit together.</param>
    /// <param name="summary">What the calculators say of it.</param>
    /// <param name="format">How numbers are held.</param>
    /// <returns>Null beyond <see cref="MostStages"/> or <see cref="MostSteps"/>.</returns>
    public static DeployedNetwork? Of(Architecture architecture, Summary summary, NumberFormat format)
    {
        var graph = InferenceGraph.Of(architecture, summary);
        var stages = Stage.Of(graph);
        if (stages.Count is 0 or > MostStages || stages.Sum(stage => (long)stage.Steps) + graph.Input.Height > MostSteps)
            return null;

        return Schedules(stages.Count).Aggregate<int, DeployedNetwork?>(
            null, (best, byRows) => Better(best, graph, stages, byRows, format));
    }

    /// <summary>The network as it is deployed with so many of its stages by rows.</summary>
    /// <param name="graph">Its operations.</param>
    /// <param name="stages">The stages of the graph, at least one.</param>
    /// <param name="byRows">In [0, stages].</param>
    /// <param name="format">How numbers are held.</param>
    public static DeployedNetwork With(InferenceGraph graph, ValueList<Stage> stages, int byRows, NumberFormat format) =>
        Better(null, graph, stages, byRows, format)!;

    private static DeployedNetwork? Better(
        DeployedNetwork? best, InferenceGraph graph, ValueList<Stage> stages, int byRows, NumberFormat format)
    {
        var steps = RowSchedule.Of(stages, graph.Input.Height, byRows);
        var buffers = Lifetimes.Of(graph, stages, steps, format);
        var least = Placement.Least(buffers, steps.Count);
        if (best is not null && best.ArenaBytes <= least)
            return best;
        var (placed, bytes) = Placement.Of(buffers, least);
        return best is not null && best.ArenaBytes <= bytes ? best : new(format, graph, stages, byRows, steps, placed, bytes);
    }

    /// <summary>Numbers of stages by rows: all of them first.</summary>
    private static IEnumerable<int> Schedules(int stages) =>
        Enumerable.Range(0, Math.Min(stages, MostSchedules) + 1).Select(i => stages - (i * stages / Math.Min(stages, MostSchedules)));
}
