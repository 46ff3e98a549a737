namespace Mnist.Host.Watching;

/// <summary>The line that moves: where a training is, and how long it still takes.</summary>
internal static class MovingLine
{
    private const int MostBar = 20, LeastBar = 5;

    /// <summary>The line as wide as there is room: first the bar becomes shorter, then the speed is left out, then the bar.</summary>
    /// <param name="step">The last one done.</param>
    /// <param name="epochs">Epochs planned.</param>
    /// <param name="left">Time that the rest takes.</param>
    /// <param name="room">Characters that the terminal does not wrap.</param>
    public static string Of(TrainingEvent.StepDone step, int epochs, TimeSpan left, int room)
    {
        var start = $"epoch {step.Epoch}/{epochs} ";
        var score = $" loss {step.Loss:F4}  {step.Score.Percent:F2} %";
        var end = $"  {Clock(left)} left";
        var speed = $"  {step.ImagesPerSecond:N0} images/s";

        string Line(string figures, int bar) => start + Bar.Of((double)step.Step / step.Steps, Math.Min(bar, MostBar)) + figures;

        var withSpeed = room - (start + score + speed + end).Length;
        var without = room - (start + score + end).Length;
        return withSpeed >= LeastBar ? Line(score + speed + end, withSpeed)
            : without >= LeastBar ? Line(score + end, without)
            : start.TrimEnd() + score + end;
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : time.ToString(@"m\:ss");
}
