using System.Globalization;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;

namespace Mnist.Host.Watching;

/// <summary>One line for each run that has ended.</summary>
/// <param name="output">Where they go.</param>
/// <param name="clock">For the time left.</param>
/// <param name="count">Runs altogether.</param>
/// <param name="parallel">Runs at a time.</param>
internal sealed class SweepProgress(TextWriter output, TimeProvider clock, int count, int parallel)
{
    private readonly long started = clock.GetTimestamp();
    private int taken;
    private int executed;

    /// <summary>Tells of a run.</summary>
    /// <param name="run">It has just ended.</param>
    public void Finished(SweepRun run)
    {
        if (run.TakenOver)
            taken++;
        else
            executed++;
        foreach (var complaint in run.Complaints)
            output.WriteLine(complaint.Sentence);
        var record = run.Record;
        var figures = record.LastEpochs is { } last ? $"last {last.Count}: minimum {last.Min.Percent()}, mean {last.Mean.Percent()}" : "no epoch finished";
        output.WriteLine($"[{taken + executed}/{count}] {record.Plan.Name} seed {record.Seed}: {figures}{(run.TakenOver ? ", from an earlier sweep" : Left())}");
    }

    private string Left()
    {
        var left = count - taken - executed;
        var rounds = Math.Ceiling((double)left / parallel) / Math.Ceiling((double)executed / parallel);
        return left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; about {(clock.GetElapsedTime(started) * rounds).TotalMinutes:F0} min left");
    }
}
