using Spectre.Console;

namespace Mnist.Host.Watching;

/// <summary>Finished epochs as lines that stay; below them the curves so far and one line that moves.</summary>
/// <param name="console">The terminal.</param>
/// <param name="width">The terminal's width now.</param>
/// <param name="lines">How epochs are written.</param>
/// <param name="plan">What runs.</param>
/// <param name="clock">For the time left.</param>
internal sealed class LiveView(IAnsiConsole console, Func<int> width, EpochLines lines, CheckedPlan plan, TimeProvider clock)
    : ITrainingView
{
    private const int LeastWidth = 30;
    private const int MostWidth = 72;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100); // ten pictures a second; more cost time and show nothing

    private readonly List<EpochResult> finished = [];
    private int height; // lines below those that stay
    private int longest; // characters of the longest of them
    private long started;
    private long shown;
    private long? before; // steps that an earlier process had done; null until the first one is done here

    /// <inheritdoc/>
    public T Watch<T>(Func<Action<TrainingEvent>, T> train)
    {
        if (lines.Hidden(Room) is { } hidden)
            new RichRenderer(console).Write([new Block.Line(hidden, Tone.Muted)]);
        WriteLine(lines.Header(Room), Tone.Strong);
        console.Cursor.Hide();
        try
        {
            shown = started = clock.GetTimestamp();
            return train(told => told.Match<Action>(new(
                StepDone: step => () => Show(step),
                EpochDone: done => () => Show(done.Result)))());
        }
        finally
        {
            Erase();
            console.Cursor.Show();
        }
    }

    private void Show(EpochResult epoch)
    {
        Erase();
        WriteLine(lines.Of(epoch, Room), MeetsTarget(epoch) ? Tone.Good : Tone.Plain);
        finished.Add(epoch);
        DrawCurves();
    }

    private void Show(TrainingEvent.StepDone step)
    {
        before ??= Done(step) - 1;
        if (clock.GetElapsedTime(shown) < Pause)
            return;
        shown = clock.GetTimestamp();
        console.Profile.Width = width();
        EraseLine();
        Write(Moving(step, clock.GetElapsedTime(started), before.Value), Tone.Muted);
    }

    /// <summary>Characters of a line that the terminal does not wrap.</summary>
    private int Room => console.Profile.Width - 1;

    /// <summary>Training and test accuracy so far; they stand above the line that moves until the next epoch ends.</summary>
    private void DrawCurves()
    {
        var room = Math.Min(Room, MostWidth);
        if (room < LeastWidth || finished.Count < 2)
            return;
        var curves = TextChart.Lines(
            [finished.Select(e => e.Train.Percent).ToValueList(), finished.Select(e => e.HeldOut.Percent).ToValueList()],
            plan.Plan.Training.Epochs,
            plan.Plan.Target.Accuracy,
            room);
        foreach (var line in curves.Append(Legend))
        {
            foreach (var (text, curve) in line)
                console.Write(new Text(text, StyleOf(curve)));
            console.WriteLine();
        }

        (height, longest) = (curves.Count + 1, room);
    }

    /// <summary>Which curve is which, by its colour.</summary>
    private ValueList<ChartPiece> Legend =>
    [
        new(new(' ', TextChart.Margin), TextChart.Plain),
        new("━━ training", 0),
        new("   ", TextChart.Plain),
        new($"━━ {lines.Name}", 1),
    ];

    /// <summary>Of a curve, or of what is none; they are told apart on dark and on light ground.</summary>
    private static Style StyleOf(int curve) => curve switch
    {
        0 => new(Color.MediumOrchid3),
        1 => new(Color.Teal),
        _ => RichRenderer.Style(Tone.Muted),
    };

    /// <summary>
    /// Back to the start of the line, and empties it. A terminal that is left in the middle of a picture is never out of step.
    /// </summary>
    private void EraseLine() => console.Profile.Out.Writer.Write("\r\u001b[2K");

    /// <summary>Back to the end of the lines that stay, and empties all that is below.</summary>
    private void Erase()
    {
        console.Profile.Width = width();
        if (longest >= console.Profile.Width)
            console.WriteLine(); // the terminal became narrower and may have broken the lines: how many they are now, nobody knows
        else if (height == 0)
            EraseLine();
        else
            console.Profile.Out.Writer.Write($"\r\u001b[{height}A\u001b[J");
        (height, longest) = (0, 0);
    }

    private void WriteLine(string line, Tone tone)
    {
        Write(line, tone);
        console.WriteLine();
    }

    /// <summary>One line, cut where the terminal would wrap it.</summary>
    private void Write(string line, Tone tone) =>
        console.Write(new Text(line[..Math.Min(line.Length, Room)], RichRenderer.Style(tone)));

    private bool MeetsTarget(EpochResult epoch) => plan.Plan.Target.Accuracy is { } accuracy && epoch.HeldOut.Reaches(accuracy);

    /// <summary>Steps done in the run.</summary>
    private static long Done(TrainingEvent.StepDone step) => ((step.Epoch - 1L) * step.Steps) + step.Step;

    /// <summary>The line that moves.</summary>
    /// <param name="step">The last one.</param>
    /// <param name="elapsed">Since this process began to train.</param>
    /// <param name="before">Steps that an earlier process had done.</param>
    private string Moving(TrainingEvent.StepDone step, TimeSpan elapsed, long before)
    {
        var epochs = plan.Plan.Training.Epochs;
        var left = elapsed * (((double)epochs * step.Steps) - Done(step)) / (Done(step) - before);
        return MovingLine.Of(step, epochs, left, Room);
    }
}
