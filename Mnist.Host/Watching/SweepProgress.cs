using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Watching;

/// <summary>One line for each run that has ended.</summary>
/// <param name="output">Where they go.</param>
/// <param name="clock">For the time left.</param>
/// <param name="count">Runs altogether.</param>
/// <param name="parallel">Runs at a time.</param>
internal sealed class SweepProgress(TextWriter output, TimeProvider clock, int count, int parallel)
{
    /// <summary>Executes a sweep and tells on standard error how it goes.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static Validation<SweepOutcome, RunError> Watch(SweepRequest request, HostEnvironment around) =>
        SweepOutcome.Prepare(request, around).Bind(jobs =>
        {
            var progress = new SweepProgress(around.Error, around.Clock, jobs.Count * request.Seeds.Count, request.Parallel);
            foreach (var note in jobs.SelectMany(job => job.Notes).Distinct(StringComparer.Ordinal))
                around.Error.WriteLine(Visible.Line(note));
            return SweepOutcome.Execute(jobs, request, around, progress.Finished);
        });

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
        foreach (var failure in run.Failures)
            output.WriteLine(failure.Sentence());
        var record = run.Record;
        var figures = record.LastEpochs is { } last
            ? $"last {last.Count}: minimum {last.Min.Percent()}, mean {last.Mean.Percent()}"
            : "no epoch finished";
        output.WriteLine($"[{taken + executed}/{count}] {record.Plan.Name} seed {record.Seed}: "
            + $"{figures}{(run.TakenOver ? ", from an earlier sweep" : Left())}");
    }

    private string Left()
    {
        var left = count - taken - executed;
        var rounds = Math.Ceiling((double)left / parallel) / Math.Ceiling((double)executed / parallel);
        return left == 0 ? "" : $"; about {(clock.GetElapsedTime(started) * rounds).TotalMinutes:F0} min left";
    }
}
