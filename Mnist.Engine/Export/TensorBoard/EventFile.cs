using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mnist.Engine.TensorBoard;

namespace Mnist.Engine.Export.TensorBoard;

/// <summary>A run as TensorBoard's event file: curves by epoch, the plan as text, hyper-parameters to compare runs by.</summary>
/// <remarks>A pure function of the run: the same run gives the same bytes.</remarks>
public static class EventFile
{
    /// <summary>The file's name. TensorBoard looks for "tfevents" in it; a resumed run replaces its earlier file.</summary>
    /// <param name="run">Which began at a time.</param>
    public static string NameOf(RunRecord run) =>
        string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{run.Execution.Started.ToUnixTimeSeconds():D10}.mnist");

    /// <summary>The whole file.</summary>
    /// <param name="run">The run and its results.</param>
    /// <param name="plan">Its plan, as JSON for people.</param>
    /// <param name="settings">Hyper-parameters: numbers, texts or Booleans by name.</param>
    public static byte[] Write(RunRecord run, string plan, IEnumerable<KeyValuePair<string, Value>> settings) =>
        [.. Events(run, plan, settings).SelectMany(e => RecordFraming.Frame(e.ToByteArray()))];

    private static IEnumerable<Event> Events(RunRecord run, string plan, IEnumerable<KeyValuePair<string, Value>> settings)
    {
        var time = run.Execution.Started.ToUnixTimeMilliseconds() / 1000.0;
        yield return new() { WallTime = time, FileVersion = "brain.Event:2" };
        yield return Of(time, step: 0, EventValues.Text("plan", Indented(plan)), EventValues.SessionStart(time, settings));
        foreach (var epoch in run.Epochs)
            yield return Of(time += epoch.Seconds, epoch.Epoch, [.. Curves(epoch, run.Data.HeldOut)]);
        yield return Of(time, run.Epochs.Count, EventValues.SessionEnd(time, complete: !run.Cancelled));
    }

    /// <summary>
    /// Tags begin with what a chart shows, so that training and held-out images stand side by side; accuracies in percent.
    /// </summary>
    private static IEnumerable<SummaryValue> Curves(EpochResult epoch, HeldOutSplit split)
    {
        var heldOut = split switch
        {
            HeldOutSplit.Test => "test",
            HeldOutSplit.Validation => "validation",
        };
        yield return EventValues.Scalar("loss/train", epoch.TrainLoss);
        yield return EventValues.Scalar($"loss/{heldOut}", epoch.HeldOutLoss);
        yield return EventValues.Scalar("accuracy/train", epoch.Train.Percent);
        yield return EventValues.Scalar($"accuracy/{heldOut}", epoch.HeldOut.Percent);
        yield return EventValues.Scalar("learning_rate", epoch.LearningRate);
    }

    private static Event Of(double time, int step, params SummaryValue[] values) =>
        new() { WallTime = time, Step = step, Summary = new() { Value = { values } } };

    /// <summary>Markdown's block of code.</summary>
    private static string Indented(string text) => string.Concat(text.Split('\n').Select(line => $"    {line}\n"));
}
