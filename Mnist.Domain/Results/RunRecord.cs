using Mnist.Domain.Planning;

namespace Mnist.Domain.Results;

/// <summary>Everything that is needed to repeat a run and to compare the repetition bit for bit.</summary>
public sealed record RunRecord
{
    /// <summary>What ran.</summary>
    public required Plan Plan { get; init; }

    /// <summary>SHA-256 of the plan's canonical text, lower-case hexadecimal.</summary>
    public required string PlanHash { get; init; }

    /// <summary>How long the plan itself trains, where this run was told otherwise; else null.</summary>
    public PlanLength? OwnLength { get; init; }

    /// <summary>Seed of all random streams.</summary>
    public required long Seed { get; init; }

    /// <summary>The data.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>Full path of the data's folder, where the user named it; else null. A hint: the hash decides.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What did the arithmetic.</summary>
    public required ExecutionRecord Execution { get; init; }

    /// <summary>The result of every epoch, in order.</summary>
    public required ValueList<EpochResult> Epochs { get; init; }

    /// <summary>How far the run has come.</summary>
    public required RunState State { get; init; }

    /// <summary>
    /// SHA-256 of the weights, lower-case hexadecimal; empty where there are none yet. See the engine's <c>Weights.Hash</c>.
    /// </summary>
    public string WeightsHash => State.Match(new RunState.Cases<string>(
        Planned: _ => "",
        Interrupted: interrupted => interrupted.WeightsHash,
        Finished: finished => finished.WeightsHash));

    /// <summary>Whether the run has not come to its end.</summary>
    public bool Cancelled => State is not RunState.Finished;

    /// <summary>What an epoch was predicted to take; null where nothing was.</summary>
    public TimeEstimate? TimeEstimate { get; init; }

    /// <summary>What an epoch took, training and evaluating: the median of the epochs, in seconds; null where none was finished.</summary>
    public double? SecondsPerEpoch => Epochs.Count == 0 ? null : Epochs.Select(e => e.Seconds).Order().ElementAt(Epochs.Count / 2);

    /// <summary>Whether the target was met, and why not.</summary>
    public Verdict Verdict => Verdict.Of(Plan, Epochs);

    /// <summary>What the curves show.</summary>
    public Diagnosis Diagnosis => Diagnosis.Of(Plan, Epochs, OwnLength?.Epochs);

    /// <summary>From when on the target's accuracy was held; null where it was not to the end.</summary>
    public Hold? Hold => Hold.Of(Plan, Epochs);

    /// <summary>Accuracy over the epochs that the target looks at; null where no epoch was finished.</summary>
    public LastEpochs? LastEpochs => LastEpochs.Of(Epochs, Plan.Target.LastEpochs);
}

/// <summary>The data of a run.</summary>
/// <param name="Name">"mnist", "synthetic", or a folder's name.</param>
/// <param name="IsMnist">Whether the figures are MNIST's.</param>
/// <param name="Hash">SHA-256 over the content, lower-case hexadecimal.</param>
/// <param name="TrainingImages">Images trained on.</param>
/// <param name="HeldOutImages">Images that the accuracy is measured on.</param>
/// <param name="HeldOut">Which they are.</param>
public sealed record DataRecord(string Name, bool IsMnist, string Hash, int TrainingImages, int HeldOutImages, HeldOutSplit HeldOut)
{
    /// <summary>What its classes are called; default the digits.</summary>
    public ClassNames Classes { get; init; } = ClassNames.Digits;

    /// <summary>How its files were read; default as they are.</summary>
    public DataReading Reading { get; init; } = DataReading.AsStored;

    /// <summary>What the plan of a run has to know of it; the plan as it ran states its normalisation itself.</summary>
    public DataSpec Spec => new(Shape.MnistImage, Classes, TrainingImages);
}

/// <summary>Which images an accuracy is measured on.</summary>
public enum HeldOutSplit
{
    /// <summary>The test images.</summary>
    Test,

    /// <summary>Training images held out by a seeded rule; the test images were not looked at.</summary>
    Validation,
}

/// <summary>Where and with what a run was executed.</summary>
/// <param name="Backend">Such as "simd".</param>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Version">Of this program.</param>
/// <param name="Runtime">Such as ".NET 10.0.0".</param>
/// <param name="OperatingSystem">As the runtime names it.</param>
/// <param name="Processor">Cores and vector width, such as "2 cores, 512-bit vectors".</param>
/// <param name="Started">When it started.</param>
/// <param name="Seconds">Wall time of training and evaluating, without the time between an interruption and its resumption.</param>
public sealed record ExecutionRecord(
    string Backend,
    int Threads,
    string Version,
    string Runtime,
    string OperatingSystem,
    string Processor,
    DateTimeOffset Started,
    double Seconds);
