using Mnist.Engine.Simd;
using Mnist.Engine.Training;

namespace Mnist.Engine.Estimators;

/// <summary>How a classifier is trained; what the network is and how it learns stands in its plan.</summary>
public sealed record ClassifierSettings
{
    /// <summary>Of all random streams; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads to compute with, at least 1; default as many as the machine has. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Does the arithmetic; default the built-in backend.</summary>
    public IBackend Backend { get; init; } = new SimdBackend();

    /// <summary>Told of every epoch, on the thread that trains; default nobody.</summary>
    public Action<EpochResult> EpochDone { get; init; } = _ => { };

    /// <summary>Told of every step, on the thread that trains; default nobody.</summary>
    public Action<TrainingEvent.StepDone> StepDone { get; init; } = _ => { };
}
