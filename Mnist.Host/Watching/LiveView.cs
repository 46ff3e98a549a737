using Spectre.Console;

namespace Mnist.Host.Watching;

/// <summary>Finished epochs as lines that stay; below them the curves so far and one line that moves.</summary>
/// <param name="console">The terminal.</param>
/// <param name="lines">How epochs are written.</param>
/// <param name="plan">What runs.</param>
/// <param name="clock">For the time left.</param>
internal sealed class LiveView(IAnsiConsole console, EpochLines lines, CheckedPlan plan, TimeProvider clock) : ITrainingView
{
    private const int LeastWidth = 30;
    private const int MostWidth = 72;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100); // ten pictures a second; more cost time and show nothing

    private readonly List<EpochResult> finished = [];
    private int height;

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TrainingEvent>, T> train)
    {
        WriteLine(lines.Header, Tone.Strong);
        console.Cursor.Hide();
        try
        {
            var started = clock.GetTimestamp();
            var shown = started;
            long? first = null;
            return train(told =>
            {
                first ??= told is TrainingEvent.StepDone begun ? Done(begun) - 1 : null;
                if (told is TrainingEvent.EpochDone done)
                {
                    Erase();
                    WriteLine(lines.Of(done.Result), MeetsTarget(done.Result) ? Tone.Good : Tone.Plain);
                    finished.Add(done.Result);
                    DrawCurves();
                }
                else if (told is TrainingEvent.StepDone step && clock.GetElapsedTime(shown) >= Pause)
                {
                    shown = clock.GetTimestamp();
                    EraseLine();
                    Write(Moving(step, clock.GetElapsedTime(started), first ?? 0), Tone.Muted);
                }
            });
        }
        finally
        {
            Erase();
            console.Cursor.Show();
        }
    }

    /// <summary>Training and test accuracy so far; they stand above the line that moves until the next epoch ends.</summary>
    private void DrawCurves()
    {
        var width = Math.Min(console.Profile.Width - 1, MostWidth);
        if (width < LeastWidth || finished.Count < 2)
            return;
        var curves = TextChart.Lines(
            [finished.Select(e => e.Train.Percent).ToValueList(), finished.Select(e => e.HeldOut.Percent).ToValueList()],
            plan.Plan.Training.Epochs,
            plan.Plan.Target.Accuracy,
            width);
        foreach (var line in curves)
            WriteLine(line, Tone.Muted);
        height = curves.Count;
    }

    /// <summary>
    /// Back to the start of the line, and empties it. A terminal that is left in the middle of a picture is never out of step.
    /// </summary>
    private void EraseLine() => console.Profile.Out.Writer.Write("\r\u001b[2K");

    /// <summary>Back to the end of the lines that stay, and empties all that is below.</summary>
    private void Erase()
    {
        if (height == 0)
            EraseLine();
        else
            console.Profile.Out.Writer.Write($"\r\u001b[{height}A\u001b[J");
        height = 0;
    }

    private void WriteLine(string line, Tone tone)
    {
        Write(line, tone);
        console.WriteLine();
    }

    /// <summary>One line, cut where the terminal would wrap it.</summary>
    private void Write(string line, Tone tone) =>
        console.Write(new Text(line[..Math.Min(line.Length, console.Profile.Width - 1)], RichRenderer.Style(tone)));

    private bool MeetsTarget(EpochResult epoch) => plan.Plan.Target.Accuracy is { } accuracy && epoch.HeldOut.Reaches(accuracy);

    /// <summary>Steps done in the run.</summary>
    private static long Done(TrainingEvent.StepDone step) => ((step.Epoch - 1L) * step.Steps) + step.Step;

    /// <summary>The line that moves.</summary>
    /// <param name="step">The last one.</param>
    /// <param name="elapsed">Since this process began to train.</param>
    /// <param name="before">Steps that an earlier process had done.</param>
    private string Moving(TrainingEvent.StepDone step, TimeSpan elapsed, long before)
    {
        const int BarWidth = 20;
        var epochs = plan.Plan.Training.Epochs;
        var left = elapsed * (((double)epochs * step.Steps) - Done(step)) / (Done(step) - before);
        return $"epoch {step.Epoch}/{epochs} {Bar.Of((double)step.Step / step.Steps, BarWidth)} loss {step.Loss:F4}  "
            + $"{step.Score.Percent:F2} %  {step.ImagesPerSecond:N0} images/s  {Clock(left)} left";
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : time.ToString(@"m\:ss");
}
