using System.Text;
using Mnist.Host.Plans;

namespace Mnist.Host.Runs;

/// <summary>How large the files of a run may become: what is written has to be read again, so both keep to the same limits.</summary>
internal static class RunSize
{
    /// <summary>Largest record.json and metrics.csv that are written and read, in bytes.</summary>
    public const int MostRecordBytes = 64_000_000;

    /// <summary>Largest model.safetensors that is written and read, in bytes.</summary>
    public const int MostModelBytes = 1 << 30;

    /// <summary>Most that record.json grows by with an epoch and a reason why it missed the target; metrics.csv grows by less.</summary>
    public const int MostEpochBytes = 600;

    /// <summary>Most that record.json holds besides epochs, the plan's name and the data's included.</summary>
    public const int MostOtherBytes = 10_000;

    private const int MostTensorNameBytes = 256; // with its shape and place, in the header of model.safetensors

    /// <summary>Everything that a plan's run directory could not hold, or not give back.</summary>
    /// <param name="plan">About to be trained.</param>
    public static IEnumerable<RunSizeError> Check(CheckedPlan plan)
    {
        if (Encoding.UTF8.GetByteCount(PlanText.Write(plan.Plan)) is var text and > TextFile.MaxBytes)
            yield return new RunSizeError.PlanText(text, TextFile.MaxBytes);

        var epochs = plan.Plan.Training.Epochs;
        if (((long)epochs * MostEpochBytes) + MostOtherBytes > MostRecordBytes)
            yield return new RunSizeError.Epochs(epochs, (MostRecordBytes - MostOtherBytes) / MostEpochBytes);

        var weights = plan.Summary.Tensors.Sum(tensor => (long)tensor.Count) * sizeof(float);
        var header = (long)plan.Summary.Tensors.Count * MostTensorNameBytes;
        if (weights + header > MostModelBytes)
            yield return new RunSizeError.Weights(weights, MostModelBytes - header);

        var state = weights * StateVector.NamesOf(plan.Plan.Training).Count;
        if (state > Array.MaxLength - MostRecordBytes)
            yield return new RunSizeError.State(state, Array.MaxLength - MostRecordBytes);
    }
}

/// <summary>What a run directory could not hold, or not give back.</summary>
internal abstract record RunSizeError
{
    private RunSizeError() { }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(Func<PlanText, T> PlanText, Func<Epochs, T> Epochs, Func<Weights, T> Weights, Func<State, T> State);

    /// <summary>The plan as it would be written.</summary>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Limit">The largest that is read again.</param>
    internal sealed record PlanText(long Bytes, long Limit) : RunSizeError { public override T Match<T>(Cases<T> on) => on.PlanText(this); }

    /// <summary>A record of so many epochs.</summary>
    /// <param name="Count">Epochs of the plan.</param>
    /// <param name="Limit">Most that are sure to be read again.</param>
    internal sealed record Epochs(int Count, int Limit) : RunSizeError { public override T Match<T>(Cases<T> on) => on.Epochs(this); }

    /// <summary>The weights.</summary>
    /// <param name="Bytes">Of all parameters and running statistics.</param>
    /// <param name="Limit">Most that are read again.</param>
    internal sealed record Weights(long Bytes, long Limit) : RunSizeError { public override T Match<T>(Cases<T> on) => on.Weights(this); }

    /// <summary>What a checkpoint holds: the weights, their average and the optimiser's state.</summary>
    /// <param name="Bytes">All of it.</param>
    /// <param name="Limit">Most that one file holds.</param>
    internal sealed record State(long Bytes, long Limit) : RunSizeError { public override T Match<T>(Cases<T> on) => on.State(this); }
}
